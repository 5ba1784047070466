import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../../../../policies/patterns/search.ts';
import { keepsOwed } from '../../../../policies/rewriting/lockout.ts';
import {
  allow,
  allowSub,
  intentOf,
  onSub,
  policyOf,
  project,
  providerArn,
  PUBLIC,
  subject,
} from '../parts.ts';
import { rewriteOf } from './proved.ts';
import { NOTHING_TO_SPEND, ON_MAIN, OTHERS, OURS } from './samples.ts';

interface Options {
  readonly entry?: AllowEntry;
  readonly audiences?: readonly string[];
  readonly budget?: Readonly<Budget>;
}

/** Tells whether what an entry owes by a statement is proved to get in by others, without any search unless it may. */
function isKept(
  before: JsonObject,
  after: readonly JsonObject[],
  { entry = project('a/b'), audiences, budget = NOTHING_TO_SPEND }: Options = {},
): boolean {
  const issuer = audiences === undefined ? PUBLIC : { ...PUBLIC, audiences };
  const rewrite = rewriteOf([before], after, { intent: { ...intentOf(entry), issuers: [issuer] } });
  const [statement] = rewrite.before.statements;
  if (statement === undefined) throw new Error('no statement');
  return keepsOwed({ ...rewrite, policy: policyOf(...after), purse: new Purse(budget) }, statement);
}

/** A statement that lets the branches `main` of all projects in. */
const EVERY_MAIN = 'project_path:*:ref_type:branch:ref:main';
const EVERY_TAG = 'project_path:*:ref_type:tag:ref:*';
const OUR_TAGS = 'project_path:a/b:ref_type:tag:ref:*';
const SEVEN = project('a/b', { id: '7' });

const on = (key: string, values: Json, operator = 'StringEquals'): JsonObject => ({
  [operator]: { [`gitlab.com:${key}`]: values },
});
/** A statement on our subjects and something more. */
const ours = (more: JsonObject, values: Json = OURS): JsonObject =>
  allow({ ...onSub('StringLike', values), ...more });

/** A statement for all but some principals. */
function notFor(principal: JsonObject, condition: Json | undefined): JsonObject {
  const { Principal: _, ...rest } = allow(condition);
  return { ...rest, NotPrincipal: principal };
}

describe('keepsOwed, without a search', () => {
  it.each<[string, JsonObject, readonly JsonObject[], Options?]>([
    ['a wider value takes it in', allow(undefined), [allowSub('project_path:a/*')]],
    ['one of two statements takes it in', allow(undefined), [allowSub('x'), allowSub('project_path:a/*')]],
    [
      'a condition holds for every subject',
      allow(undefined),
      [allow({ ...onSub('StringLike', 'project_path:a/*'), Null: { 'gitlab.com:sub': 'false' } })],
    ],
    [
      'a condition holds for every audience',
      allow(undefined),
      [ours({ Null: { 'gitlab.com:aud': 'false' } }, 'project_path:a/*')],
    ],
    [
      'its id meets a pattern of ids',
      allow(undefined),
      [ours(on('project_id', ['9', '7*'], 'StringLike'))],
      { entry: SEVEN },
    ],
    [
      'its audiences meet patterns of audiences',
      allow(undefined),
      [ours(on('aud', ['x*', 'y'], 'StringLike'))],
      { audiences: ['x1', 'y'] },
    ],
    ['the value that is there has none of it', allowSub('project_path:c/*'), [OTHERS]],
    ['no value is there', allowSub([]), [OTHERS]],
    [
      'one condition of two lets none of it in',
      allow(onSub('StringLike', '*', onSub('StringEquals', 'x'))),
      [OTHERS],
    ],
  ])('sees that what is owed is kept where %s', (_, before, after, options = {}) => {
    expect(isKept(before, after, options)).toBe(true);
  });

  it.each<[string, JsonObject, readonly JsonObject[]]>([
    ['the one value', allowSub(EVERY_MAIN), [allowSub(ON_MAIN)]],
    ['each of two values', allowSub([EVERY_MAIN, EVERY_TAG]), [allowSub([ON_MAIN, OUR_TAGS])]],
    [
      'each of two values, in a statement of its own',
      allowSub([EVERY_MAIN, EVERY_TAG]),
      [allowSub(ON_MAIN), allowSub(OUR_TAGS)],
    ],
    [
      'a value, beside one that has nothing of it',
      allowSub(['project_path:c/*', EVERY_TAG]),
      [allowSub(OUR_TAGS)],
    ],
    ['a value, and some more', allowSub(EVERY_MAIN), [allowSub('project_path:a/b:ref_type:branch:ref:ma*')]],
  ])('sees that what is owed is kept where that is let in which it shares with %s', (_, before, after) => {
    expect(isKept(before, after)).toBe(true);
  });
});

