import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { takeApart, withoutOthers } from '../../../../policies/rewriting/apart.ts';
import {
  allow,
  allowSub,
  intentOf,
  ISSUER,
  oldPolicyOf,
  policyOf,
  project,
  PUBLIC,
  SELF_MANAGED,
  subject,
  taskOf,
} from '../parts.ts';
import { MAIN } from './samples.ts';

const DEV = { refs: { branches: ['dev'], tags: [] } };
const ONE = project('a/b', { id: '1', requiresId: true, ...MAIN });
const TWO = project('c/d', { id: '2', requiresId: true, ...DEV });
const BEHIND = ['project_path', 'ref_type', 'ref', 'ref_protected'];
const DEFAULT = ['project_path', 'ref_type', 'ref'];

/** The entries of each part that some entries are taken apart into. */
function partsOf(...entries: readonly AllowEntry[]): readonly (readonly AllowEntry[])[] {
  return takeApart(intentOf(...entries), { name: ISSUER }).map((part) => part.entries);
}

describe('takeApart', () => {
  it('leaves together what needs no id', () => {
    const [one, two] = [project('a/b', { id: '1', ...MAIN }), project('c/d', DEV)];
    expect(partsOf(one, two)).toEqual([[one, two]]);
  });

  it('takes apart ids that go with other refs', () => {
    expect(partsOf(ONE, TWO)).toEqual([[ONE], [TWO]]);
  });

  it('leaves together ids that go with the same refs, and apart from them what needs none', () => {
    const [two, open] = [
      { ...ONE, path: 'c/d', id: '2' },
      { ...ONE, path: 'e/f', id: '3', requiresId: false },
    ];
    expect(partsOf(ONE, open, two)).toEqual([[ONE, two], [open]]);
  });

  it('looks at all refs of an id', () => {
    const [main, dev, other] = [ONE, { ...ONE, path: 'c/d', ...DEV }, { ...ONE, path: 'e/f', id: '2' }];
    expect(partsOf(main, dev, other)).toEqual([[main, dev], [other]]);
  });

  it('leaves aside what is for another issuer', () => {
    const [one, elsewhere] = [project('a/b', MAIN), project('c/d', { issuer: SELF_MANAGED })];
    expect(partsOf(elsewhere, one)).toEqual([[one]]);
    expect(partsOf({ ...ONE, ...DEV, issuer: SELF_MANAGED }, ONE, { ...ONE, id: '2' })).toEqual([
      [ONE, { ...ONE, id: '2' }],
    ]);
  });

  it('takes apart the shapes of one entry that have more behind the ref than others', () => {
    const entry = project('a/b', { shapes: [DEFAULT, BEHIND, ['job_project_path', ...DEFAULT]] });
    expect(partsOf(entry)).toEqual([
      [{ ...entry, shapes: [DEFAULT, ['job_project_path', ...DEFAULT]] }],
      [{ ...entry, shapes: [BEHIND] }],
    ]);
    const alike = project('a/b', { shapes: [BEHIND, ['job_project_path', ...BEHIND]] });
    expect(partsOf(alike, project('c/d'))).toEqual([[alike], [project('c/d')]]);
  });

  it('keeps what else the intent says', () => {
    const intent = intentOf(ONE, TWO);
    expect(takeApart(intent, { name: ISSUER })).toEqual([
      { ...intent, entries: [ONE] },
      { ...intent, entries: [TWO] },
    ]);
  });
});

/** The statements that are left of one for the first of two projects. */
function left(statement: JsonObject, policy = policyOf(statement)): JsonObject[] {
  return withoutOthers(taskOf(policy, intentOf(ONE)), statement, PUBLIC, intentOf(ONE, TWO));
}

const pinned = (values: Json, operator = 'StringLike'): JsonObject =>
  allow({
    StringEquals: { 'gitlab.com:project_id': ['1', '2'] },
    [operator]: { 'gitlab.com:sub': values },
  });

describe('withoutOthers', () => {
  const ofOne = subject('a/b');
  const ofTwo = subject('c/d', 'dev');

  it('takes out what is owed to others alone', () => {
    expect(left(pinned([ofOne, ofTwo]))).toEqual([pinned(ofOne)]);
  });

  it('is left without a statement where all is owed to others', () => {
    expect(left(pinned([ofTwo]))).toEqual([]);
  });

  it('keeps a statement as it is where nothing is owed to others alone', () => {
    for (const statement of [pinned([ofOne]), pinned([ofOne, 'project_path:x/y:*']), pinned(ofOne)])
      expect(left(statement)[0]).toBe(statement);
  });

  it('keeps a statement that asks for the subject twice, or not at all', () => {
    const twice = allow({
      StringLike: { 'gitlab.com:sub': [ofOne, ofTwo] },
      'ForAnyValue:StringLike': { 'gitlab.com:sub': [ofOne, ofTwo] },
    });
    for (const statement of [twice, allow({ StringEquals: { 'gitlab.com:project_id': '2' } })])
      expect(left(statement)[0]).toBe(statement);
  });

  it('takes out of the only list, beside what keeps subjects out', () => {
    const negated = { StringNotLike: { 'gitlab.com:sub': 'x' } };
    const besides = (values: Json): JsonObject =>
      allow({ ...negated, StringLike: { 'gitlab.com:sub': values } });
    expect(left(besides([ofOne, ofTwo]))).toEqual([besides(ofOne)]);
  });

  it('keeps a statement that is for other callers', () => {
    const others = { ...allowSub(ofTwo), Principal: { AWS: '111122223333' } };
    expect(left(others)[0]).toBe(others);
  });

  it('takes a variable for text in the old version', () => {
    const statement = pinned([ofOne, ofTwo]);
    expect(left(statement, oldPolicyOf(statement))).toEqual([pinned(ofOne)]);
  });
});
