import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../../../../policies/patterns/search.ts';
import { comesFromOne } from '../../../../policies/rewriting/widening.ts';
import { allow, allowSub, onSub, policyOf, subject } from '../parts.ts';
import { rewriteOf } from './proved.ts';
import { NOTHING_TO_SPEND, ON_MAIN } from './samples.ts';

/** Tells whether a statement is proved to let in nobody whom another did not. */
function isNarrower(
  before: JsonObject,
  after: JsonObject,
  budget: Readonly<Budget> = DEFAULT_BUDGET,
): boolean {
  const policy = policyOf(after);
  const [statement] = policy.statements;
  if (statement === undefined) throw new Error('no statement');
  return comesFromOne({ ...rewriteOf([before], [after]), policy, purse: new Purse(budget) }, statement);
}

const on = (operator: string, values: Json): JsonObject => ({ [operator]: { 'gitlab.com:aud': values } });
const GROUP = 'project_path:a/*';

describe('comesFromOne, without a search', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['a list of subjects inside a pattern', allowSub(GROUP), allow(onSub('StringEquals', ON_MAIN))],
    [
      'a pattern inside another, under another operator',
      allowSub(GROUP),
      allow(onSub('ForAnyValue:StringLike', 'project_path:a/b:*')),
    ],
    [
      'a list of which each value meets a pattern',
      allow(on('StringLike', ['s*', 'x'])),
      allow(on('StringEquals', ['sts', 'x'])),
    ],
    [
      'a list of which no value is kept out',
      allow(on('StringNotLike', 'y*')),
      allow(on('StringEquals', ['sts', 'x'])),
    ],
  ])('sees that %s lets in no more', (_, before, after) => {
    expect(isNarrower(before, after, NOTHING_TO_SPEND)).toBe(true);
  });
});

describe('comesFromOne, with all that may be spent', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'a list of which one value alone meets the pattern',
      allow(on('StringLike', 's*')),
      allow(on('StringEquals', ['sts', 'x'])),
    ],
    [
      'what keeps a value out',
      allow(on('StringEquals', 'sts')),
      allow(on('ForAnyValue:StringNotEquals', 'sts')),
    ],
    [
      'a list that a token without the claim passes',
      allow({ StringLike: { 'gitlab.com:user_login': 's*' } }),
      allow({ StringEqualsIfExists: { 'gitlab.com:user_login': 'sts' } }),
    ],
    [
      'a list of another claim',
      allow(on('StringLike', 's*')),
      allow({ StringEquals: { 'gitlab.com:user_login': 'sts' } }),
    ],
    [
      'an escape, which is compared as it reads',
      allow(on('StringLike', ['a', '${$}{*'])),
      allow(on('StringEquals', ['a', '${*}'])),
    ],
    ['no condition on the subject any more', allowSub(GROUP), allow(on('StringEquals', 'sts'))],
    ['no condition on an audience any more', allow(on('StringEquals', 'sts')), allowSub(GROUP)],
    [
      'one of two conditions, and the other no more',
      allow(onSub('StringLike', GROUP, on('StringEquals', 'sts'))),
      allow(onSub('StringEquals', ON_MAIN)),
    ],
    ['a subject outside of the pattern', allowSub(GROUP), allow(onSub('StringEquals', subject('c/d')))],
    [
      'subjects of which one is kept out',
      allow(onSub('StringNotLike', GROUP)),
      allow(onSub('StringEquals', ON_MAIN)),
    ],
  ])('does not take it for narrower: %s', (_, before, after) => {
    expect(isNarrower(before, after)).toBe(false);
  });
});
