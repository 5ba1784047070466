import { describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../../policies/index.ts';
import { remediationOnDoubles, type Wishes } from '../../support/remediation-on-doubles.ts';
import { openPolicy } from '../../support/samples.ts';

/** A role of which nothing is allowed, under some quarantine. */
function quarantined(quarantine: Partial<NonNullable<Wishes['selection']>['quarantine']> = {}) {
  const rules = { level: 'isolate', revokeSessions: false, onRefusal: 'freeze', ...quarantine } as const;
  return remediationOnDoubles({ allow: [], selection: { quarantine: rules } });
}

describe('a quarantine', () => {
  it('takes the access of GitLab away with isolate', async () => {
    const { look, roles, states } = quarantined();
    expect(await look()).toMatchObject({ kind: 'applied', plan: { remedy: 'quarantine' } });
    expect(roles.trustPolicyOf('deploy')).toContain('TrustwardenQuarantine');
    expect(roles.measuresOf('deploy')).toEqual([]);
    expect(states()).toEqual(['pending', 'written', 'notified']);
  });

  it.each([
    ['freeze', { kind: 'inline-policy', name: 'TrustwardenFreeze' }],
    ['freeze-all', { kind: 'managed-policy', arn: 'arn:aws:iam::aws:policy/AWSDenyAll' }],
  ] as const)('leaves the trust policy and puts its policy on the role with %s', async (level, measure) => {
    const { look, roles, states, journal, notices } = quarantined({ level });
    expect(await look()).toMatchObject({ kind: 'applied' });
    expect(isSameTrustPolicy(roles.trustPolicyOf('deploy'), openPolicy)).toBe(true);
    expect(roles.measuresOf('deploy')).toMatchObject([measure]);
    expect(journal.entries.at(-1)).toMatchObject({ remedy: 'quarantine', quarantine: { level } });
    expect(await look()).toMatchObject({ kind: 'unchanged' });
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(notices()).toEqual(['applied']);
  });

  it('puts its policy back where somebody took it off', async () => {
    const { look, roles } = quarantined({ level: 'freeze' });
    await look();
    const [measure] = roles.measuresOf('deploy');
    await roles.removeMeasure({ ...(await roles.read('deploy'))! }, measure!);
    expect(await look()).toMatchObject({ kind: 'applied' });
    expect(roles.measuresOf('deploy')).toHaveLength(1);
  });

  it('ends sessions after the write and once more five minutes later', async () => {
    const { look, later, roles, states, notices } = quarantined({ revokeSessions: true });
    const moment = (): string => {
      const [measure] = roles.measuresOf('deploy');
      return measure?.kind === 'inline-policy' ? measure.document : '';
    };
    await look();
    expect(moment()).toContain('"aws:TokenIssueTime":"2026-11-20T10:00:00.000Z"');
    expect(states()).toEqual(['pending', 'written', 'written']);
    await later(4);
    expect(moment()).toContain('10:00:00.000Z');
    await later(1);
    expect(moment()).toContain('"aws:TokenIssueTime":"2026-11-20T10:05:00.000Z"');
    expect(states()).toEqual(['pending', 'written', 'written', 'notified']);
    expect(notices()).toEqual(['applied']);
  });

  it('ends sessions once more by the schedule where the second look was lost', async () => {
    const { look, wait, finish, roles, states } = quarantined({ revokeSessions: true });
    await look();
    wait(3 * 60_000);
    expect(await finish()).toBe(0);
    wait(3 * 60_000);
    expect(await finish()).toBe(1);
    expect(JSON.stringify(roles.measuresOf('deploy'))).toContain('10:06:00.000Z');
    expect(states().at(-1)).toBe('notified');
  });
});

describe('a refusal by IAM', () => {
  it.each(['too-large', 'malformed', 'unmodifiable', 'denied'] as const)(
    'is recorded in its words and not tried again: %s',
    async (refusal) => {
      const { look, roles, states, notices } = remediationOnDoubles();
      roles.refuseNextWrite('LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048', refusal);
      expect(await look()).toMatchObject({ kind: 'refused', reason: expect.stringContaining('ACLSize') });
      expect(states()).toEqual(['pending', 'refused', 'pending', 'written', 'notified']);
      for (const _ of [1, 2, 3]) expect(await look()).toMatchObject({ kind: 'refused' });
      expect(roles.writes).toEqual([]);
      expect(states()).toHaveLength(5);
      expect(notices()).toEqual(['refused', 'applied']);
    },
  );

  it('is tried again the next day', async () => {
    const { look, roles, wait } = remediationOnDoubles();
    roles.refuseNextWrite('AccessDenied: not you', 'denied');
    await look();
    wait(25 * 3_600_000);
    expect(await look()).toMatchObject({ kind: 'applied' });
  });

  it('is only told where the configuration says report', async () => {
    const quarantine = { level: 'isolate', revokeSessions: false, onRefusal: 'report' } as const;
    const { look, roles, states } = remediationOnDoubles({ selection: { quarantine } });
    roles.refuseNextWrite('LimitExceeded: too long');
    expect(await look()).toMatchObject({ kind: 'refused' });
    expect(states()).toEqual(['pending', 'refused']);
    expect(roles.measuresOf('deploy')).toEqual([]);
  });

  it('of the quarantine as well ends there', async () => {
    const { look, roles, states, notices } = remediationOnDoubles();
    roles.refuseNextWrite('AccessDenied: not you', 'denied');
    roles.refuseNextWrite('AccessDenied: nor this', 'denied');
    await look();
    await look();
    expect(states()).toEqual(['pending', 'refused', 'pending', 'refused']);
    expect(notices()).toEqual(['refused', 'refused']);
  });

  it('of a principal is tried again for two minutes, under one change', async () => {
    const { look, later, roles, journal } = remediationOnDoubles();
    roles.refuseNextWrite('MalformedPolicyDocument: Invalid principal in policy', 'invalid-principal');
    expect(await look()).toMatchObject({ kind: 'postponed' });
    roles.refuseNextWrite('MalformedPolicyDocument: Invalid principal in policy', 'invalid-principal');
    expect(await later(0.5)).toMatchObject([{ kind: 'postponed' }]);
    expect(await later(0.5)).toMatchObject([{ kind: 'applied' }]);
    expect(new Set(journal.entries.map(({ change }) => change)).size).toBe(1);
    expect(journal.entries.at(-1)?.note).toBeUndefined();
  });

  it('of a principal that never appears is one like any other after two minutes', async () => {
    const { look, later, roles, notices, again } = remediationOnDoubles();
    const refuse = (): void =>
      roles.refuseNextWrite('MalformedPolicyDocument: Invalid principal in policy', 'invalid-principal');
    refuse();
    await look();
    for (let tries = 0; again.looks.length > 0; tries++) {
      expect(tries).toBeLessThan(5);
      refuse();
      await later(0.5);
    }
    expect(notices()).toEqual(['refused', 'applied']);
    expect(roles.measuresOf('deploy')).toMatchObject([{ name: 'TrustwardenFreeze' }]);
  });
});
