import { describe, expect, it } from '@jest/globals';
import { evaluateToken } from '../../../../policies/acceptance/evaluate.ts';
import type { Claims } from '../../../../policies/claims/token.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { isAllowed } from '../../../../policies/intent/allowed.ts';
import type { AllowEntry, Intent } from '../../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../../../../policies/patterns/search.ts';
import { keptTokens, type Kept } from '../../../../policies/rewriting/keep-alive.ts';
import {
  ACCOUNT,
  allow,
  allowSub,
  deny,
  group,
  intentOf,
  ISSUER,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  ROLE,
  SELF_MANAGED,
  subject,
} from '../parts.ts';

const OURS = 'project_path:a/b:*';
const AUD = `https://${ISSUER}`;
const NOTHING_TO_SPEND = { states: 0, transitions: 0 };

interface Options {
  readonly role?: string;
  readonly budget?: Budget;
  readonly audiences?: readonly string[];
}

function kept(
  statements: readonly JsonObject[],
  entries: readonly AllowEntry[],
  { role = ROLE, budget = DEFAULT_BUDGET, audiences }: Options = {},
): Kept[] {
  const issuer = audiences === undefined ? PUBLIC : { ...PUBLIC, audiences };
  const intent: Intent = { ...intentOf(...entries), issuers: [issuer] };
  return keptTokens(policyOf(...statements), intent, role, new Purse(budget));
}

function witnessOf(statements: readonly JsonObject[], entry: AllowEntry, options?: Options): Claims | null {
  const [first, ...others] = kept(statements, [entry], options);
  expect(others).toEqual([]);
  expect(first?.entry).toBe(entry);
  return first?.witness ?? null;
}

const withSub = (values: Json, more: JsonObject): JsonObject =>
  allow({ StringLike: { 'gitlab.com:sub': values }, ...more });

describe('keptTokens, tokens that anybody would think of', () => {
  it.each<[string, AllowEntry, string, string]>([
    ['of a project', project('a/b'), OURS, subject('a/b')],
    ['of a group', group('g'), 'project_path:g/*', subject('g/a')],
    ['of a group in a group', group('g/h'), 'project_path:g/*', subject('g/h/a')],
    ['of a branch', project('a/b', { refs: { branches: ['dev'], tags: [] } }), OURS, subject('a/b', 'dev')],
    ['of a tag', project('a/b', { refs: { branches: [], tags: ['v1'] } }), OURS, subject('a/b', 'v1', 'tag')],
    [
      'of a pattern of branches',
      project('a/b', { refs: { branches: ['release/*'], tags: [] } }),
      OURS,
      subject('a/b', 'release/a'),
    ],
    [
      'of a pattern with several wildcards',
      project('a/b', { refs: { branches: ['*-?/*-??'], tags: [] } }),
      OURS,
      subject('a/b', 'a-a/a-aa'),
    ],
    [
      'of a ref of a group',
      group('g', { refs: { branches: ['main'], tags: [] } }),
      'project_path:g/*',
      subject('g/a'),
    ],
  ])('finds one %s, without a search', (_, entry, value, sub) => {
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([allowSub(value)], entry, options)).toEqual({ sub, aud: AUD });
  });

  it('takes the first value of an entry that gets in', () => {
    const entry = project('a/b', { refs: { branches: ['main', 'dev', 'other'], tags: [] } });
    const statements = [allowSub([subject('a/b', 'other'), subject('a/b', 'dev')])];
    expect(witnessOf(statements, entry, { budget: NOTHING_TO_SPEND })).toEqual({
      sub: subject('a/b', 'dev'),
      aud: AUD,
    });
  });

  it('shows the id that an entry gives, where AWS has one', () => {
    const entry = project('a/b', { id: '42' });
    expect(witnessOf([allowSub(OURS)], entry)).toEqual({ sub: subject('a/b'), aud: AUD, project_id: '42' });
    const role = `arn:aws-cn:iam::${ACCOUNT}:role/deploy`;
    expect(witnessOf([allowSub(OURS)], entry, { role })).toEqual({ sub: subject('a/b'), aud: AUD });
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:project_id': '42' } });
    expect(witnessOf([asked], entry, { budget: NOTHING_TO_SPEND })).toEqual({
      sub: subject('a/b'),
      aud: AUD,
      project_id: '42',
    });
  });

  it('shows an audience that the policy names', () => {
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:aud': ['x', 'y'] } });
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([asked], project('a/b'), options)).toEqual({ sub: subject('a/b'), aud: 'x' });
    const either = allow({
      StringEquals: { 'gitlab.com:aud': ['x', AUD] },
      StringLike: { 'gitlab.com:sub': OURS },
    });
    expect(witnessOf([either], project('a/b'), options)?.['aud']).toBe(AUD);
    const second = withSub(OURS, { StringEquals: { 'GitLab.com:AUD': 'y', 'gitlab.com:project_id': '42' } });
    expect(
      witnessOf([allowSub('project_path:c/d:*'), second], project('a/b', { id: '42' }), options),
    ).toEqual({
      sub: subject('a/b'),
      aud: 'y',
      project_id: '42',
    });
  });

  it('takes no other claim for an audience', () => {
    const asked = withSub(OURS, {
      StringEquals: { 'gitlab.com:aud': 'x' },
      StringLike: { 'gitlab.com:sub': OURS, 'gitlab.com:user_login': '*' },
    });
    expect(witnessOf([asked], project('a/b'), { budget: NOTHING_TO_SPEND })).toBeNull();
    const neither = withSub(OURS, {
      StringNotLike: { 'gitlab.com:aud': ['https*', 'x*'] },
      StringNotEquals: { 'gitlab.com:user_login': 'y' },
    });
    expect(witnessOf([neither], project('a/b'), { budget: NOTHING_TO_SPEND })).toBeNull();
    const denied = deny({ StringEquals: { 'gitlab.com:user_login': 'x' } });
    expect(
      witnessOf([allowSub(OURS), denied], project('a/b'), { audiences: ['y'], budget: NOTHING_TO_SPEND }),
    ).toEqual({ sub: subject('a/b'), aud: 'y' });
  });

  it('shows one of the audiences that the configuration names, and none else where it names some', () => {
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:aud': 'y' } });
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([asked], project('a/b'), { ...options, audiences: ['x', 'y'] })?.['aud']).toBe('y');
    expect(witnessOf([allowSub(OURS)], project('a/b'), { ...options, audiences: ['x', 'y'] })?.['aud']).toBe(
      'x',
    );
    expect(witnessOf([asked], project('a/b'), { ...options, audiences: ['x'] })).toBeNull();
  });
});

