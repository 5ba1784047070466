import { describe, expect, it } from '@jest/globals';
import { OPERATORS, parseOperator } from '../../../../policies/conditions/operators.ts';

describe('OPERATORS', () => {
  it.each([
    ['StringEquals', 'equals', false],
    ['StringNotEquals', 'equals', true],
    ['StringEqualsIgnoreCase', 'equals-ignoring-case', false],
    ['StringNotEqualsIgnoreCase', 'equals-ignoring-case', true],
    ['StringLike', 'like', false],
    ['StringNotLike', 'like', true],
    ['ArnEquals', 'arn', false],
    ['ArnLike', 'arn', false],
    ['ArnNotEquals', 'arn', true],
    ['ArnNotLike', 'arn', true],
    ['NumericEquals', 'number', false],
    ['NumericNotEquals', 'number', true],
    ['NumericLessThan', 'number', false],
    ['NumericLessThanEquals', 'number', false],
    ['NumericGreaterThan', 'number', false],
    ['NumericGreaterThanEquals', 'number', false],
    ['DateEquals', 'opaque', false],
    ['DateNotEquals', 'opaque', true],
    ['DateLessThan', 'opaque', false],
    ['DateLessThanEquals', 'opaque', false],
    ['DateGreaterThan', 'opaque', false],
    ['DateGreaterThanEquals', 'opaque', false],
    ['Bool', 'boolean', false],
    ['BinaryEquals', 'opaque', false],
    ['IpAddress', 'opaque', false],
    ['NotIpAddress', 'opaque', true],
    ['Null', 'presence', false],
  ])('%s compares as %s, negated %s', (name, comparison, negated) => {
    expect(parseOperator(name)?.row).toMatchObject({ name, comparison, negated });
  });

  it('is the whole list of IAM', () => {
    expect(OPERATORS).toHaveLength(27);
  });

  it.each([
    ['NumericEquals', [false, true, false]],
    ['NumericNotEquals', [false, true, false]],
    ['NumericLessThan', [true, false, false]],
    ['NumericLessThanEquals', [true, true, false]],
    ['NumericGreaterThan', [false, false, true]],
    ['NumericGreaterThanEquals', [false, true, true]],
  ])('%s is met by less, equal, greater: %j', (name, met) => {
    const meets = parseOperator(name)?.row.meets;
    expect([1, 2, 3].map((given) => meets?.(given, 2))).toEqual(met);
  });
});

describe('parseOperator', () => {
  it.each([
    ['StringLike', undefined, false, true],
    ['StringLikeIfExists', undefined, true, true],
    ['ForAnyValue:StringLike', 'ForAnyValue', false, true],
    ['ForAllValues:StringLikeIfExists', 'ForAllValues', true, true],
    ['stringlike', undefined, false, false],
    ['StringLikeIfexists', undefined, true, false],
    ['forAnyValue:StringLike', 'ForAnyValue', false, false],
    ['FORALLVALUES:STRINGLIKEIFEXISTS', 'ForAllValues', true, false],
  ])('takes %s apart', (name, setOperator, ifExists, exactCase) => {
    const operator = parseOperator(name);
    expect(operator).toMatchObject({ ifExists, exactCase });
    expect(operator?.setOperator).toBe(setOperator);
    expect(operator?.row.name).toBe('StringLike');
  });

  it.each([
    '',
    'StringMatches',
    'String Like',
    'IfExists',
    'StringLikeIfExistsIfExists',
    'ForAnyValue:',
    'ForAnyValue',
    'ForAnyValueStringLike',
    'ForSomeValues:StringLike',
    'ForAnyValue:ForAllValues:StringLike',
    'StringLike:ForAnyValue',
    'NullIfExists',
    'ForAnyValue:Null',
    'ForAllValues:Null',
  ])('knows no operator %j', (name) => {
    expect(parseOperator(name)).toBeUndefined();
  });

  it('knows Null by itself, in any case', () => {
    expect(parseOperator('Null')).toMatchObject({ exactCase: true, ifExists: false });
    expect(parseOperator('null')).toMatchObject({ exactCase: false });
  });
});
