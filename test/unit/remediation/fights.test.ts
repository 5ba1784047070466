import { describe, expect, it } from '@jest/globals';
import type { Limits, Role } from '../../../remediation/ports.ts';
import { deploy } from '../../support/handler-on-doubles.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';

const HOUR = 3_600_000;
const LIMITS: Limits = {
  changesPerRole: { max: 3, per: HOUR },
  changesPerAccount: { max: 20, per: HOUR },
  shareOfRoles: 0.5,
};

describe('somebody who writes the old trust policy back each time', () => {
  it('trips the brake of the role at three, and hears of it once, with the change at its source', async () => {
    const { look, roles, notices, sink } = remediationOnDoubles({ limits: LIMITS });
    for (let turn = 0; turn < 10; turn++) {
      await look();
      roles.put(deploy);
    }
    expect(roles.writes).toHaveLength(3);
    expect(notices()).toEqual(['applied', 'applied', 'applied', 'braked']);
    const told = sink.notices.at(-1);
    expect(told?.source?.terraform).toContain('project_path:mygroup/myproject');
    expect(told?.source?.cloudFormation).toContain('AssumeRolePolicyDocument');
    expect(told?.note).toContain('change it at its source');
  });

  it('does not keep a critical role open: it is narrowed again after 5, 15 and 60 minutes', async () => {
    const { look, later, roles, clock } = remediationOnDoubles({ limits: LIMITS });
    const began = clock().getTime();
    const narrowed: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await look();
      roles.put(deploy);
    }
    await look();
    for (let minute = 1; minute <= 80; minute++) {
      const outcomes = await later(1);
      if (outcomes.some(({ kind }) => kind === 'applied')) {
        narrowed.push(Math.floor((clock().getTime() - began) / 60_000));
        roles.put(deploy);
        await look();
      }
    }
    expect(narrowed.slice(0, 3)).toEqual([5, 20, 80]);
  });
});

/** A role beside `deploy` that lets every project in. */
function roleNamed(name: string, created: string): Role {
  return { ...deploy, arn: `${deploy.arn}-${name}`, name: `deploy-${name}`, id: `AROA${name}`, created };
}

describe('the brake of an account', () => {
  const created = '2026-01-01T00:00:00.000Z';
  const limits = { ...LIMITS, changesPerAccount: { max: 2, per: HOUR } };

  it('latches, tells once, and only proposes until it is let go', async () => {
    const { look, roles, notices, later } = remediationOnDoubles({ limits });
    const kinds: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      roles.put(roleNamed(name, created));
      kinds.push((await look({ roleName: `deploy-${name}` })).kind);
    }
    expect(kinds).toEqual(['applied', 'applied', 'proposed', 'proposed']);
    expect(notices()).toEqual(['applied', 'applied', 'braked', 'proposed', 'proposed']);
    await later(24 * 60);
    expect(await look({ roleName: 'deploy-d' })).toMatchObject({ kind: 'proposed' });
  });

  it('is told by another delivery where the one that latched it was cut short', async () => {
    const { look, roles, sink, notices } = remediationOnDoubles({ limits });
    for (const name of ['a', 'b']) {
      roles.put(roleNamed(name, created));
      await look({ roleName: `deploy-${name}` });
    }
    roles.put(roleNamed('c', created));
    sink.failNextPublish(new Error('the process ended'));
    await expect(look({ roleName: 'deploy-c' })).rejects.toThrow('the process ended');
    for (const _ of [1, 2]) await look({ roleName: 'deploy-c' });
    expect(notices()).toEqual(['applied', 'applied', 'braked', 'proposed', 'proposed']);
  });

  it('is not disarmed by twenty decoys', async () => {
    const { look, roles, clock } = remediationOnDoubles({ limits: LIMITS });
    for (let decoy = 0; decoy < 20; decoy++) {
      roles.put(roleNamed(`decoy${decoy}`, clock().toISOString()));
      await look({ roleName: `deploy-decoy${decoy}` });
    }
    roles.put(roleNamed('old', created));
    expect(await look({ roleName: 'deploy-old' })).toMatchObject({ kind: 'applied' });
  });

  it('counts the share of the roles from ten of them up', async () => {
    const { look, roles, account } = remediationOnDoubles({ limits: { ...LIMITS, shareOfRoles: 0.1 } });
    account.facts = { roles: 20 };
    const kinds: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      roles.put(roleNamed(name, created));
      kinds.push((await look({ roleName: `deploy-${name}` })).kind);
    }
    expect(kinds).toEqual(['applied', 'applied', 'proposed']);
  });
});
