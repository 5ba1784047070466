import { describe, expect, it } from '@jest/globals';
import {
  allOf,
  anyOf,
  holds,
  IF_REQUIRED,
  PERHAPS,
  SURELY,
  UNLESS_REQUIRED,
  type Outcome,
} from '../../../../policies/conditions/doubt.ts';

describe('holds', () => {
  it.each<[Outcome, readonly boolean[]]>([
    ['yes', [true, true, true, true]],
    ['no', [false, false, false, false]],
    ['requires', [false, true, false, true]],
    ['unknown', [false, false, true, true]],
  ])('settles %s in every reading', (outcome, settled) => {
    const readings = [SURELY, IF_REQUIRED, UNLESS_REQUIRED, PERHAPS];
    expect(readings.map((reading) => holds(outcome, reading))).toEqual(settled);
  });
});

describe('allOf', () => {
  it.each<[readonly Outcome[], Outcome]>([
    [[], 'yes'],
    [['yes'], 'yes'],
    [['yes', 'no'], 'no'],
    [['no', 'yes'], 'no'],
    [['unknown', 'no'], 'no'],
    [['requires', 'no', 'unknown'], 'no'],
    [['yes', 'requires'], 'requires'],
    [['requires', 'yes'], 'requires'],
    [['unknown', 'requires'], 'unknown'],
    [['requires', 'unknown'], 'unknown'],
    [['unknown', 'yes'], 'unknown'],
  ])('%j: %s', (outcomes, all) => {
    expect(allOf(outcomes)).toBe(all);
  });
});

describe('anyOf', () => {
  it.each<[readonly Outcome[], Outcome]>([
    [[], 'no'],
    [['no'], 'no'],
    [['no', 'yes'], 'yes'],
    [['yes', 'no'], 'yes'],
    [['unknown', 'yes'], 'yes'],
    [['requires', 'yes', 'unknown'], 'yes'],
    [['no', 'unknown'], 'unknown'],
    [['unknown', 'no'], 'unknown'],
    [['unknown', 'requires'], 'requires'],
    [['requires', 'unknown'], 'requires'],
    [['requires', 'no'], 'requires'],
  ])('%j: %s', (outcomes, any) => {
    expect(anyOf(outcomes)).toBe(any);
  });
});