describe('keepsOwed, where a list is too long to be compared with a pattern', () => {
  const many = Array.from({ length: 1100 }, (_, index) => subject('c/d'.repeat(10), `b${index}`));

  it('sees what is owed where it stands there as it is written', () => {
    expect(isKept(allow(undefined), [allowSub([...many, OURS])])).toBe(true);
    expect(isKept(allow(undefined), [allowSub([...many, 'project_path:a/*'])])).toBe(false);
  });
});

describe('keepsOwed, with all that may be spent', () => {
  const DEFAULT = { budget: DEFAULT_BUDGET };

  it.each<[string, JsonObject, readonly JsonObject[], Options?]>([
    ['one of two values', allowSub([EVERY_MAIN, EVERY_TAG]), [allowSub(ON_MAIN)]],
    ['the other of two values', allowSub([EVERY_MAIN, EVERY_TAG]), [allowSub(OUR_TAGS)]],
    ['a value of which nobody says what it shares', allowSub('*:ref:main'), [allowSub('project_path:a/b:x')]],
    [
      'a value without case, of which one case is kept',
      allow(onSub('StringEqualsIgnoreCase', subject('a/b', 'MAIN'))),
      [allow(onSub('StringEquals', subject('a/b', 'MAIN')))],
    ],
    [
      'a value that has more of it in a shape of its own',
      allowSub(EVERY_MAIN),
      [allowSub(ON_MAIN)],
      { entry: project('a/b', { shapes: [['project_path', 'job_project_path', 'ref_type', 'ref']] }) },
    ],
    [
      'a claim that happens to have the value of its id',
      allow(undefined),
      [ours(on('user_id', '7'))],
      { entry: SEVEN },
    ],
    [
      'an audience of which one alone is let in',
      allow(undefined),
      [ours(on('aud', 'x*', 'StringLike'))],
      { audiences: ['x1', 'y'] },
    ],
    [
      'an id that every operator is taken for',
      allow({
        ...on('project_id', '7'),
        ...on('project_id', '7', 'ForAnyValue:StringEquals'),
        ...on('project_id', '7', 'ForAllValues:StringEquals'),
      }),
      [OTHERS],
      { entry: SEVEN },
    ],
  ])('sees that of what is owed is lost %s', (_, before, after, options = {}) => {
    expect(isKept(before, after, { ...DEFAULT, ...options })).toBe(false);
  });

  it('does not count on a statement that says whom it is not for', () => {
    const [gitlab, other] = [{ Federated: providerArn() }, { AWS: '444455556666' }];
    const condition = onSub('StringLike', OURS);
    expect(isKept(allow(undefined), [notFor(gitlab, condition)], DEFAULT)).toBe(false);
    expect(isKept(notFor(other, undefined), [notFor(other, condition)], DEFAULT)).toBe(false);
  });

  it('keeps what is owed where another principal goes that does not reach the tokens', () => {
    const both = { Principal: { Federated: [providerArn(), providerArn('a.b')], AWS: '111122223333' } };
    expect(isKept(allow(undefined, both), [allowSub(OURS)])).toBe(true);
    expect(
      isKept(allow(undefined, both), [
        allow(onSub('StringLike', OURS), { Principal: { AWS: '111122223333' } }),
      ]),
    ).toBe(false);
  });
});
