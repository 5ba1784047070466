import { describe, expect, it } from '@jest/globals';
import {
  ANY,
  ANY_IN_PART,
  codePointsOf,
  foldAscii,
  foldCodePoint,
  isLiteral,
  isRun,
  literalPattern,
  patternOf,
  RUN,
  RUN_IN_PART,
  takes,
  unfoldCodePoint,
  wildcardElement,
  wildcardPattern,
  type Fold,
} from '../../../../policies/patterns/pattern.ts';

const KELVIN = '\u212A';

function code(character: string): number {
  return character.codePointAt(0) as number;
}

describe('foldCodePoint', () => {
  it.each<[string, Fold, string]>([
    ['A', 'none', 'A'],
    ['A', 'ascii', 'a'],
    ['Z', 'ascii', 'z'],
    ['@', 'ascii', '@'],
    ['[', 'ascii', '['],
    ['a', 'ascii', 'a'],
    ['z', 'ascii', 'z'],
    ['Z', 'full', 'z'],
    ['[', 'full', '['],
    ['É', 'none', 'É'],
    ['É', 'ascii', 'É'],
    ['É', 'full', 'é'],
    [KELVIN, 'ascii', KELVIN],
    [KELVIN, 'full', 'k'],
    ['\u0130', 'full', '\u0130'],
    ['ß', 'full', 'ß'],
    ['ſ', 'full', 's'],
    ['\u{10400}', 'full', '\u{10428}'],
    ['\u0080', 'full', '\u0080'],
  ])('folds %s (%s) to %s', (character, fold, folded) => {
    expect(foldCodePoint(code(character), fold)).toBe(code(folded));
  });
});

describe('foldAscii', () => {
  it.each([
    ['AbZ/é-É', 'abz/é-É'],
    ['@[`{', '@[`{'],
    ['', ''],
    ['Z', 'z'],
    ['A', 'a'],
  ])('folds %s to %s', (text, folded) => {
    expect(foldAscii(text)).toBe(folded);
  });
});

describe('codePointsOf', () => {
  it.each([
    ['ab', [97, 98]],
    ['', []],
    ['a\u{1F642}b', [97, 0x1f642, 98]],
    ['\uFFFFa', [0xffff, 97]],
    ['\u{10000}a', [0x10000, 97]],
    ['\uD83D', [0xd83d]],
    ['\uDE42\uD83D', [0xde42, 0xd83d]],
  ])('counts the characters of %j', (text, codePoints) => {
    expect(codePointsOf(text)).toEqual(codePoints);
  });
});

describe('patterns', () => {
  it('compiles a literal, folded, with stars that mean themselves', () => {
    expect(literalPattern('A*?')).toEqual({ elements: [65, 42, 63], fold: 'none' });
    expect(literalPattern('A*', 'ascii')).toEqual({ elements: [97, 42], fold: 'ascii' });
  });

  it('compiles wildcards, and neighbouring runs to one', () => {
    expect(wildcardPattern('A**?*')).toEqual({ elements: [65, RUN, ANY, RUN], fold: 'none' });
    expect(wildcardPattern('A*', 'full')).toEqual({ elements: [97, RUN], fold: 'full' });
  });

  it('builds a pattern from elements and folds the literals', () => {
    expect(patternOf([65, ANY, ANY, RUN, RUN, 66], 'ascii')).toEqual({
      elements: [97, ANY, ANY, RUN, 98],
      fold: 'ascii',
    });
    expect(patternOf([65, RUN_IN_PART, RUN, 65], 'none').elements).toEqual([65, RUN_IN_PART, RUN, 65]);
  });

  it.each([
    ['*', RUN],
    ['?', ANY],
    ['+', 43],
    ['a', 97],
  ])('reads %s as %d', (character, element) => {
    expect(wildcardElement(code(character))).toBe(element);
  });

  it.each([
    [RUN, true],
    [RUN_IN_PART, true],
    [ANY, false],
    [ANY_IN_PART, false],
    [97, false],
    [undefined, false],
  ])('element %s is a run: %s', (element, run) => {
    expect(isRun(element)).toBe(run);
  });

  it.each([
    [undefined, 'a', false],
    [ANY, 'a', true],
    [ANY, ':', true],
    [RUN, ':', true],
    [ANY_IN_PART, 'a', true],
    [ANY_IN_PART, ':', false],
    [RUN_IN_PART, 'a', true],
    [RUN_IN_PART, ':', false],
    [97, 'a', true],
    [97, 'b', false],
    [58, ':', true],
  ])('element %s takes %s: %s', (element, character, isTaken) => {
    expect(takes(element, code(character))).toBe(isTaken);
  });

  it.each([
    ['abc', true],
    ['', true],
    ['a*', false],
    ['?', false],
  ])('%s is literal: %s', (text, literal) => {
    expect(isLiteral(wildcardPattern(text))).toBe(literal);
  });
});

describe('unfoldCodePoint', () => {
  it.each<[string, Fold, readonly string[]]>([
    ['a', 'none', ['a']],
    ['a', 'ascii', ['a', 'A']],
    ['z', 'ascii', ['z', 'Z']],
    ['`', 'ascii', ['`']],
    ['{', 'ascii', ['{']],
    ['k', 'ascii', ['k', 'K']],
    ['k', 'full', ['k', 'K', KELVIN]],
    ['é', 'full', ['é', 'É']],
    ['1', 'full', ['1']],
    ['\u{10428}', 'full', ['\u{10428}', '\u{10400}']],
  ])('finds what folds to %s (%s)', (folded, fold, characters) => {
    expect(unfoldCodePoint(code(folded), fold)).toEqual(characters.map(code));
  });
});
