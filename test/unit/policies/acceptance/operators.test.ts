import { describe, expect, it } from '@jest/globals';
import { evaluateToken } from '../../../../policies/acceptance/evaluate.ts';
import { allow, deny, ISSUER, policyOf } from '../parts.ts';

/** What STS says to each value of a claim where one condition on it stands in an Allow, and where in a Deny. */
function decisions(
  operator: string,
  values: readonly string[],
  ...given: readonly (string | undefined)[]
): string[][] {
  const condition = { [operator]: { 'gitlab.com:user_login': values } };
  const policies = [policyOf(allow(condition)), policyOf(allow(undefined), deny(condition))];
  return given.map((value) => {
    const claims = { sub: 'project_id:1', aud: 'a', ...(value === undefined ? {} : { user_login: value }) };
    return policies.map((policy) => evaluateToken(policy, { issuer: ISSUER, claims }, undefined).outcome);
  });
}

const LET_IN = ['yes', 'no'];
const KEPT_OUT = ['no', 'yes'];
const UNKNOWN = ['unknown', 'unknown'];

describe('an operator in an Allow and in a Deny, for a value that matches, one that does not, and none', () => {
  it.each([
    ['StringEquals', LET_IN, KEPT_OUT, KEPT_OUT],
    ['StringNotEquals', KEPT_OUT, LET_IN, LET_IN],
    ['StringEqualsIgnoreCase', LET_IN, KEPT_OUT, KEPT_OUT],
    ['StringNotEqualsIgnoreCase', KEPT_OUT, LET_IN, LET_IN],
    ['StringLike', LET_IN, KEPT_OUT, KEPT_OUT],
    ['StringNotLike', KEPT_OUT, LET_IN, LET_IN],
    ['ArnEquals', ['yes', 'unknown'], KEPT_OUT, KEPT_OUT],
    ['ArnLike', ['yes', 'unknown'], KEPT_OUT, KEPT_OUT],
    ['ArnNotEquals', UNKNOWN, LET_IN, LET_IN],
    ['ArnNotLike', UNKNOWN, LET_IN, LET_IN],
    ['StringEqualsIfExists', LET_IN, KEPT_OUT, LET_IN],
    ['StringNotEqualsIfExists', KEPT_OUT, LET_IN, LET_IN],
    ['ForAnyValue:StringEquals', LET_IN, KEPT_OUT, KEPT_OUT],
    ['ForAnyValue:StringNotEquals', KEPT_OUT, LET_IN, KEPT_OUT],
    ['ForAllValues:StringEquals', LET_IN, KEPT_OUT, LET_IN],
    ['ForAllValues:StringNotEquals', KEPT_OUT, LET_IN, LET_IN],
    ['ForAnyValue:StringEqualsIfExists', LET_IN, KEPT_OUT, ['yes', 'unknown']],
    ['ForAllValues:StringLikeIfExists', LET_IN, KEPT_OUT, LET_IN],
    ['stringequals', ['yes', 'unknown'], UNKNOWN, UNKNOWN],
    ['stringnotequals', UNKNOWN, ['yes', 'unknown'], ['yes', 'unknown']],
    ['StringMatches', UNKNOWN, UNKNOWN, UNKNOWN],
    ['DateEquals', UNKNOWN, UNKNOWN, KEPT_OUT],
    ['DateNotEquals', UNKNOWN, UNKNOWN, LET_IN],
    ['IpAddress', UNKNOWN, UNKNOWN, KEPT_OUT],
    ['NotIpAddress', UNKNOWN, UNKNOWN, LET_IN],
    ['BinaryEquals', UNKNOWN, UNKNOWN, KEPT_OUT],
  ])('%s', (operator, matching, other, missing) => {
    expect(decisions(operator, ['a', 'b'], 'b', 'c', undefined)).toEqual([matching, other, missing]);
  });

  it.each([
    ['NumericEquals', LET_IN, KEPT_OUT, KEPT_OUT],
    ['NumericNotEquals', KEPT_OUT, LET_IN, LET_IN],
    ['NumericLessThan', KEPT_OUT, KEPT_OUT, KEPT_OUT],
    ['NumericLessThanEquals', LET_IN, KEPT_OUT, KEPT_OUT],
    ['NumericGreaterThan', KEPT_OUT, LET_IN, KEPT_OUT],
    ['NumericGreaterThanEquals', LET_IN, LET_IN, KEPT_OUT],
    ['NumericEqualsIfExists', LET_IN, KEPT_OUT, LET_IN],
  ])('%s', (operator, matching, other, missing) => {
    expect(decisions(operator, ['2'], '2', '3', undefined)).toEqual([matching, other, missing]);
  });

  it.each([
    ['true', KEPT_OUT, LET_IN],
    ['false', LET_IN, KEPT_OUT],
    ['maybe', UNKNOWN, UNKNOWN],
  ])('Null %s', (value, present, missing) => {
    expect(decisions('Null', [value], 'a', undefined)).toEqual([present, missing]);
  });

  it.each([
    ['StringEquals', KEPT_OUT, KEPT_OUT],
    ['StringNotEquals', LET_IN, LET_IN],
    ['StringLikeIfExists', KEPT_OUT, LET_IN],
    ['ForAllValues:StringLike', KEPT_OUT, LET_IN],
    ['ForAnyValue:StringNotLike', LET_IN, KEPT_OUT],
    ['NumericEquals', KEPT_OUT, KEPT_OUT],
    ['Null', KEPT_OUT, KEPT_OUT],
  ])('%s with an empty list', (operator, present, missing) => {
    expect(decisions(operator, [], 'a', undefined)).toEqual([present, missing]);
  });
});
