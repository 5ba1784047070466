import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { allow, allowSub, deny, group, intentOf, project, providerArn, ROLE } from '../parts.ts';
import { INSEPARABLE, INTENT, NOBODY, planned, statementsAfter, UNDECIDED } from './planned.ts';
import { OTHERS, OURS, QUARANTINE } from './samples.ts';

const UNLISTED: Intent = { ...NOBODY, listed: false };
const UNNAMED = 'no entry of the configuration names this role, and `unlisted` is `report`';

describe('planRole where nothing is to be done', () => {
  it.each<[string, readonly JsonObject[], string]>([
    ['compliant', [allowSub(OURS)], 'compliant'],
    ['dead', [allowSub('a/b:*')], 'compliant'],
    ['not about GitLab', [OTHERS], 'not-applicable'],
  ])('plans nothing for a policy that is %s', (_, statements, verdict) => {
    expect(planned(statements)).toMatchObject({
      role: ROLE,
      verdict,
      severity: null,
      remedy: 'none',
      after: null,
      notes: [],
      unlisted: false,
      before: { Version: '2012-10-17', Statement: statements },
    });
  });

  it('names a role that no entry names, where GitLab gets in', () => {
    const intent = { ...INTENT, listed: false };
    expect(planned([allowSub(OURS)], { intent }).unlisted).toBe(true);
    expect(planned([allow(undefined)], { intent }).unlisted).toBe(true);
    expect(planned([OTHERS], { intent }).unlisted).toBe(false);
    expect(planned([allow(undefined)]).unlisted).toBe(false);
  });
});

describe('planRole where something of what is allowed is left', () => {
  it('narrows', () => {
    const plan = planned([OTHERS, allow(undefined), deny(undefined, { Sid: 'x', Principal: { AWS: '*' } })]);
    expect(plan).toMatchObject({ verdict: 'broader', severity: 'critical', remedy: 'narrow' });
    expect(plan.notes).toEqual([
      expect.stringContaining('`job_project_path:a/b:project_path:a/b:'),
      plan.irreversible,
    ]);
    expect(statementsAfter(plan)).toEqual([
      OTHERS,
      allowSub(OURS),
      deny(undefined, { Sid: 'x', Principal: { AWS: '*' } }),
    ]);
    expect(plan.findings.map((each) => each.id)).toEqual(['subject/unconstrained']);
  });

  it('narrows a role that no entry names to the defaults', () => {
    expect(planned([allow(undefined)], { intent: { ...INTENT, listed: false } })).toMatchObject({
      remedy: 'narrow',
    });
  });

  it('narrows every statement that is too wide, and removes one of which nothing is left', () => {
    const plan = planned([allow(undefined), allowSub('project_path:evil/*'), allowSub('project_path:*')]);
    expect(statementsAfter(plan)).toEqual([allowSub(OURS), allowSub(OURS)]);
  });

  it('is at rest afterwards', () => {
    const { after } = planned([allowSub('project_path:a*')], { intent: intentOf(group('a')) });
    expect(planned(after?.['Statement'] as JsonObject[], { intent: intentOf(group('a')) }).remedy).toBe(
      'none',
    );
  });
});

describe('planRole where nothing is left', () => {
  it('quarantines a listed role', () => {
    const plan = planned([allow(undefined)], { intent: NOBODY });
    expect(plan).toMatchObject({ remedy: 'quarantine', unlisted: false, notes: [plan.irreversible] });
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
    expect(statementsAfter(planned([allowSub('project_path:evil/*')]))).toEqual([QUARANTINE]);
  });

  it('keeps the others', () => {
    expect(statementsAfter(planned([allow(undefined), OTHERS], { intent: NOBODY }))).toEqual([OTHERS]);
  });

  it('quarantines where only a dead statement would be left', () => {
    const plan = planned([allowSub('project_path:evil/*'), allowSub('a/b:*')]);
    expect(plan.remedy).toBe('quarantine');
    expect(statementsAfter(plan)).toEqual([QUARANTINE]);
  });

  it('reports or quarantines a role that no entry names, as the configuration says', () => {
    expect(planned([allow(undefined)], { intent: UNLISTED })).toMatchObject({
      remedy: 'report',
      after: null,
      unlisted: true,
      notes: [UNNAMED],
    });
    const plan = planned([allow(undefined)], { intent: UNLISTED, unlisted: 'quarantine' });
    expect(plan).toMatchObject({ remedy: 'quarantine', unlisted: true, notes: [plan.irreversible] });
  });
});

describe('planRole where it only reports', () => {
  it.each<[string, readonly JsonObject[], string]>([
    ['undecided', [allowSub('x', 'StringMatches')], 'undecided'],
    ['too wide beside something undecided', [allow(undefined), allowSub('x', 'StringMatches')], 'broader'],
    [
      'too wide beside an unknown element',
      [allow(undefined), allow(undefined, { Resource: '*' })],
      'broader',
    ],
  ])('a policy that is %s', (_, statements, verdict) => {
    expect(planned(statements)).toMatchObject({ verdict, remedy: 'report', after: null, notes: [UNDECIDED] });
  });

  it('a role that is protected, with the reason, unless it is compliant', () => {
    const protection = 'exempt: on call';
    expect(planned([allow(undefined)], { protection })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [protection],
    });
    expect(planned([allowSub('x', 'StringMatches')], { protection }).notes).toEqual([protection]);
    expect(planned([allowSub(OURS)], { protection })).toMatchObject({ remedy: 'none', notes: [] });
  });

  it.each<[string, JsonObject]>([
    ['everybody', allow(undefined, { Principal: '*' })],
    ['a wildcard', allow(undefined, { Principal: { Federated: providerArn('*') } })],
  ])('a statement for %s', (_, statement) => {
    expect(planned([OTHERS, statement]).notes).toEqual([`statement 1 ${INSEPARABLE}`]);
  });

  it('a quarantine that would meet what cannot be told apart', () => {
    const everybody = allow({ StringEquals: { 'gitlab.com:ref': 'x' } }, { Principal: '*' });
    expect(planned([allowSub('project_path:evil/*'), everybody])).toMatchObject({
      remedy: 'report',
      notes: [`statement 1 ${INSEPARABLE}`],
    });
  });

  it('a rewrite that cannot be proved to stay inside the intent', () => {
    const intent = intentOf(project('a/b', { refs: { branches: ['v*.0'], tags: [] } }));
    const slots = ['', 'IfExists'].flatMap((suffix) =>
      ['', 'ForAnyValue:', 'ForAllValues:'].map((set) => `${set}StringNotLike${suffix}`),
    );
    const taken = Object.fromEntries(slots.map((slot) => [slot, { 'gitlab.com:sub': 'x' }]));
    expect(planned([allow(taken)], { intent })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [expect.stringContaining('L3, the new document could not be proved to stay inside the intent')],
    });
  });
});
