import { describe, expect, it } from '@jest/globals';
import {
  brakeOn,
  tallyAdmitting,
  tallyLatched,
  tallyReset,
  tallyWith,
  type Measured,
} from '../../../remediation/brakes.ts';
import type { Begun, Limits, Role, Tally } from '../../../remediation/ports.ts';
import { deployArn } from '../../support/samples.ts';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;
const LIMITS: Limits = {
  changesPerRole: { max: 2, per: 60 * MINUTE },
  changesPerAccount: { max: 4, per: 30 * MINUTE },
};
const ACCOUNT = '111122223333';
const MEASURED: Measured = { limits: LIMITS, now: new Date(NOW) };

const minutesAgo = (minutes: number): string => new Date(NOW - minutes * MINUTE).toISOString();

function roleNamed(name: string, created?: string): Role {
  const arn = deployArn.replace('deploy', name);
  return { arn, name, id: 'AROA1', trustPolicy: '{}', ...(created && { created }) };
}

const deploy = roleNamed('deploy', minutesAgo(30));
const newRole = roleNamed('new', minutesAgo(29));

function begun(minutes: number, name = 'deploy', isNew = false): Begun {
  return { role: roleNamed(name).arn, at: minutesAgo(minutes), isNew };
}

function tallyOf(...each: readonly Begun[]): Tally {
  return { account: ACCOUNT, version: 7, begun: each };
}

const ROLE_IS_FULL =
  'the role was changed 2 times within 60 minutes, which is the limit, so somebody may be writing its trust policy back';
const ACCOUNT_IS_FULL =
  'roles of account 111122223333 were changed 4 times within 30 minutes, which is the limit';

describe('brakeOn', () => {
  it('lets a change through while there is room', () => {
    expect(brakeOn(deploy, tallyOf(), MEASURED)).toBeUndefined();
    expect(brakeOn(deploy, tallyOf(begun(1)), MEASURED)).toBeUndefined();
  });

  it('stops a role that was changed as often as the limit says', () => {
    const brake = brakeOn(deploy, tallyOf(begun(59), begun(1)), MEASURED);
    expect(brake).toEqual({ kind: 'role', reason: ROLE_IS_FULL });
  });

  it('forgets what is longer ago', () => {
    expect(brakeOn(deploy, tallyOf(begun(60), begun(1)), MEASURED)).toBeUndefined();
  });

  it('stops every role of an account that was changed as often as the limit says', () => {
    const others = ['a', 'b', 'c', 'd'].map((name, at) => begun(29 - at, name));
    expect(brakeOn(deploy, tallyOf(...others), MEASURED)).toEqual({
      kind: 'account',
      reason: ACCOUNT_IS_FULL,
    });
    expect(brakeOn(deploy, tallyOf(begun(30, 'a'), ...others.slice(1)), MEASURED)).toBeUndefined();
  });

  it('says it once where the limit is one change', () => {
    const limits = { ...LIMITS, changesPerRole: { max: 1, per: 90 * 1000 } };
    expect(brakeOn(deploy, tallyOf(begun(1)), { ...MEASURED, limits })?.reason).toContain(
      'changed once within 1.5 minutes',
    );
  });
});

describe('new roles', () => {
  const decoys = ['a', 'b', 'c', 'd', 'e'].map((name, at) => begun(20 - at, name, true));

  it('do not use up what the others have', () => {
    expect(brakeOn(deploy, tallyOf(...decoys), MEASURED)).toBeUndefined();
  });

  it('are stopped among themselves, which latches nothing', () => {
    const reason =
      'new roles of account 111122223333 were changed 4 times within 30 minutes, which is the limit';
    expect(brakeOn(newRole, tallyOf(...decoys), MEASURED)).toEqual({ kind: 'new-roles', reason });
    expect(brakeOn(newRole, tallyOf(...decoys.slice(2)), MEASURED)).toBeUndefined();
  });

  it('have what the others used up', () => {
    const others = ['a', 'b', 'c', 'd'].map((name) => begun(1, name));
    expect(brakeOn(newRole, tallyOf(...others), MEASURED)).toBeUndefined();
  });

  it('are stopped one by one as any other', () => {
    const brake = brakeOn(newRole, tallyOf(begun(2, 'new', true), begun(1, 'new', true)), MEASURED);
    expect(brake?.kind).toBe('role');
  });
});