interface Found {
  readonly isUsual: boolean;
  readonly outcome: string;
  readonly isOfEntry: boolean;
  readonly projectId: string | undefined;
}

/** WHY: which token is found is not promised; that it gets in, and through its entry, is. */
function found(statements: readonly JsonObject[], entry: AllowEntry, role = ROLE): Found {
  const claims: Claims = { aud: AUD, ...witnessOf(statements, entry, { role }) };
  return {
    isUsual: witnessOf(statements, entry, { role, budget: NOTHING_TO_SPEND }) !== null,
    outcome: evaluateToken(policyOf(...statements), { issuer: ISSUER, claims }, ACCOUNT).outcome,
    isOfEntry: isAllowed(intentOf(entry), ISSUER, { sub: claims['sub'] ?? '' }),
    projectId: claims['project_id'],
  };
}

const FOUND = { isUsual: false, outcome: 'yes', isOfEntry: true };

describe('keptTokens, tokens that are searched for', () => {
  it.each<[string, readonly JsonObject[], AllowEntry]>([
    ['of another ref', [allowSub('project_path:a/b:ref_type:branch:ref:x*')], project('a/b')],
    ['of a tag', [allowSub('project_path:a/b:ref_type:tag:*')], project('a/b')],
    ['of another project of a group', [allowSub('project_path:g/x/*')], group('g')],
    [
      'through the second statement',
      [allowSub('project_path:c/d:*'), allowSub(subject('a/b', 'x'))],
      project('a/b'),
    ],
    [
      'of the second value',
      [allowSub('project_path:a/b:ref_type:tag:ref:v1*')],
      project('a/b', { refs: { branches: ['main'], tags: ['v*'] } }),
    ],
    [
      'that a Deny does not meet',
      [allowSub(OURS), deny({ StringLike: { 'gitlab.com:sub': '*:ref:main' } })],
      project('a/b'),
    ],
    [
      'with an audience that only a pattern names',
      [withSub(OURS, { StringNotLike: { 'gitlab.com:aud': 'https*' } })],
      project('a/b'),
    ],
    [
      'with another claim',
      [withSub(OURS, { StringEquals: { 'gitlab.com:ref_protected': 'true' } })],
      project('a/b'),
    ],
  ])('finds one %s', (_, statements, entry) => {
    expect(found(statements, entry)).toMatchObject(FOUND);
  });

  it('finds the id that the policy asks for, where the entry gives none', () => {
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:project_id': '42' } });
    expect(found([asked], project('a/b'))).toEqual({ ...FOUND, projectId: '42' });
    const role = `arn:aws-us-gov:iam::${ACCOUNT}:role/deploy`;
    expect(found([asked], project('a/b', { id: '7' }), role)).toEqual({ ...FOUND, projectId: '42' });
  });

  it('shows no id but the one that the entry gives', () => {
    const narrow = allowSub('project_path:a/b:ref_type:branch:ref:x*');
    expect(found([narrow], project('a/b', { id: '42' }))).toEqual({ ...FOUND, projectId: '42' });
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:project_id': '43' } });
    expect(witnessOf([asked], project('a/b', { id: '42' }))).toBeNull();
  });
});

