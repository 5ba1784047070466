import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry, Intent } from '../../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse } from '../../../../policies/patterns/search.ts';
import { keptTokens } from '../../../../policies/rewriting/keep-alive.ts';
import {
  ACCOUNT,
  allow,
  allowSelf,
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
import { AUD, kept, withSub, witnessOf } from './kept.ts';
import { MAIN, NOTHING_TO_SPEND, OURS } from './samples.ts';

describe('keptTokens, where an entry gets in no more', () => {
  it.each<[string, readonly JsonObject[], AllowEntry]>([
    ['no statement is for its project', [allowSub('project_path:c/d:*')], project('a/b')],
    ['no statement is for its ref', [allowSub(subject('a/b', 'dev'))], project('a/b', MAIN)],
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
    const theirs = allowSelf(OURS);
    const intent: Intent = { ...intentOf(...entries), issuers: [PUBLIC, PRIVATE] };
    expect(keptTokens(policyOf(theirs, allowSub(OURS)), intent, ROLE, new Purse(DEFAULT_BUDGET))).toEqual([
      { entry: entries[1], witness: { sub: subject('a/b'), aud: AUD } },
      { entry: entries[0], witness: { sub: subject('a/b'), aud: `https://${SELF_MANAGED}` } },
    ]);
    expect(keptTokens(policyOf(theirs), intent, ROLE, new Purse(DEFAULT_BUDGET))[0]?.witness).toBeNull();
  });
});
