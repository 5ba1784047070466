import { describe, expect, it } from '@jest/globals';
import { DEAD } from '../../../../policies/patterns/machine.ts';
import {
  patternOf,
  RUN_IN_PART,
  wildcardPattern,
  type Fold,
  type Pattern,
} from '../../../../policies/patterns/pattern.ts';
import { matchedPatterns, noneOf, positionsMachine } from '../../../../policies/patterns/positions.ts';
import { labelsAfter, machineAccepts, stateAfter } from '../../../support/walk.ts';

function compile(patterns: readonly string[], fold: Fold = 'none'): Pattern[] {
  return patterns.map((each) => wildcardPattern(each, fold));
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
    expect(machineAccepts(noneOf(compile(patterns)), text)).toBe(isAccepted);
  });

  it('is dead as soon as a pattern matches whatever follows', () => {
    const machine = noneOf(compile(['ab*', 'x']));
    expect(stateAfter(machine, 'a')).not.toBe(DEAD);
    expect(stateAfter(machine, 'ab')).toBe(DEAD);
    expect(stateAfter(machine, 'x')).not.toBe(DEAD);
    expect(stateAfter(noneOf(compile(['a*b'])), 'ab')).not.toBe(DEAD);
  });

  it('is not dead where a run ends at a colon', () => {
    const machine = noneOf([patternOf([97, RUN_IN_PART], 'none')]);
    expect(machine.accepts(stateAfter(machine, 'a'))).toBe(false);
    expect(machine.accepts(stateAfter(machine, 'ab'))).toBe(false);
    expect(machine.accepts(stateAfter(machine, 'a:'))).toBe(true);
  });

  it('folds each pattern by its own rule', () => {
    const machine = noneOf([...compile(['AB'], 'ascii'), ...compile(['Ab'])]);
    expect(['aB', 'Ab', 'ab'].map((text) => machine.accepts(stateAfter(machine, text)))).toEqual([
      false,
      false,
      false,
    ]);
    const exact = noneOf(compile(['Ab']));
    expect(exact.accepts(stateAfter(exact, 'ab'))).toBe(true);
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
    expect(matchedPatterns(patterns, machine.valueOf(stateAfter(machine, text)))).toEqual(matched);
  });

  it('names a pattern that matches in two ways once', () => {
    const both = compile(['a**', '*a*']);
    const joint = positionsMachine(both, () => true);
    expect(matchedPatterns(both, joint.valueOf(stateAfter(joint, 'a')))).toEqual([0, 1]);
  });

  it.each([
    ['', 'a'],
    ['a', 'b:'],
    ['ab', 'b:'],
    ['b', ''],
  ])('tells apart after %j the characters %j', (text, labels) => {
    expect(labelsAfter(machine, text)).toBe(labels);
  });

  it('tells both cases of a folded letter apart from the rest', () => {
    expect(
      labelsAfter(
        positionsMachine(compile(['k'], 'ascii'), () => true),
        '',
      ),
    ).toBe('kK');
    expect(
      labelsAfter(
        positionsMachine(compile(['k'], 'full'), () => true),
        '',
      ),
    ).toBe('kK\u212A');
    expect(
      labelsAfter(
        positionsMachine(compile(['?'], 'full'), () => true),
        '',
      ),
    ).toBe(':');
  });

  it('counts the positions that a step moves', () => {
    expect(['', 'a', 'ab', 'b'].map((text) => machine.size(stateAfter(machine, text)))).toEqual([3, 4, 5, 0]);
  });

  it('keeps no position before the last run that was reached', () => {
    const long = positionsMachine(compile(['*a*b*c']), () => true);
    expect(['', 'a', 'ab', 'abab', 'ababc'].map((text) => long.size(stateAfter(long, text)))).toEqual([
      2, 2, 2, 2, 3,
    ]);
    expect(long.step(stateAfter(long, 'ab'), 97)).toBe(stateAfter(long, 'ab'));
  });

  it('keeps the positions of each pattern apart when it forgets', () => {
    const two = positionsMachine(compile(['abc', 'a*', '*b']), () => true);
    expect(matchedPatterns(compile(['abc', 'a*', '*b']), two.valueOf(stateAfter(two, 'abc')))).toEqual([
      0, 1,
    ]);
    expect(matchedPatterns(compile(['abc', 'a*', '*b']), two.valueOf(stateAfter(two, 'ab')))).toEqual([1, 2]);
  });

  it('asks what a state accepts and when it is dead', () => {
    const asked = positionsMachine(
      compile(['ab']),
      (positions) => positions.length === 0,
      (positions) => positions.includes(2),
    );
    expect(asked.accepts(asked.start)).toBe(false);
    expect(asked.accepts(stateAfter(asked, 'x'))).toBe(true);
    expect(stateAfter(asked, 'ab')).toBe(DEAD);
  });
});
