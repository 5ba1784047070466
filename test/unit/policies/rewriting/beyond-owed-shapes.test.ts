import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { narrowBeyondOwed } from '../../../../policies/rewriting/beyond-owed.ts';
import { allow, allowSelf, allowSub, deny, intentOf, onSub, policyOf, project } from '../parts.ts';
import { PUBLIC, taskOf } from '../parts.ts';
import { MAIN } from './samples.ts';
import { takenBy } from './taken.ts';

const REF_FIRST = ['project_path', 'ref', 'ref_type'];
const ANY_PROJECT = 'project_path:*:ref:main:ref_type:branch';
const OUR_PROJECT = 'project_path:a/b:ref:main:ref_type:branch';

/** What is left of a statement that lets in nothing of what some entries owe. */
function left(statement: JsonObject, ...entries: readonly AllowEntry[]): JsonObject[] {
  return narrowBeyondOwed(taskOf(policyOf(allow(undefined)), intentOf(...entries)), statement, PUBLIC);
}

describe('narrowBeyondOwed', () => {
  it('leaves what is allowed of a shape that no entry owes', () => {
    expect(left(allowSub(ANY_PROJECT), project('a/b', MAIN))).toEqual([allowSub(OUR_PROJECT)]);
    const shapes = [['project_path', 'ref_type', 'ref'], ['job_project_path']];
    expect(left(allowSub(ANY_PROJECT), project('a/b', { ...MAIN, shapes }))).toEqual([allowSub(OUR_PROJECT)]);
  });

  it.each<[string, string, AllowEntry]>([
    ['owes without a word', 'project_path:*:ref_type:branch:ref:main', project('a/b', MAIN)],
    ['owes as its only shape', ANY_PROJECT, project('a/b', { ...MAIN, shapes: [REF_FIRST] })],
    [
      'owes as one of its shapes',
      ANY_PROJECT,
      project('a/b', { ...MAIN, shapes: [['job_project_path'], REF_FIRST] }),
    ],
  ])('does not look for what is in a shape that every entry %s', (_, value, entry) => {
    expect(left(allowSub(value), entry)).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['a Deny', deny(onSub('StringLike', ANY_PROJECT))],
    ['a statement for another issuer', allowSelf(ANY_PROJECT)],
    ['what is no statement', { Effect: 'Perhaps' }],
    ['a value that ends in a name', allowSub('project_path:*:ref')],
    ['a statement that does not ask for the subject', allow(undefined)],
  ])('leaves nothing of %s', (_, statement) => {
    expect(left(statement, project('a/b'))).toEqual([]);
  });

  it('leaves nothing where no operator is free', () => {
    expect(left(allow(takenBy('project_path:*/b:ref:m*:ref_type:*')), project('a/b'))).toEqual([]);
  });

  it('leaves nothing where only some of it is allowed', () => {
    const value = 'job_project_path:*:ref_type:branch:ref:*';
    const pinned = project('a/b', { id: '42', ...MAIN });
    const before = { 'gitlab.com:project_id': '42' };
    expect(left(allowSub(value), pinned)).toEqual([
      allow({
        ...onSub('StringLike', 'job_project_path:*:ref_type:branch:ref:main'),
        StringEquals: before,
      }),
    ]);
    const unpinned = project('c/d', { refs: { branches: ['dev'], tags: [] } });
    expect(left(allowSub(value), pinned, unpinned)).toEqual([]);
  });
});
