import { describe, expect, it } from '@jest/globals';
import { outcomeWhenAbsent } from '../../../../policies/conditions/constraint.ts';
import { OPERATORS } from '../../../../policies/conditions/operators.ts';
import { read } from './read.ts';

const names = (negated: boolean): string[] =>
  OPERATORS.filter((row) => row.negated === negated && row.comparison !== 'presence').map((row) => row.name);
const POSITIVE = names(false);
const NEGATED = names(true);
const ALL = [...POSITIVE, ...NEGATED];

function forBoth(operator: string, values: readonly string[] = ['a']): string[] {
  return (['Allow', 'Deny'] as const).map((effect) => outcomeWhenAbsent(read(operator, values, { effect })));
}

describe('outcomeWhenAbsent', () => {
  it.each(POSITIVE)('%s does not hold', (name) => {
    expect(forBoth(name)).toEqual(['no', 'no']);
    expect(forBoth(`ForAnyValue:${name}`)).toEqual(['no', 'no']);
  });

  it.each(NEGATED)('%s holds, but with ForAnyValue it does not', (name) => {
    expect(forBoth(name)).toEqual(['yes', 'yes']);
    expect(forBoth(`ForAnyValue:${name}`)).toEqual(['no', 'no']);
  });

  it.each(ALL)('%s holds with IfExists and with ForAllValues', (name) => {
    expect(forBoth(`${name}IfExists`)).toEqual(['yes', 'yes']);
    expect(forBoth(`ForAllValues:${name}`)).toEqual(['yes', 'yes']);
    expect(forBoth(`ForAllValues:${name}IfExists`)).toEqual(['yes', 'yes']);
  });

  it.each(ALL)('%s with ForAnyValue and IfExists holds for an Allow, and is unknown for a Deny', (name) => {
    expect(forBoth(`ForAnyValue:${name}IfExists`)).toEqual(['yes', 'unknown']);
  });

  it.each([
    ['stringlike', ['unknown', 'unknown']],
    ['forAnyValue:StringLike', ['unknown', 'unknown']],
    ['stringnotlike', ['yes', 'unknown']],
    ['foranyvalue:StringNotLike', ['unknown', 'unknown']],
    ['StringLikeifexists', ['yes', 'unknown']],
    ['FORALLVALUES:StringLike', ['yes', 'unknown']],
  ])('counts an odd case as let in, and as unknown where it keeps out: %s', (name, outcomes) => {
    expect(forBoth(name)).toEqual(outcomes);
  });

  it.each(['StringMatches', 'NullIfExists', ''])('knows nothing of %j', (name) => {
    expect(forBoth(name)).toEqual(['unknown', 'unknown']);
  });

  it.each([
    [['true'], 'yes'],
    [['TRUE'], 'yes'],
    [['false'], 'no'],
    [['true', 'false'], 'yes'],
    [['true', 'maybe'], 'yes'],
    [['false', 'maybe'], 'unknown'],
    [[], 'no'],
  ])('Null %j: %s', (values, outcome) => {
    expect(forBoth('Null', values)).toEqual([outcome, outcome]);
  });

  it('does not look at the values of other operators', () => {
    expect(forBoth('StringEquals', [])).toEqual(['no', 'no']);
    expect(forBoth('StringNotEquals', [])).toEqual(['yes', 'yes']);
  });
});
