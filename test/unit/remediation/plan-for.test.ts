import { describe, expect, it } from '@jest/globals';
import type { Selection } from '../../../remediation/ports.ts';
import { planFor, planInAccount } from '../../../remediation/plan-for.ts';
import { applyPlanned } from '../../../remediation/planned-change.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';
import { deploy } from '../../support/handler-on-doubles.ts';
import { InMemoryAccountFacts } from '../../support/in-memory-account-facts.ts';
import { deployArn, openPolicy, projectPolicy } from '../../support/samples.ts';
import { decodeTrustPolicy, type JsonObject } from '../../../policies/index.ts';
import { allow, allowSub, deny, intentOf, policyOf, project, ROLE } from '../policies/parts.ts';

const SELECTION: Selection = {
  intent: intentOf(project('a/b')),
  mode: 'enforce',
  unlisted: 'report',
  unfixable: 'quarantine',
  undecided: 'report',
  quarantine: { level: 'isolate', revokeSessions: false, onRefusal: 'report' },
};
const FOREIGN = policyOf(allowSub('project_path:x/*'));

describe('planFor', () => {
  it('plans what the configuration says of the role', () => {
    expect(planFor(ROLE, policyOf(allow(undefined)), SELECTION, []).remedy).toBe('narrow');
    expect(planFor(ROLE, FOREIGN, SELECTION, []).remedy).toBe('quarantine');
    expect(planFor(ROLE, FOREIGN, { ...SELECTION, unfixable: 'report' }, []).remedy).toBe('report');
    const unlisted = { ...SELECTION, intent: { ...SELECTION.intent, listed: false } };
    expect(planFor(ROLE, FOREIGN, unlisted, []).remedy).toBe('report');
    const unknown = policyOf(allowSub('x', 'StringResembles'), deny(undefined));
    expect(planFor(ROLE, policyOf(allowSub('x', 'StringResembles')), SELECTION, []).remedy).toBe('report');
    const isolating = { ...SELECTION, undecided: 'isolate' } as const;
    expect(planFor(ROLE, unknown, isolating, []).verdict).toBe('compliant');
    expect(planFor(ROLE, policyOf(allowSub('x', 'StringResembles')), isolating, []).remedy).toBe(
      'quarantine',
    );
  });

  it('leaves a role alone that is its own, or exempt', () => {
    const open = policyOf(allow(undefined));
    expect(planFor(ROLE, open, SELECTION, [ROLE])).toMatchObject({ remedy: 'report', after: null });
    const exemption = { reason: 'on call', until: '2027-01-01' };
    expect(planFor(ROLE, open, { ...SELECTION, exemption }, []).notes).toEqual([
      'it is exempt until 2027-01-01: on call',
    ]);
  });

  it.each(['freeze', 'freeze-all'] as const)('leaves the trust policy as it is with %s', (level) => {
    const quarantine = { level, revokeSessions: false, onRefusal: 'report' } as const;
    const plan = planFor(ROLE, FOREIGN, { ...SELECTION, quarantine }, []);
    expect([plan.remedy, plan.after, plan.quarantine?.level]).toEqual(['quarantine', null, level]);
  });
});

/** An open policy that is nearly as large as the usual quota, so that no narrower one fits into it. */
const LARGE: JsonObject = {
  ...openPolicy,
  Statement: [
    ...openPolicy.Statement,
    {
      Sid: 'x'.repeat(1_660),
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
};

describe('planInAccount', () => {
  const decoded = decodeTrustPolicy(LARGE);
  if (!decoded.ok) throw new Error('no trust policy');
  const selection = { ...SELECTION, unfixable: 'report' } as const;

  it.each([
    [{}, 'report'],
    [{ trustPolicyQuota: 2_048 }, 'report'],
    [{ trustPolicyQuota: 4_096 }, 'narrow'],
  ])('plans under the quota of the account: %j leads to %s', async (facts, remedy) => {
    const around = { account: new InMemoryAccountFacts(facts), ownRoles: [] };
    expect((await planInAccount(ROLE, decoded.policy, selection, around)).plan.remedy).toBe(remedy);
  });

  it('asks for nothing where nothing is wrong', async () => {
    const account = new InMemoryAccountFacts({ roles: 3 });
    const fine = policyOf(allowSub('project_path:a/b:*', 'StringLike'));
    expect(await planInAccount(ROLE, fine, selection, { account, ownRoles: [] })).toMatchObject({
      plan: { remedy: 'none' },
      roles: undefined,
    });
    expect(account.reads).toBe(0);
  });
});

describe('what is looked at and what was planned', () => {
  const role = { ...deploy, trustPolicy: JSON.stringify(LARGE) };

  it('fit into a raised quota alike', async () => {
    const looked = remediationOnDoubles({ selection: { unfixable: 'report' } }, role);
    looked.account.facts = { trustPolicyQuota: 4_096 };
    expect(await looked.look()).toMatchObject({ kind: 'applied' });
    const after: JsonObject = JSON.parse(looked.roles.trustPolicyOf('deploy') ?? '');

    const later = remediationOnDoubles({ selection: { unfixable: 'report' } }, role);
    const planned = { role: deployArn, roleId: role.id, before: LARGE, after, quarantine: null };
    expect(await applyPlanned(planned, later.rules, later.around, 'alice')).toMatchObject({
      kind: 'refused',
    });
    later.account.facts = { trustPolicyQuota: 4_096 };
    expect(await applyPlanned(planned, later.rules, later.around, 'alice')).toMatchObject({
      kind: 'applied',
    });
  });
});

describe('a plan that was applied', () => {
  it('is not applied again while the role may only look as if it had not been', async () => {
    const { rules, around, roles, wait } = remediationOnDoubles();
    const planned = {
      role: deployArn,
      roleId: deploy.id,
      before: openPolicy,
      after: projectPolicy,
      quarantine: null,
    };
    roles.lag = 60_000;
    expect(await applyPlanned(planned, rules, around, 'alice')).toMatchObject({ kind: 'applied' });
    wait(3_000);
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    await expect(applyPlanned(planned, rules, around, 'alice')).rejects.toThrow(
      '`deploy` was changed just now and shows another trust policy, which may be an older one, ' +
        'look again after 2026-11-20T10:01:00.000Z',
    );
    expect(await applyPlanned(planned, rules, around, 'alice')).toEqual({ kind: 'unchanged' });
    expect(roles.writes).toHaveLength(1);
  });
});
