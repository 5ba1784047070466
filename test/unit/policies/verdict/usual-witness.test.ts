import { describe, expect, it } from '@jest/globals';
import type { Claims } from '../../../../policies/claims/token.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { judge } from '../../../../policies/verdict/judge.ts';
import type { Whose } from '../../../../policies/verdict/severity.ts';
import { usualValue, type UsualOutcome } from '../../../../policies/verdict/usual.ts';
import { usualWitness } from '../../../../policies/verdict/usual-witness.ts';
import {
  allow,
  decoded,
  group,
  intentOf,
  ISSUER,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  SELF_MANAGED,
  subject,
} from '../parts.ts';

const BRANCHES = { branches: ['main', 'a', 'rel/*'], tags: [] };
const TAGS = { branches: [], tags: ['*'] };

const INTENTS: Readonly<Record<string, Intent>> = {
  nobody: intentOf(),
  project: intentOf(project('my/app')),
  'a project with an id': intentOf(project('my/app', { id: '12' })),
  group: intentOf(group('my')),
  'nested group': intentOf(group('my/sub'), project('ops/x')),
  branches: intentOf(project('my/app', { refs: BRANCHES })),
  'a group with tags': intentOf(group('my', { refs: TAGS })),
  'roots of one letter': intentOf(project('a/b'), project('b/c'), group('d')),
  'a private issuer': { ...intentOf(project('my/app')), issuers: [{ ...PUBLIC, isPublic: false }] },
};

const SUBJECTS: readonly (readonly string[])[] = [
  ['*'],
  ['project_path:*'],
  ['proj*'],
  ['project_path:my*'],
  ['project_path:m*'],
  ['project_path:my/*'],
  ['project_path:my/app*'],
  ['project_path:my/app:*'],
  ['project_path:my/app:ref_type:*'],
  ['project_path:my/app:ref_type:branch:ref:*'],
  ['project_path:my/app:ref_type:branch:ref:m*'],
  ['project_path:my/app:ref_type:branch:ref:main*'],
  ['project_path:my/app:ref_type:tag:ref:*'],
  ['project_path:my/app:ref_type:*:ref:main'],
  ['project_path:my/*:ref_type:branch:ref:main'],
  ['project_path:my/sub/*'],
  ['project_path:ops/x:*', 'project_path:my/app:*'],
  ['project_path:*:ref_type:branch:ref:main'],
  ['project_path:*:ref_type:tag:ref:v1*'],
  ['project_path:evil/x:*'],
  ['project_path:evil/x:*', 'project_path:my/other:*'],
  ['project_path:my/app:ref_type:branch:ref:evil'],
  ['project_path:my/app', 'project_path:evil/long-name:ref_type:branch:ref:a'],
  ['project_path:evil/x', 'project_id:7'],
  ['project_id:7', 'project_id:12'],
  ['project_id:*'],
  ['project_path:evil/x:ref_type:tag:ref:abcdef', 'project_path:evil/x:ref_type:branch:ref:abcde'],
  ['project_path:evil/x:ref:a:ref_type:branch', 'project_path:evil/x:ref_type:branch:ref:long'],
  ['project_path:my/app:*', 'no subject', 'project_path:*'],
  ['project_path:a*'],
  ['project_path:d*'],
  ['project_path:*/x:*'],
  ['project_path:my/app:ref_type:branch:ref:a*b'],
  ['project_path:MY/App:ref_type:branch:ref:*'],
];

