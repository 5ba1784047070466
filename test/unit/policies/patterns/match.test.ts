import { describe, expect, it } from '@jest/globals';
import { matches, matchesByPieces, matchesPattern } from '../../../../policies/patterns/match.ts';
import {
  ANY_IN_PART,
  literalPattern,
  patternOf,
  RUN,
  RUN_IN_PART,
  wildcardPattern,
} from '../../../../policies/patterns/pattern.ts';

describe('matchesPattern', () => {
  it.each([
    ['', ''],
    ['*', ''],
    ['*', 'a:b/c'],
    ['**', ''],
    ['a*', 'a'],
    ['a*', 'ab'],
    ['*a', 'ba'],
    ['*a', 'aba'],
    ['a*c', 'abcbc'],
    ['a*b*c', 'axbxc'],
    ['?', ':'],
    ['?', '\u{1F642}'],
    ['a?c', 'abc'],
    ['*?', 'a'],
    ['?*', 'ab'],
    ['*??', 'ab'],
    ['a*?b', 'axxb'],
    ['a*a', 'aa'],
    ['project_path:a/*:ref:main', 'project_path:a/b:ref_type:branch:ref:main'],
    ['a*\u{1F642}', 'a\u{1F642}'],
    ['a*\u{1F642}b', 'ax\u{1F642}b'],
  ])('%s matches %j', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(true);
  });

  it.each([
    ['', 'a'],
    ['a', ''],
    ['a', 'A'],
    ['ab*bc', 'abc'],
    ['*\uDE42', '\u{1F642}'],
    ['\u{1F642}*\uDE42', '\u{1F642}'],
    ['a', 'ab'],
    ['ab', 'a'],
    ['a*', 'ba'],
    ['*a', 'ab'],
    ['a*c', 'ab'],
    ['?', ''],
    ['?', 'ab'],
    ['*??', 'a'],
    ['a*a', 'a'],
    ['a*b*c', 'acb'],
    ['[a]', 'a'],
    ['.', 'x'],
    ['\\*', '*'],
  ])('%s does not match %j', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(false);
  });
});

describe('matchesByPieces', () => {
  it.each([
    ['a', 'a', true],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a*b', 'ab', true],
    ['a*a', 'a', false],
    ['a*b', 'axc', false],
    ['a*b', 'cxb', false],
    ['\u{1F642}*\u{1F642}', '\u{1F642}x\u{1F642}', undefined],
    ['a*\uDE42', 'a\u{1F642}', undefined],
    ['\uD83D*', '\u{1F642}', undefined],
    ['a\u{1F642}b*', 'a\u{1F642}bc', true],
    ['a?', 'ab', undefined],
    ['a*b?*', 'abc', undefined],
    ['a*b*', 'ab', true],
    ['a*b*c', 'axbxbc', true],
    ['a*b*b', 'ab', false],
    ['a*b*c', 'acb', false],
    ['**', 'a', true],
    ['a*bc*bc*d', 'abcbd', false],
    ['a*bc*bc*d', 'abcbcd', true],
    ['a*\u{1F642}*', 'a\u{1F642}', undefined],
    ['a*x\uD83D*', 'ax\u{1F642}', undefined],
    ['b*x\uD83D*', 'ax\u{1F642}', false],
  ])('of %j and %j is %s', (pattern, text, answer) => {
    expect(matchesByPieces(pattern, text)).toBe(answer);
  });
});

describe('matches', () => {
  it('folds the text as the pattern is folded', () => {
    expect(matches(literalPattern('AbC', 'ascii'), 'aBc')).toBe(true);
    expect(matches(literalPattern('é', 'ascii'), 'É')).toBe(false);
    expect(matches(literalPattern('é', 'full'), 'É')).toBe(true);
    expect(matches(wildcardPattern('K*', 'full'), '\u212Ax')).toBe(true);
  });

  it('keeps wildcards of a part inside it', () => {
    const run = patternOf([97, RUN_IN_PART, 58, 98], 'none');
    const any = patternOf([97, ANY_IN_PART, 98], 'none');
    expect(['a:b', 'axx:b', 'ax:y:b'].map((text) => matches(run, text))).toEqual([true, true, false]);
    expect(['axb', 'a:b', 'ab'].map((text) => matches(any, text))).toEqual([true, false, false]);
  });

  it('makes a run of a part longer for the sake of a wildcard behind it', () => {
    const pattern = patternOf([97, RUN, RUN_IN_PART, 98, 58, 99], 'none');
    expect(['axbb:c', 'a:xb:c', 'ab:cb'].map((text) => matches(pattern, text))).toEqual([true, true, false]);
  });
});
