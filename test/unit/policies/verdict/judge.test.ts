import { describe, expect, it } from '@jest/globals';
import { boxesFor, type Boxes } from '../../../../policies/acceptance/boxes.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { DEFAULT_BUDGET, Purse } from '../../../../policies/patterns/search.ts';
import { accountOf, isCompliant, judge } from '../../../../policies/verdict/judge.ts';
import { usualByBox } from '../../../../policies/verdict/judged-usual.ts';
import {
  ACCOUNT,
  allow,
  allowSub,
  deny,
  policyOf,
  PRIVATE,
  providerArn,
  PUBLIC,
  ROLE,
  SELF,
  SELF_MANAGED,
} from '../parts.ts';
import { INTENT, judged, OURS } from './judged.ts';

describe('the verdict', () => {
  it.each<[string, readonly JsonObject[], string]>([
    ['nothing', [], 'not-applicable'],
    ['others only', [allow(undefined, { Principal: { AWS: '*' } })], 'not-applicable'],
    ['a Deny only', [deny(undefined)], 'not-applicable'],
    ['another action', [allow(undefined, { Action: 'sts:TagSession' })], 'not-applicable'],
    ['the project', [allowSub(OURS)], 'compliant'],
    ['the project by id', [allow({ StringEquals: { 'gitlab.com:project_id': '12' } })], 'compliant'],
    ['a group', [allowSub('project_path:team/*')], 'compliant'],
    [
      'an allow-list by a Deny',
      [allow(undefined), deny({ StringNotLike: { 'gitlab.com:sub': OURS } })],
      'compliant',
    ],
    ['a dead statement', [allowSub('my/app:*')], 'compliant'],
    ['a wider one', [allowSub('project_path:my/*')], 'broader'],
    ['one of two', [allowSub(OURS), allow(undefined)], 'broader'],
    ['something unknown', [allowSub('x', 'StringMatches')], 'undecided'],
    ['something unknown beside the project', [allowSub('x', 'StringMatches'), allowSub(OURS)], 'undecided'],
    ['something unknown beside a wider one', [allowSub('x', 'StringMatches'), allow(undefined)], 'broader'],
    ['an unknown Deny', [allow(undefined), deny({ StringMatches: { 'gitlab.com:sub': 'x' } })], 'undecided'],
    [
      'an unknown Deny around the project',
      [allowSub(OURS), deny({ StringMatches: { 'gitlab.com:sub': 'x' } })],
      'compliant',
    ],
    ['an unknown element', [allow(undefined, { Resource: '*' })], 'undecided'],
    [
      'an unknown element of the project',
      [allow({ StringLike: { 'gitlab.com:sub': OURS } }, { Resource: '*' })],
      'compliant',
    ],
    ['an odd case of the project', [allowSub(OURS, 'stringlike')], 'undecided'],
    ['an odd case of another', [allowSub('project_path:evil/*', 'stringlike')], 'broader'],
    ['a pattern in a condition that requires', [allow({ IpAddress: { 'aws:SourceIp': '1' } })], 'broader'],
  ])('on %s is %s', (_, statements, verdict) => {
    const judgement = judged(statements);
    expect(judgement.verdict).toBe(verdict);
    expect(judgement.severity === null).toBe(verdict !== 'broader');
    for (const takesLongWay of [false, true])
      expect(isCompliant(policyOf(...statements), INTENT, { role: ROLE, takesLongWay })).toBe(
        verdict === 'compliant',
      );
  });

  it('has the highest severity of its findings', () => {
    const statements = [allowSub('project_path:my/*'), allow(undefined), allowSub('project_path:evil/*')];
    const { severity, findings } = judged(statements);
    expect(severity).toBe('critical');
    expect(findings.map((each) => [each.statement, each.severity])).toEqual([
      [0, 'medium'],
      [1, 'critical'],
      [2, 'high'],
    ]);
  });

  it('counts the Allows that reach an issuer', () => {
    const both = allow(undefined, { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } });
    const intent = { ...INTENT, issuers: [PUBLIC, PRIVATE] };
    expect(judged([both, allowSub(OURS), deny(undefined)], intent).reached).toBe(3);
    expect(
      judged([allow(undefined), both], intent).findings.map((each) => [each.statement, each.issuer]),
    ).toEqual([
      [0, 'gitlab.com'],
      [1, 'gitlab.com'],
      [1, SELF_MANAGED],
    ]);
  });

  it('has its findings in the order of the statements, whatever the issuer', () => {
    const both = allow(undefined, { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } });
    const { findings } = judged([both, allow(undefined)], { ...INTENT, issuers: [PUBLIC, PRIVATE] });
    expect(findings.map((each) => [each.statement, each.issuer])).toEqual([
      [0, 'gitlab.com'],
      [0, SELF_MANAGED],
      [1, 'gitlab.com'],
    ]);
  });

  it('takes the account from the role', () => {
    const foreign = deny(undefined, { Principal: { Federated: providerArn('gitlab.com', '999988887777') } });
    const policy = policyOf(allow(undefined), foreign);
    expect(judge(policy, INTENT, { role: ROLE }).verdict).toBe('undecided');
    expect(judge(policy, INTENT).verdict).toBe('compliant');
    expect(isCompliant(policy, INTENT, { role: ROLE })).toBe(false);
    expect(isCompliant(policy, INTENT)).toBe(true);
  });
});

