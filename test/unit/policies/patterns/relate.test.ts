import { describe, expect, it } from '@jest/globals';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import {
  relate,
  relateByBeginning,
  relateBySearch,
  type Relation,
} from '../../../../policies/patterns/relate.ts';
import { DEFAULT_BUDGET } from '../../../../policies/patterns/search.ts';

function relationOf(inner: readonly string[], outer: readonly string[]): Relation {
  const [first, second] = [inner, outer].map((list) => list.map((each) => wildcardPattern(each)));
  return relate(first ?? [], second ?? [], { ...DEFAULT_BUDGET });
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
    const [first = [], second = []] = [inner, outer].map((list) => list.map((each) => wildcardPattern(each)));
    expect(relateBySearch(first, second, { states, transitions: 1_000 })).toBe(relation);
  });

  it.each<[string[], string[], 'inside' | 'disjoint' | undefined]>([
    [['ab'], ['ab'], 'inside'],
    [['ab', 'ac*'], ['a*'], 'inside'],
    [['a*b*'], ['a*b*'], 'inside'],
    [['a*bc'], ['a*b*'], 'inside'],
    [['ab', 'c'], ['x', 'c', 'a*'], 'inside'],
    [['a'], ['a*'], 'inside'],
    [[], [], 'inside'],
    [['ab'], ['b'], 'disjoint'],
    [['ab'], ['a'], 'disjoint'],
    [['a'], ['a?'], 'disjoint'],
    [['a'], ['ab*'], 'disjoint'],
    [['ab*'], ['a'], 'disjoint'],
    [['ab*', 'c'], ['ac*', 'd'], 'disjoint'],
    [['ab*', 'c'], ['ac*', 'c*d'], undefined],
    [['a'], ['?'], undefined],
    [['?b'], ['a'], undefined],
    [['a*'], ['ab*'], undefined],
    [['ab'], ['*b'], undefined],
    [['a'], ['a*b'], undefined],
    [['a*'], ['a'], undefined],
  ])('%j lies to %j, by what they begin with: %s', (inner, outer, relation) => {
    const [first = [], second = []] = [inner, outer].map((list) => list.map((each) => wildcardPattern(each)));
    expect(relateByBeginning(first, second)).toBe(relation);
  });

  it('does not look at the beginning where letters fold', () => {
    const folded = [wildcardPattern('a', 'ascii')];
    expect(relateByBeginning(folded, [wildcardPattern('a')])).toBeUndefined();
    expect(relateByBeginning([wildcardPattern('a')], folded)).toBeUndefined();
  });
});
