import { describe, expect, it } from '@jest/globals';
import { matches, matchesPattern } from '../../../../policies/patterns/match.ts';
import {
  ANY_IN_PART,
  literalPattern,
  patternOf,
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
});