describe('share of roles', () => {
  const limits = { ...LIMITS, shareOfRoles: 0.2 };
  const changed = tallyOf(begun(3, 'a'), begun(2, 'b'));

  it('stops one role more than the share', () => {
    expect(brakeOn(deploy, changed, { ...MEASURED, limits, roles: 14 })).toEqual({
      kind: 'account',
      reason:
        'a change would be that of 3 of the 14 roles of account 111122223333 within 30 minutes, above the share of 0.2',
    });
    expect(brakeOn(deploy, changed, { ...MEASURED, limits, roles: 15 })).toBeUndefined();
  });

  it('is one of the roles that let GitLab in, where a sweep knows them', () => {
    const known = tallyAdmitting(changed, 14);
    expect(brakeOn(deploy, known, { ...MEASURED, limits, roles: 1_000 })?.reason).toBe(
      'a change would be that of 3 of the 14 roles that let GitLab in of account 111122223333 within 30 minutes, above the share of 0.2',
    );
    expect(brakeOn(deploy, changed, { ...MEASURED, limits, roles: 1_000 })).toBeUndefined();
  });

  it('counts a role once', () => {
    expect(brakeOn(roleNamed('a'), changed, { ...MEASURED, limits, roles: 10 })).toBeUndefined();
  });

  it('does not count where there are fewer than ten roles, or nobody knows', () => {
    expect(brakeOn(deploy, changed, { ...MEASURED, limits, roles: 10 })?.kind).toBe('account');
    expect(brakeOn(deploy, changed, { ...MEASURED, limits, roles: 9 })).toBeUndefined();
    expect(brakeOn(deploy, changed, { ...MEASURED, limits })).toBeUndefined();
  });

  it('does not count new roles', () => {
    const decoys = ['a', 'b', 'c'].map((name) => begun(1, name, true));
    expect(brakeOn(deploy, tallyOf(...decoys), { ...MEASURED, limits, roles: 10 })).toBeUndefined();
  });
});

describe('a brake that is latched', () => {
  const latched = tallyLatched(tallyOf(), ACCOUNT_IS_FULL, new Date(NOW - 24 * 60 * MINUTE));

  it('stops every role, however long ago it was', () => {
    expect(brakeOn(deploy, latched, MEASURED)).toEqual({
      kind: 'latched',
      reason: `the brake of account 111122223333 is on since 2026-11-19T10:00:00.000Z: ${ACCOUNT_IS_FULL}; when you have looked at what was changed, let it go with \`trustwarden brake reset\``,
      isTold: false,
    });
    expect(brakeOn(newRole, latched, MEASURED)?.kind).toBe('latched');
  });

  it('is let go, and what was changed before counts for the roles alone', () => {
    const full = tallyOf(begun(4, 'a'), begun(3, 'b'), begun(2), begun(1));
    const reset = tallyReset(tallyLatched(full, ACCOUNT_IS_FULL, new Date(NOW)), 'me', new Date(NOW));
    expect(reset).toEqual({ ...full, reset: { at: '2026-11-20T10:00:00.000Z', by: 'me' } });
    expect(brakeOn(roleNamed('a'), reset, MEASURED)).toBeUndefined();
    expect(brakeOn(deploy, reset, MEASURED)?.kind).toBe('role');
  });
});

describe('tallyWith', () => {
  it('counts a change, and leaves out what counts no more', () => {
    expect(tallyWith(deploy, tallyOf(begun(60), begun(59)), MEASURED)).toEqual(tallyOf(begun(59), begun(0)));
  });

  it('counts a role as new while it is younger than the time of the account', () => {
    expect(tallyWith(newRole, tallyOf(), MEASURED).begun).toEqual([begun(0, 'new', true)]);
  });

  it.each([
    ['deploy', minutesAgo(60), 'account'],
    ['new', minutesAgo(59), 'new-roles'],
  ])('has no more than a thousand changes of roles such as `%s`', (name, created, kind) => {
    const limits = { ...LIMITS, changesPerAccount: { max: 1_000_000, per: 60 * MINUTE } };
    const measured = { ...MEASURED, limits };
    const role = roleNamed(name, created);
    const each = Array.from({ length: 999 }, (_, at) => begun(1, `role-${at}`, kind === 'new-roles'));
    const others = Array.from({ length: 999 }, (_, at) => begun(1, `other-${at}`, kind !== 'new-roles'));
    const almostFull = tallyOf(...each, ...others);
    expect(brakeOn(role, almostFull, measured)).toBeUndefined();
    const full = tallyWith(role, almostFull, measured);
    expect(brakeOn(role, full, measured)).toMatchObject({
      kind,
      reason: expect.stringContaining('changed 1000 times, and no more can be counted'),
    });
  });
});
