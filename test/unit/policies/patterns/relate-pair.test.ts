import { describe, expect, it } from '@jest/globals';
import {
  relateByBeginning,
  relateByMatching,
  relatePatterns,
} from '../../../../policies/patterns/relate-pair.ts';
import type { Relation } from '../../../../policies/patterns/relate.ts';

const plenty = () => ({ states: 20_000, transitions: 200_000 });

describe('relateByMatching', () => {
  it.each<[string, string, Relation | undefined]>([
    ['a', 'a', 'inside'],
    ['a?c', 'a*', 'inside'],
    ['a?', 'a?', 'inside'],
    ['x-*-app', '*-app', 'inside'],
    ['a*b*c', 'a*c', 'inside'],
    ['**', '*', 'inside'],
    ['a', '**a**', 'inside'],
    ['*-app-1', '*-app-2', 'disjoint'],
    ['a-*', 'b-*', 'disjoint'],
    ['ab', 'a', 'disjoint'],
    ['a*a', 'a', 'disjoint'],
    ['a?', 'a', 'disjoint'],
    ['*ab*', 'c?c', 'disjoint'],
    ['*a', 'a*', 'overlapping'],
    ['*', 'a*', 'overlapping'],
    ['*-team-*', 'a-*', 'overlapping'],
    ['a*b', '*bb*', 'overlapping'],
    ['a?', 'ab', 'overlapping'],
    ['*a', '?*', undefined],
    ['a*', 'a?', undefined],
    ['', '', undefined],
    ['', '*', undefined],
    ['a', '', undefined],
  ])('%j lies to %j: %s', (inner, outer, relation) => {
    expect(relateByMatching(inner, outer, plenty())).toBe(relation);
  });

  it('spends the product of the lengths, and gives up where there is not so much', () => {
    const budget = { states: 0, transitions: 8 };
    expect(relateByMatching('*a', 'a*', budget)).toBe('overlapping');
    expect(budget.transitions).toBe(0);
    expect(relateByMatching('*a', 'a*', budget)).toBeUndefined();
  });

  it('needs no budget where the ends differ', () => {
    expect(relateByMatching('*a', '*b', { states: 0, transitions: 0 })).toBe('disjoint');
  });
});

describe('relateByBeginning', () => {
  it.each<[string, string, Relation | undefined]>([
    ['a', 'a', 'inside'],
    ['a?*', 'a?*', 'inside'],
    ['ab', 'a*', 'inside'],
    ['a', 'a*', 'inside'],
    ['ab*c?', 'ab*', 'inside'],
    ['a', '*', 'inside'],
    ['a', 'b', 'disjoint'],
    ['a', 'ab', 'disjoint'],
    ['a', 'ab*', 'disjoint'],
    ['b', 'a*', 'disjoint'],
    ['b*', 'a*', 'disjoint'],
    ['b?', 'ab*', 'disjoint'],
    ['ac*', 'ab', 'disjoint'],
    ['a*', 'ab*', 'overlapping'],
    ['*', 'a*', 'overlapping'],
    ['a*', 'ab', undefined],
    ['ab*', 'a', undefined],
    ['a*b', 'ab*', undefined],
    ['a?', 'ab*', undefined],
    ['a**', 'ab*', undefined],
    ['ab', 'a?', undefined],
    ['ab', 'a*b', undefined],
    ['ab', 'a**', undefined],
    ['a\u{1f600}', 'a\ud83d*', undefined],
    ['a\ud83d*', 'a\u{1f600}*', undefined],
    ['a\u{1f600}b', 'a\u{1f600}*', 'inside'],
    ['', '*', undefined],
    ['a', '', undefined],
  ])('%j lies to %j: %s', (inner, outer, relation) => {
    expect(relateByBeginning(inner, outer)).toBe(relation);
  });
});

describe('relatePatterns', () => {
  it.each<[string, string, Relation]>([
    ['*a', '?*', 'inside'],
    ['*', '?*', 'inside'],
    ['a*', 'a?', 'overlapping'],
    ['', 'a', 'inside'],
  ])('asks the automata where matching does not decide: %j lies to %j: %s', (inner, outer, relation) => {
    expect(relatePatterns(inner, outer)).toBe(relation);
  });

  it('does not know where there is no budget left', () => {
    expect(relatePatterns('*a*', '*b*', { states: 0, transitions: 0 })).toBe('unknown');
  });
});
