import { describe, expect, it } from '@jest/globals';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import {
  ANY_IN_PART,
  patternOf,
  RUN_IN_PART,
  wildcardPattern,
  type Fold,
} from '../../../../policies/patterns/pattern.ts';
import { unionOf, type Union } from '../../../../policies/patterns/union.ts';
import { positionsAfter, unionAccepts } from '../../../support/walk.ts';

function compile(patterns: readonly string[], fold: Fold = 'none'): Union {
  return unionOf(patterns.map((each) => wildcardPattern(each, fold)));
}

function labelsAfter(union: Union, text: string): string {
  const into = new CharacterSet();
  for (const position of positionsAfter(union, text)) union.labels(position, into);
  return String.fromCodePoint(...into.toNicest());
}

function onlyAfter(union: Union, text: string): (string | undefined)[] {
  return positionsAfter(union, text).map((position) => {
    const only = union.only(position);
    return only === undefined ? undefined : String.fromCodePoint(...only);
  });
}

describe('unionOf', () => {
  it.each([
    [['ab'], ['ab'], ['', 'a', 'abc', 'b']],
    [
      ['ab', 'ac', 'a'],
      ['ab', 'ac', 'a'],
      ['', 'ad', 'abc'],
    ],
    [['*'], ['', 'a', ':'], []],
    [['a*'], ['a', 'ab', 'a:'], ['', 'ba']],
    [['a*b'], ['ab', 'axb', 'abb'], ['a', 'abx']],
    [['a?b'], ['axb', 'a:b'], ['ab', 'axxb']],
    [['*?'], ['a', 'ab'], ['']],
    [['*a*b*'], ['ab', 'xaxbx'], ['ba', 'a']],
    [
      ['a*c', 'ab'],
      ['ac', 'abc', 'ab'],
      ['abd', 'a'],
    ],
    [[], [], ['', 'a']],
    [[''], [''], ['a']],
  ])('accepts what one of %j matches', (patterns, accepted, rejected) => {
    const union = compile(patterns);
    expect(accepted.filter((text) => !unionAccepts(union, text))).toEqual([]);
    expect(rejected.filter((text) => unionAccepts(union, text))).toEqual([]);
  });

  it('keeps wildcards of a part inside it', () => {
    const union = unionOf([patternOf([RUN_IN_PART, 58, ANY_IN_PART], 'none')]);
    expect(['x:y', ':y'].every((text) => unionAccepts(union, text))).toBe(true);
    expect(['x::', 'a:b:c', ':', ':::'].some((text) => unionAccepts(union, text))).toBe(false);
  });

  it('folds texts as its patterns are folded', () => {
    expect(unionAccepts(compile(['Ab'], 'ascii'), 'aB')).toBe(true);
    expect(unionAccepts(compile(['k'], 'full'), '\u212A')).toBe(true);
    expect(unionAccepts(compile(['Ab']), 'aB')).toBe(false);
  });

  it('shares the ending of its patterns', () => {
    const union = compile(['ax*yz', 'bx*yz', 'cy?z']);
    const after = (text: string): number[] => positionsAfter(union, text);
    expect(after('ax')).toEqual(after('bx'));
    expect(after('a')).toEqual(after('b'));
    expect(after('cy')).not.toEqual(after('ax'));
    expect(positionsAfter(compile(['ab', 'a?']), 'ab')).toHaveLength(1);
    expect(positionsAfter(compile(['ab', 'abc']), 'ab')).not.toEqual(
      positionsAfter(compile(['ab', 'abc']), 'abc'),
    );
  });

  it('shares the beginning of its patterns', () => {
    expect(positionsAfter(compile(['abc', 'abd']), 'ab')).toHaveLength(1);
    expect(positionsAfter(compile(['a*c', 'a*d']), 'ax')).toHaveLength(1);
    expect(positionsAfter(compile(['abx', 'a?y']), 'ab')).toHaveLength(2);
    expect(positionsAfter(compile(['abc', 'abd']), 'x')).toEqual([]);
  });

  it.each([
    [['ab', 'ac'], '', ['a']],
    [['ab', 'ac'], 'a', ['bc']],
    [['ab'], 'ab', ['']],
    [['a*'], '', ['a']],
    [['a*b'], 'a', [undefined]],
    [['a*b'], 'ax', [undefined]],
    [['?a'], '', [undefined]],
    [['*'], '', [undefined]],
  ])('knows the only characters that lead on in %j after %j', (patterns, text, only) => {
    expect(onlyAfter(compile(patterns), text)).toEqual(only);
  });

  it('counts every letter that folds to an only one', () => {
    expect(onlyAfter(compile(['ab'], 'ascii'), 'A')).toEqual(['bB']);
    expect(onlyAfter(compile(['k1'], 'full'), '')).toEqual(['kK\u212A']);
  });

  it.each([
    [['ab', 'cd'], '', 'ac'],
    [['a*b'], 'a', 'b:'],
    [['a*b'], 'ax', 'b:'],
    [['a?'], 'a', ':'],
    [['ab'], 'ab', ''],
    [['a*'], 'ax', ':'],
  ])('tells apart in %j after %j the characters %j', (patterns, text, labels) => {
    expect(labelsAfter(compile(patterns), text)).toBe(labels);
  });

  it('tells apart every letter that folds to a literal', () => {
    expect(labelsAfter(compile(['k'], 'full'), '')).toBe('kK\u212A');
  });
});
