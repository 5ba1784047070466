import { describe, expect, it } from '@jest/globals';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import { relate, type Relation } from '../../../../policies/patterns/relate.ts';
import { DEFAULT_BUDGET, type Budget } from '../../../../policies/patterns/search.ts';

function relationOf(inner: readonly string[], outer: readonly string[], budget?: Budget): Relation {
  const [first, second] = [inner, outer].map((list) => list.map((each) => wildcardPattern(each)));
  return relate(first ?? [], second ?? [], budget ?? { ...DEFAULT_BUDGET });
}

describe('relate', () => {
  it.each<[string[], string[], Relation]>([
    [['a'], ['a'], 'inside'],
    [['a', 'b'], ['?'], 'inside'],
    [['a*'], ['*'], 'inside'],
    [['ab*'], ['a*', 'b'], 'inside'],
    [['*a'], ['*a*'], 'inside'],
    [[], ['a'], 'inside'],
    [['a'], ['b'], 'disjoint'],
    [['a*'], ['b*'], 'disjoint'],
    [['a'], [], 'disjoint'],
    [['?'], ['??'], 'disjoint'],
    [['a*'], ['*b'], 'overlapping'],
    [['*'], ['a'], 'overlapping'],
    [['a', 'b'], ['a'], 'overlapping'],
    [['A'], ['a'], 'disjoint'],
  ])('%j lies to %j: %s', (inner, outer, relation) => {
    expect(relationOf(inner, outer)).toBe(relation);
  });

  it.each<[string[], string[], number, Relation]>([
    [['ab'], ['b'], 0, 'unknown'],
    [['ab'], ['ab'], 2, 'unknown'],
    [['ab'], ['ab'], 3, 'inside'],
    [['ab'], ['ac'], 2, 'unknown'],
    [['ab'], ['ac'], 5, 'disjoint'],
    [['a*'], ['ab'], 2, 'unknown'],
  ])('%j lies to %j, with %d states: %s', (inner, outer, states, relation) => {
    expect(relationOf(inner, outer, { states, transitions: 1_000 })).toBe(relation);
  });
});