describe('keptTokens, where an entry gets in no more', () => {
  it.each<[string, readonly JsonObject[], AllowEntry]>([
    ['no statement is for its project', [allowSub('project_path:c/d:*')], project('a/b')],
    [
      'no statement is for its ref',
      [allowSub(subject('a/b', 'dev'))],
      project('a/b', { refs: { branches: ['main'], tags: [] } }),
    ],
    [
      'a Deny is for all of it',
      [allowSub(OURS), deny({ StringLike: { 'gitlab.com:sub': 'project_path:a/*' } })],
      project('a/b'),
    ],
    ['a Deny is for everything', [allowSub(OURS), deny(undefined)], project('a/b')],
    [
      'a Deny may be for all of it',
      [allowSub(OURS), deny({ StringMatches: { 'gitlab.com:sub': 'x' } })],
      project('a/b'),
    ],
    [
      'nobody knows whether the statement holds',
      [withSub(OURS, { StringEquals: { 'aws:SourceVpc': 'x' } })],
      project('a/b'),
    ],
    ['no statement is for GitLab', [allow(undefined, { Principal: { AWS: ACCOUNT } })], project('a/b')],
    [
      'no statement is an Allow',
      [deny({ StringLike: { 'gitlab.com:sub': 'project_path:c/*' } })],
      project('a/b'),
    ],
    ['it names no ref', [allowSub(OURS)], project('a/b', { refs: { branches: [], tags: [] } })],
  ])('finds none where %s', (_, statements, entry) => {
    expect(witnessOf(statements, entry)).toBeNull();
  });

  it('does not take a subject for a token that no project can get', () => {
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([allowSub('*')], project('nowhere'), options)).toBeNull();
    expect(
      witnessOf([allowSub('*')], project('a/b', { refs: { branches: ['*.lock'], tags: [] } }), options),
    ).toBeNull();
  });

  it('takes a Deny for a provider of another account for one that may be meant', () => {
    const foreign = { Principal: { Federated: providerArn(ISSUER, '999999999999') } };
    expect(witnessOf([allowSub(OURS), deny(undefined, foreign)], project('a/b'))).toBeNull();
  });

  it('goes by the account of the role where a provider has wildcards', () => {
    const somewhere = allow(undefined, { Principal: { Federated: '*:999999999999:*' } });
    expect(witnessOf([somewhere], project('a/b'))).toBeNull();
    const role = 'arn:aws:iam::999999999999:role/deploy';
    expect(witnessOf([somewhere], project('a/b'), { role })?.['sub']).toBe(subject('a/b'));
  });
});

describe('keptTokens, for all entries', () => {
  it('answers for each, in order', () => {
    const entries = [project('c/d'), project('a/b'), group('g'), project('a/b', { id: '42' })];
    expect(kept([allowSub([OURS, 'project_path:g/*'])], entries)).toEqual([
      { entry: entries[0], witness: null },
      { entry: entries[1], witness: { sub: subject('a/b'), aud: AUD } },
      { entry: entries[2], witness: { sub: subject('g/a'), aud: AUD } },
      { entry: entries[3], witness: { sub: subject('a/b'), aud: AUD, project_id: '42' } },
    ]);
    expect(kept([allowSub(OURS)], [])).toEqual([]);
  });

  it('answers issuer by issuer, and for none that the configuration does not name', () => {
    const entries = [
      project('a/b', { issuer: SELF_MANAGED, id: '42' }),
      project('a/b'),
      project('a/b', { issuer: 'gitlab.example.org' }),
    ];
    const theirs = allow(
      { StringLike: { [`${SELF_MANAGED}:sub`]: OURS } },
      { Principal: { Federated: providerArn(SELF_MANAGED) } },
    );
    const intent: Intent = { ...intentOf(...entries), issuers: [PUBLIC, PRIVATE] };
    expect(keptTokens(policyOf(theirs, allowSub(OURS)), intent, ROLE, new Purse(DEFAULT_BUDGET))).toEqual([
      { entry: entries[1], witness: { sub: subject('a/b'), aud: AUD } },
      { entry: entries[0], witness: { sub: subject('a/b'), aud: `https://${SELF_MANAGED}` } },
    ]);
    expect(keptTokens(policyOf(theirs), intent, ROLE, new Purse(DEFAULT_BUDGET))[0]?.witness).toBeNull();
  });
});
