import { describe, expect, it } from '@jest/globals';
import type { Intent } from '../../../../policies/intent/intent.ts';
import type { Plan } from '../../../../policies/plan.ts';
import { quarantineOf, type QuarantineOrder } from '../../../../policies/rewriting/quarantine.ts';
import {
  ACCOUNT,
  allow,
  allowSub,
  deny,
  intentOf,
  ISSUER,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  ROLE,
  SELF,
  SELF_MANAGED,
} from '../parts.ts';
import { NOBODY, planned, statementsAfter, UNPROVED } from './planned.ts';
import { CHAINED, GITHUB, OURS, QUARANTINE, refusalOf, refusalOfGithub } from './samples.ts';

const providers = (plan: Plan): unknown => plan.quarantine?.revocation?.providers;

describe('planRole, with an order for quarantines', () => {
  const intent = NOBODY;

  it.each<[string, QuarantineOrder]>([
    ['isolation', { level: 'isolate', revokeSessions: false }],
    ['isolation with a mark', { level: 'isolate', revokeSessions: false, marks: true }],
    ['isolation with a revocation', { level: 'isolate', revokeSessions: true }],
  ])('writes the trust policy for an %s', (_, quarantine) => {
    const plan = planned([allow(undefined)], { intent, quarantine });
    const composed = quarantineOf(quarantine, ROLE, [ISSUER]);
    expect(plan).toMatchObject({ remedy: 'quarantine', quarantine: composed });
    expect(plan.notes).toEqual([...composed.notes, plan.irreversible]);
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
    expect(plan.stops).toHaveLength(1);
    expect(plan.irreversible).toBe(`the old trust policy may never be stored again: ${refusalOf(0)}`);
  });

  it.each<[string, QuarantineOrder]>([
    ['freeze', { level: 'freeze', revokeSessions: false }],
    ['freeze with a revocation and a mark', { level: 'freeze', revokeSessions: true, marks: true }],
    ['freeze of everyone', { level: 'freeze-all', revokeSessions: false }],
  ])('leaves the trust policy alone for a %s', (_, quarantine) => {
    expect(planned([allow(undefined)], { intent, quarantine })).toMatchObject({
      remedy: 'quarantine',
      after: null,
      quarantine: quarantineOf(quarantine, ROLE, [ISSUER]),
      keeps: [],
      stops: [],
      irreversible: null,
      notes: [CHAINED],
    });
  });

  it('shuts out the issuers that the trust policy lets in, and no others', () => {
    const issuers: Intent = { ...NOBODY, issuers: [PRIVATE, PUBLIC] };
    const quarantine: QuarantineOrder = { level: 'freeze', revokeSessions: true };
    const theirs = allow(undefined, SELF);
    const options = { intent: issuers, quarantine };
    expect(providers(planned([allow(undefined)], options))).toEqual([providerArn(), ISSUER]);
    expect(providers(planned([deny(undefined), theirs], options))).toEqual([
      providerArn(SELF_MANAGED),
      SELF_MANAGED,
    ]);
    expect(providers(planned([allow(undefined), theirs], options))).toEqual([
      providerArn(SELF_MANAGED),
      SELF_MANAGED,
      providerArn(),
      ISSUER,
    ]);
  });

  it('takes the partition of the role', () => {
    const role = `arn:aws-cn:iam::${ACCOUNT}:role/deploy`;
    const provider = `arn:aws-cn:iam::${ACCOUNT}:oidc-provider/gitlab.com`;
    const statement = allow(undefined, { Principal: { Federated: provider } });
    const quarantine: QuarantineOrder = { level: 'isolate', revokeSessions: true };
    const plan = planned([statement], { intent, quarantine, role });
    expect(plan.quarantine?.revocation?.providers).toEqual([provider, ISSUER]);
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
  });

  it('freezes where IAM would refuse the isolation, and reports where only that is ordered', () => {
    const statements = [allowSub('project_path:evil/*'), GITHUB];
    expect(planned(statements, { intent })).toMatchObject({
      remedy: 'report',
      after: null,
      quarantine: null,
      notes: [`${UNPROVED}L13, ${refusalOfGithub(0)}`],
    });
    const quarantine: QuarantineOrder = { level: 'freeze', revokeSessions: false };
    expect(planned(statements, { intent, quarantine })).toMatchObject({ remedy: 'quarantine', after: null });
  });

  it('takes nothing from tokens without the id that the configuration gives', () => {
    const owed = intentOf(project('a/b', { id: '42' }));
    const withoutIds = deny({ Null: { 'gitlab.com:project_id': 'false' } });
    for (const level of ['isolate', 'freeze', 'freeze-all'] as const)
      expect(
        planned([allow(undefined), withoutIds], {
          intent: owed,
          quarantine: { level, revokeSessions: false },
        }),
      ).toMatchObject({ remedy: 'quarantine', quarantine: { level } });
  });

  it('does not touch a role of which something is left', () => {
    const quarantine: QuarantineOrder = { level: 'freeze-all', revokeSessions: true, marks: true };
    expect(planned([allowSub('project_path:*')], { quarantine })).toMatchObject({
      remedy: 'narrow',
      quarantine: null,
      notes: [],
    });
    expect(planned([allowSub(OURS)], { quarantine })).toMatchObject({ remedy: 'none', quarantine: null });
  });
});