function policy(key: string, values: readonly string[]): JsonObject {
  return allow({ StringLike: { [key]: values }, StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' } });
}

const cases = Object.keys(INTENTS).flatMap((name) =>
  SUBJECTS.map((values): [string, readonly string[]] => [name, values]),
);

/** What is said of each finding, by the quick way and by the automata. */
function bothWays(intent: Intent, values: readonly string[]): unknown[] {
  // WHY: an odd spelling of the key means the same, and takes the long way.
  return ['gitlab.com:sub', 'GitLab.com:sub'].map((key) => {
    const { verdict, severity, findings } = judge(policyOf(policy(key, values)), intent);
    const lengths = findings.map((each) => [each.id, each.severity, each.witness?.['sub']?.length]);
    return { verdict, severity, lengths };
  });
}

const witnessOf = (condition: JsonObject): unknown =>
  judge(policyOf(allow(condition)), intentOf()).findings[0]?.witness;

describe('the witness of a usual form', () => {
  it.each(cases)('is as long and as grave as the one that the automata find: %s, %j', (name, values) => {
    const [quick, slow] = bothWays(INTENTS[name] as Intent, values);
    expect(quick).toEqual(slow);
  });

  it('is as long as that, where a branch and a tag have equally long names', () => {
    const subs = ['tag', 'branch'].map((type) => `project_path:evil/x:ref_type:${type}:ref:abc`);
    const [quick, slow] = bothWays(intentOf(), subs);
    expect(quick).toEqual(slow);
  });

  it.each<[string, readonly string[], string]>([
    ['nobody', ['*'], 'project_path:a/a:ref_type:branch:ref:a'],
    ['roots of one letter', ['project_path:*'], 'project_path:c/a:ref_type:branch:ref:a'],
    ['project', ['project_path:my*'], 'project_path:mya/a:ref_type:branch:ref:a'],
    ['project', ['project_path:my/*'], 'project_path:my/a:ref_type:branch:ref:a'],
    ['branches', ['project_path:my/app:*'], 'project_path:my/app:ref_type:branch:ref:b'],
    ['branches', ['project_path:my/app:ref_type:tag:ref:*'], 'project_path:my/app:ref_type:tag:ref:a'],
    [
      'branches',
      ['project_path:my/app:ref_type:branch:ref:main*'],
      'project_path:my/app:ref_type:branch:ref:maina',
    ],
    ['project', ['project_path:evil/x:ref:y', 'project_path:my/z'], 'project_path:evil/x:ref:y'],
    ['project', ['project_path:my/z', 'project_path:evil/x:ref:y'], 'project_path:evil/x:ref:y'],
  ])('is the nicest: %s, %j: %s', (name, values, sub) => {
    const judgement = judge(policyOf(policy('gitlab.com:sub', values)), INTENTS[name] as Intent);
    expect(judgement.findings[0]?.witness).toEqual({ sub, aud: 'https://gitlab.com' });
    expect(judgement.spent.states).toBe(0);
  });

  it('takes its own literal audience, or GitLab’s usual one, and shows it where it is tested', () => {
    const sub = 'project_path:a/a:ref_type:branch:ref:a';
    expect(witnessOf({ StringEquals: { 'gitlab.com:aud': ['x', 'y'] } })).toEqual({ sub, aud: 'x' });
    expect(witnessOf({ StringLike: { 'gitlab.com:sub': '*' } })).toEqual({ sub });
  });

  it('is found for another issuer', () => {
    const document = { Statement: allow(undefined, { Principal: { Federated: providerArn(SELF_MANAGED) } }) };
    const judgement = judge(decoded(document), { ...intentOf(), issuers: [PRIVATE] });
    expect(judgement).toMatchObject({ verdict: 'broader', severity: 'high' });
  });
});

interface Asked {
  readonly intent?: Intent;
  readonly audience?: string;
  readonly outcome?: UsualOutcome;
  readonly whose?: Partial<Whose>;
}

/** Asks the short way alone, whose answer nobody confirms. */
function alone(
  texts: readonly string[],
  { intent = intentOf(), audience, outcome = 'unproved', whose = {} }: Asked = {},
): Claims | undefined {
  const statement = { values: texts.map((text) => usualValue(text, text.includes('*'))), audience };
  return usualWitness({ statement, outcomes: texts.map(() => outcome) }, compileIntent(intent, ISSUER), {
    intent,
    issuer: PUBLIC,
    acquaintances: { roots: intent.knownRoots, projectIds: [] },
    isUnhindered: true,
    ...whose,
  });
}

describe('the short way to a witness, alone', () => {
  it.each([
    ['*', subject('a/a', 'a')],
    ['proj*', subject('a/a', 'a')],
    ['project_path:*', subject('a/a', 'a')],
    ['project_path:m*', subject('m/a', 'a')],
    ['project_path:evil/*', subject('evil/a', 'a')],
    ['project_path:evil/x:*', subject('evil/x', 'a')],
    ['project_path:evil/x:ref_type:*:ref:v1', subject('evil/x', 'v1')],
    ['project_path:evil/*:ref_type:tag:ref:v1', subject('evil/a', 'v1', 'tag')],
    ['project_path:my/*', subject('my/a', 'a')],
    ['project_path:my/app:ref_type:*:ref:main', subject('my/app', 'main', 'tag')],
    ['project_path:my/app:ref_type:*:ref:main*', subject('my/app', 'maina')],
  ])('of %s is %s', (text, sub) => {
    expect(alone([text], { intent: INTENTS['branches'] as Intent })).toEqual({ sub });
  });

  it.each([
    'x*',
    'proj*x',
    '*:ref_type:branch:ref:main',
    'project_id:*',
    'project_id:7:*',
    'source_project_path:evil/*',
    'project_path:evil/x*y',
    'project_path:evil/x*y:*',
    'project_path:evil/*:x',
    'project_path:evil/x:ref*',
    'project_path:evil/x:*:ref:main',
    'project_path:evil/x:*:branch:ref:a',
    'project_path:evil/*:ref_type:branch:ref',
    'project_path:evil/x:ref_type:b*:ref:a',
    'project_path:evil/x:ref_type:branch:*:a',
    'project_path:evil/x:ref_type:branch:ref:a*b',
    'project_path:evil/*:ref_type:branch:ref:a:ref_protected:true',
    'project_path:free/app:ref_type:branch:ref:*',
    'project_path:team/*',
  ])('does not lead to one of %s', (text) => {
    const refs = { branches: ['*'], tags: [] };
    expect(alone([text], { intent: intentOf(project('free/app', { refs }), group('team')) })).toBeUndefined();
  });

  it('ends where one of several values takes the automata, or all are proved', () => {
    expect(alone(['project_id:*', subject('evil/x')])).toBeUndefined();
    expect(alone([subject('evil/x'), 'project_id:*'])).toBeUndefined();
    expect(alone([subject('evil/x')], { outcome: 'contained' })).toBeUndefined();
  });

  it('shows the audience of the statement', () => {
    const sub = subject('evil/x');
    expect(alone([sub], { audience: 'x' })).toEqual({ sub, aud: 'x' });
    expect(Object.keys(alone([sub]) ?? {})).toEqual(['sub']);
  });

  it('shows the gravest, then one in the default shape, then the shortest, then the first', () => {
    const intent = intentOf(project('my/app'));
    const [long, short, odd] = [subject('evil/x', 'longer'), subject('evil/x'), 'project_path:evil/x:ref:a'];
    expect(alone(['project_path:my/x', long], { intent })).toEqual({ sub: long });
    expect(alone([odd, long])).toEqual({ sub: long });
    expect(alone([long, odd])).toEqual({ sub: long });
    expect(alone([long, short])).toEqual({ sub: short });
    expect(alone([short, long])).toEqual({ sub: short });
    expect(alone([subject('evil/x'), subject('evil/y')])).toEqual({ sub: subject('evil/x') });
    expect(alone([subject('evil/y'), subject('evil/x')])).toEqual({ sub: subject('evil/y') });
  });

  it('shows a stranger whom the policy does not write out where that is graver', () => {
    const intent = intentOf(project('a/x'));
    const acquaintances = { roots: ['a', 'b'], projectIds: [] };
    const shown = (whose: Partial<Whose>): unknown =>
      alone(['*'], { intent, whose: { acquaintances, ...whose } })?.['sub'];
    expect(shown({})).toBe(subject('c/a', 'a'));
    expect(shown({ isUnhindered: false })).toBe(subject('b/a', 'a'));
    expect(shown({ issuer: { ...PUBLIC, isPublic: false } })).toBe(subject('b/a', 'a'));
  });

  it('shows a path that is granted nothing, whether its root is known or not', () => {
    const intent = intentOf(project('my/a', { refs: BRANCHES }));
    expect(alone(['project_path:my/*'], { intent })?.['sub']).toBe(subject('my/b', 'a'));
    expect(alone(['project_path:my/*'], { intent: { ...intent, knownRoots: [] } })?.['sub']).toBe(
      subject('my/b', 'a'),
    );
  });
});