const TIGHT = { states: 0, transitions: 0 };

describe('what was read already', () => {
  it('is taken for the statements of an issuer', () => {
    const policy = policyOf(allowSub(OURS));
    const asked: string[] = [];
    const boxesOf = (issuer: string): Boxes => {
      asked.push(issuer);
      return boxesFor(policyOf(allow(undefined)), issuer, ACCOUNT);
    };
    expect(judge(policy, INTENT, { boxesOf }).verdict).toBe('broader');
    expect(isCompliant(policy, INTENT, { boxesOf })).toBe(false);
    expect(asked).toEqual(['gitlab.com', 'gitlab.com']);
  });

  it('is taken for the usual form of an Allow, also where it has none', () => {
    const policy = policyOf(allowSub(OURS));
    expect(judge(policy, INTENT, { budget: TIGHT }).verdict).toBe('compliant');
    expect(judge(policy, INTENT, { budget: TIGHT, usualOf: () => undefined }).verdict).toBe('undecided');
    const usualOf = usualByBox(INTENT, true);
    expect(judge(policy, INTENT, { budget: TIGHT, usualOf }).verdict).toBe('compliant');
  });
});

describe('isCompliant', () => {
  it('looks at every issuer', () => {
    const policy = policyOf(allowSub(OURS), allow(undefined, SELF));
    expect(isCompliant(policy, INTENT)).toBe(true);
    expect(isCompliant(policy, { ...INTENT, issuers: [PUBLIC, PRIVATE] })).toBe(false);
    expect(isCompliant(policy, { ...INTENT, issuers: [PRIVATE] })).toBe(false);
  });

  it('spends nothing on the usual forms, and what it has on others', () => {
    const statements = [allowSub(OURS), allowSub('project_path:evil/*')];
    expect(isCompliant(policyOf(allowSub(OURS)), INTENT, { budget: TIGHT })).toBe(true);
    expect(isCompliant(policyOf(allowSub(OURS)), INTENT, { budget: TIGHT, takesLongWay: true })).toBe(false);
    const purse = new Purse(DEFAULT_BUDGET);
    expect(isCompliant(policyOf(...statements), INTENT, { purse })).toBe(false);
    expect(purse.spent()).toEqual({ states: 0, transitions: 0 });
  });

  it('looks for nothing that there is to say', () => {
    const [silent, telling] = [new Purse(DEFAULT_BUDGET), new Purse(DEFAULT_BUDGET)];
    const policy = policyOf(allowSub('project_path:evil/*'));
    expect(isCompliant(policy, INTENT, { purse: silent, takesLongWay: true })).toBe(false);
    judge(policy, INTENT, { purse: telling, takesLongWay: true });
    expect(silent.spent().states).toBeGreaterThan(0);
    expect(silent.spent().states).toBeLessThan(telling.spent().states);
  });
});

describe('accountOf', () => {
  it.each([
    [undefined, undefined],
    [ROLE, ACCOUNT],
    ['arn:aws:iam::1', '1'],
    ['arn:aws:iam', undefined],
    ['deploy', undefined],
    ['arn:aws:iam:::role/x', ''],
    ['arn:aws:iam::1:role/x:y', '1'],
    ['::::1', '1'],
    ['::::', ''],
    ['', undefined],
  ])('of %s is %s', (role, account) => {
    expect(accountOf(role)).toBe(account);
  });
});

describe('what cannot be decided', () => {
  const UNKNOWN =
    'the statement holds something whose meaning is not known, so neither safety nor danger can be shown';

  it('says that a meaning is not known', () => {
    expect(judged([allowSub('x', 'StringMatches')]).findings).toEqual([
      {
        id: 'statement/undecided',
        severity: null,
        statement: 0,
        issuer: 'gitlab.com',
        requires: [],
        message: UNKNOWN,
      },
    ]);
  });

  it('says what was spent of the budget', () => {
    const policy = policyOf(allow({ StringLike: { 'GitLab.com:sub': 'project_path:my/x:ref_type:bran*' } }));
    const judgement = judge(policy, INTENT, { budget: { states: 3, transitions: 50 } });
    const { states, transitions } = judgement.spent;
    expect(judgement.verdict).toBe('undecided');
    expect(judgement.findings.map((each) => each.message)).toEqual([
      `the statement is too complex to decide, given up after ${states} states and ${transitions} transitions, simplify its patterns`,
    ]);
    expect(states).toBeGreaterThanOrEqual(3);
  });

  it('has a budget that suffices for all that is usual', () => {
    const policy = policyOf(allow({ StringLike: { 'GitLab.com:sub': 'project_path:*' } }));
    const { verdict, spent } = judge(policy, INTENT);
    expect(verdict).toBe('broader');
    expect(spent.states).toBeLessThan(2_000);
    expect(judge(policy, INTENT, { budget: spent }).verdict).toBe('broader');
  });
});
