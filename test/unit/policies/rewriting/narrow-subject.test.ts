import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse } from '../../../../policies/patterns/search.ts';
import { narrowSubject } from '../../../../policies/rewriting/narrow-subject.ts';
import { allow, allowSelf, allowSub, deny, group, intentOf, onSub, policyOf, project } from '../parts.ts';
import { PUBLIC, subject, taskOf } from '../parts.ts';
import { MAIN, NOTHING_TO_SPEND, ON_MAIN, OURS } from './samples.ts';
import { takenBy } from './taken.ts';

/** What becomes of the subjects of a statement. */
function subjectsOf(
  statement: JsonObject,
  entries: readonly AllowEntry[],
  budget = DEFAULT_BUDGET,
): JsonObject[] | undefined {
  const task = { ...taskOf(policyOf(statement), intentOf(...entries)), purse: new Purse(budget) };
  return narrowSubject(task, statement, PUBLIC);
}

describe('narrowSubject', () => {
  it.each<[string, JsonObject]>([
    ['a Deny', deny(undefined)],
    ['a statement for another issuer', allowSelf('*')],
    ['what is no statement', { Effect: 'Perhaps' }],
  ])('leaves nothing of %s', (_, statement) => {
    const task = taskOf(policyOf(allow(undefined)), intentOf(project('a/b')));
    expect(narrowSubject(task, statement, PUBLIC)).toEqual([]);
  });

  it('compares each literal of a list by itself, and keeps what lets nobody in', () => {
    const before = allowSub(['x', subject('evil/x'), ON_MAIN], 'StringEquals');
    expect(subjectsOf(before, [project('a/b', MAIN)])).toEqual([allowSub(['x', ON_MAIN], 'StringEquals')]);
  });

  it('compares each pattern of a list by itself, and keeps what lets nobody in', () => {
    const before = allowSub(['x*', 'project_path:*']);
    expect(subjectsOf(before, [project('a/b')])).toEqual([allowSub(['x*', OURS])]);
  });

  it('replaces a list that ignores case whole, whoever its values let in', () => {
    const before = allowSub(['x', ON_MAIN], 'StringEqualsIgnoreCase');
    expect(subjectsOf(before, [project('a/b', MAIN)])).toEqual([allowSub(ON_MAIN, 'StringEquals')]);
  });

  it('writes a pattern beside a literal in place of two lists', () => {
    const before = allow({ ...onSub('StringLike', '*'), ...onSub('ForAnyValue:StringLike', '*') });
    const entries = [project('a/b', MAIN), group('t')];
    expect(subjectsOf(before, entries)).toEqual([allowSub([ON_MAIN, 'project_path:t/*'])]);
  });

  it.each<[string, JsonObject]>([
    ['an ARN operator', onSub('ArnLike', '*')],
    ['an operator that is spelt in another case', onSub('stringequals', ON_MAIN)],
  ])('leaves every list alone where one has %s', (_, other) => {
    const before = { ...onSub('StringLike', '*'), ...other };
    expect(subjectsOf(allow(before), [project('a/b')])).toEqual([
      allow({ ...before, ...onSub('ForAnyValue:StringLike', OURS) }),
    ]);
  });

  it('keeps out what follows the ref only where that is known to be enough', () => {
    const entries = [project('a/b', { refs: { branches: ['v*.0'], tags: [] } })];
    const pattern = 'project_path:a/b:ref_type:branch:ref:v*.0';
    expect(subjectsOf(allow(undefined), entries)).toEqual([
      allow({ ...onSub('StringLike', pattern), ...onSub('StringNotLike', '*:ref:*:*') }),
    ]);
    expect(subjectsOf(allow(undefined), entries, NOTHING_TO_SPEND)).toEqual([allowSub(pattern)]);
  });

  it('returns no way where every operator has a list that cuts through what is owed', () => {
    expect(subjectsOf(allow(takenBy('*:ref:main')), [project('a/b')])).toBeUndefined();
  });
});
