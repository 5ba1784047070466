import { describe, expect, it } from '@jest/globals';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import {
  relate,
  relateByElements,
  relateBySearch,
  type Relation,
} from '../../../../policies/patterns/relate.ts';
import { DEFAULT_BUDGET, type Budget } from '../../../../policies/patterns/search.ts';

function relationOf(inner: readonly string[], outer: readonly string[]): Relation {
  const [first, second] = [inner, outer].map((list) => list.map((each) => wildcardPattern(each)));
  return relate(first ?? [], second ?? [], () => ({ ...DEFAULT_BUDGET }));
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

  it.each<[string[], string[], Relation | undefined]>([
    [['ab'], ['ab'], 'inside'],
    [['ab', 'ac*'], ['a*'], 'inside'],
    [['a*b*'], ['a*b*'], 'inside'],
    [['a*bc'], ['a*b*'], 'inside'],
    [['ab', 'c'], ['x', 'c', 'a*'], 'inside'],
    [['a'], ['a*'], 'inside'],
    [['ab'], ['*b'], 'inside'],
    [['axbxc'], ['a*b*c'], 'inside'],
    [['abxab'], ['*ab'], 'inside'],
    [['a?c'], ['a*c'], 'inside'],
    [['a?'], ['a?'], 'inside'],
    [[], [], 'inside'],
    [['ab'], ['b'], 'disjoint'],
    [['ab'], ['a'], 'disjoint'],
    [['a'], ['a?'], 'disjoint'],
    [['a'], ['ab*'], 'disjoint'],
    [['a'], ['a*b'], 'disjoint'],
    [['ab*'], ['a'], 'disjoint'],
    [['a*b*c'], ['axc'], 'disjoint'],
    [['*a'], ['*b'], 'disjoint'],
    [['b'], ['*ab'], 'disjoint'],
    [['?b'], ['a'], 'disjoint'],
    [['ab*', 'c'], ['ac*', 'd'], 'disjoint'],
    [['ab*', 'c'], ['ac*', 'c*d'], 'disjoint'],
    [['a*'], ['ab*'], 'overlapping'],
    [['a*'], ['a'], 'overlapping'],
    [['a*b'], ['*ab*c*b'], 'overlapping'],
    [['ab', 'c'], ['ab'], 'overlapping'],
    [['a'], ['?'], 'inside'],
    [['a?c*'], ['?*?'], undefined],
    [['a?c*d'], ['?*?'], 'inside'],
    [['abc'], ['*?c'], 'inside'],
    [['*'], ['?'], undefined],
    [['*a'], ['?a'], undefined],
    [['?'], ['a'], undefined],
    [['?b'], ['ab'], undefined],
    [['a?b'], ['aab*'], undefined],
  ])('%j lies to %j, by their elements: %s', (inner, outer, relation) => {
    const [first = [], second = []] = [inner, outer].map((list) => list.map((each) => wildcardPattern(each)));
    expect(relateByElements(first, second)).toBe(relation);
  });

  it('does not look at the elements where letters fold', () => {
    const folded = [wildcardPattern('a', 'ascii')];
    expect(relateByElements(folded, [wildcardPattern('a')])).toBeUndefined();
    expect(relateByElements([wildcardPattern('a')], folded)).toBeUndefined();
  });

  it('does not look at the elements of an empty pattern, which means no text', () => {
    expect(relateByElements([wildcardPattern('')], [wildcardPattern('a')])).toBeUndefined();
    expect(relateByElements([wildcardPattern('a')], [wildcardPattern('')])).toBeUndefined();
  });

  it.each([
    [1024, 'inside'],
    [1025, undefined],
  ])(
    'does not look at the elements of patterns whose lengths are too much, with %d of each: %s',
    (length, relation) => {
      const pattern = [wildcardPattern('a'.repeat(length))];
      expect(relateByElements(pattern, pattern)).toBe(relation);
    },
  );

  it('takes no budget where the elements tell', () => {
    let taken = 0;
    const budget = (): Budget => {
      taken++;
      return { ...DEFAULT_BUDGET };
    };
    expect(relate([wildcardPattern('ab*')], [wildcardPattern('a*')], budget)).toBe('inside');
    expect(taken).toBe(0);
    expect(relate([wildcardPattern('?b')], [wildcardPattern('ab')], budget)).toBe('overlapping');
    expect(taken).toBe(1);
  });
});
