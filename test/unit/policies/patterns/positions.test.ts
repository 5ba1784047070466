import { describe, expect, it } from '@jest/globals';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { DEAD, type LazyMachine } from '../../../../policies/patterns/machine.ts';
import {
  codePointsOf,
  patternOf,
  RUN_IN_PART,
  wildcardPattern,
  type Fold,
  type Pattern,
} from '../../../../policies/patterns/pattern.ts';
import {
  matchedPatterns,
  noneOf,
  positionsMachine,
  type Positions,
} from '../../../../policies/patterns/positions.ts';

function compile(patterns: readonly string[], fold: Fold = 'none'): Pattern[] {
  return patterns.map((each) => wildcardPattern(each, fold));
}

function run(machine: LazyMachine<Positions>, text: string): number {
  let state = machine.start;
  for (const codePoint of codePointsOf(text)) {
    if (state !== DEAD) state = machine.step(state, codePoint);
  }
  return state;
}

function labelsOf(machine: LazyMachine<Positions>, text: string): string {
  const into = new CharacterSet();
  machine.labels(run(machine, text), into);
  return String.fromCodePoint(...into.toNicest());
}

describe('noneOf', () => {
  it.each([
    [['ab'], '', true],
    [['ab'], 'a', true],
    [['ab'], 'ab', false],
    [['ab'], 'abc', true],
    [['ab', 'b'], 'b', false],
    [['a*c'], 'abc', false],
    [['a*c'], 'abcd', true],
    [['a*c'], 'abcdc', false],
    [['a?'], 'a', true],
    [['a?'], 'ab', false],
    [['*b*d'], 'abcd', false],
    [['*b*d'], 'adcb', true],
    [['*aab'], 'aaab', false],
    [[], 'x', true],
  ])('%j, %j: %s', (patterns, text, isAccepted) => {
    const machine = noneOf(compile(patterns));
    const state = run(machine, text);
    expect(state !== DEAD && machine.accepts(state)).toBe(isAccepted);
  });

  it('is dead as soon as a pattern matches whatever follows', () => {
    const machine = noneOf(compile(['ab*', 'x']));
    expect(run(machine, 'a')).not.toBe(DEAD);
    expect(run(machine, 'ab')).toBe(DEAD);
    expect(run(machine, 'x')).not.toBe(DEAD);
    expect(run(noneOf(compile(['a*b'])), 'ab')).not.toBe(DEAD);
  });

  it('is not dead where a run ends at a colon', () => {
    const machine = noneOf([patternOf([97, RUN_IN_PART], 'none')]);
    expect(machine.accepts(run(machine, 'a'))).toBe(false);
    expect(machine.accepts(run(machine, 'ab'))).toBe(false);
    expect(machine.accepts(run(machine, 'a:'))).toBe(true);
  });

  it('folds each pattern by its own rule', () => {
    const machine = noneOf([...compile(['AB'], 'ascii'), ...compile(['Ab'])]);
    expect(['aB', 'Ab', 'ab'].map((text) => machine.accepts(run(machine, text)))).toEqual([
      false,
      false,
      false,
    ]);
    const exact = noneOf(compile(['Ab']));
    expect(exact.accepts(run(exact, 'ab'))).toBe(true);
  });
});

describe('positionsMachine', () => {
  const patterns = compile(['a*b', 'a?', 'ab']);
  const machine = positionsMachine(patterns, () => true);

  it.each([
    ['', []],
    ['a', []],
    ['ab', [0, 1, 2]],
    ['ac', [1]],
    ['acb', [0]],
    ['b', []],
  ])('knows which patterns match %j: %j', (text, matched) => {
    expect(matchedPatterns(patterns, machine.valueOf(run(machine, text)))).toEqual(matched);
  });

  it('names a pattern that matches in two ways once', () => {
    const both = compile(['a**', '*a*']);
    const joint = positionsMachine(both, () => true);
    expect(matchedPatterns(both, joint.valueOf(run(joint, 'a')))).toEqual([0, 1]);
  });

  it.each([
    ['', 'a'],
    ['a', 'b:'],
    ['ab', 'b:'],
    ['b', ''],
  ])('tells apart after %j the characters %j', (text, labels) => {
    expect(labelsOf(machine, text)).toBe(labels);
  });

  it('tells both cases of a folded letter apart from the rest', () => {
    expect(
      labelsOf(
        positionsMachine(compile(['k'], 'ascii'), () => true),
        '',
      ),
    ).toBe('kK');
    expect(
      labelsOf(
        positionsMachine(compile(['k'], 'full'), () => true),
        '',
      ),
    ).toBe('kK\u212A');
    expect(
      labelsOf(
        positionsMachine(compile(['?'], 'full'), () => true),
        '',
      ),
    ).toBe(':');
  });

  it('counts the positions that a step moves', () => {
    expect(['', 'a', 'ab', 'b'].map((text) => machine.size(run(machine, text)))).toEqual([3, 4, 5, 0]);
  });

  it('keeps no position before the last run that was reached', () => {
    const long = positionsMachine(compile(['*a*b*c']), () => true);
    expect(['', 'a', 'ab', 'abab', 'ababc'].map((text) => long.size(run(long, text)))).toEqual([
      2, 2, 2, 2, 3,
    ]);
    expect(long.step(run(long, 'ab'), 97)).toBe(run(long, 'ab'));
  });

  it('keeps the positions of each pattern apart when it forgets', () => {
    const two = positionsMachine(compile(['abc', 'a*', '*b']), () => true);
    expect(matchedPatterns(compile(['abc', 'a*', '*b']), two.valueOf(run(two, 'abc')))).toEqual([0, 1]);
    expect(matchedPatterns(compile(['abc', 'a*', '*b']), two.valueOf(run(two, 'ab')))).toEqual([1, 2]);
  });

  it('asks what a state accepts and when it is dead', () => {
    const asked = positionsMachine(
      compile(['ab']),
      (positions) => positions.length === 0,
      (positions) => positions.includes(2),
    );
    expect(asked.accepts(asked.start)).toBe(false);
    expect(asked.accepts(run(asked, 'x'))).toBe(true);
    expect(run(asked, 'ab')).toBe(DEAD);
  });
});
