import { describe, expect, it } from '@jest/globals';
import { constraintOf, satisfies, type Constraint } from '../../../../policies/conditions/constraint.ts';
import { IF_REQUIRED, PERHAPS, SURELY, UNLESS_REQUIRED } from '../../../../policies/conditions/doubt.ts';
import {
  literalPattern,
  patternOf,
  RUN,
  RUN_IN_PART,
  wildcardPattern,
} from '../../../../policies/patterns/pattern.ts';
import { read } from './read.ts';

const READINGS = [SURELY, IF_REQUIRED, UNLESS_REQUIRED, PERHAPS];

function kinds(operator: string, values: readonly string[], effect: 'Allow' | 'Deny' = 'Allow'): string[] {
  return READINGS.map((reading) => constraintOf(read(operator, values, { effect }), reading).kind);
}

describe('readCondition', () => {
  it('reads operator, key and values for the issuer', () => {
    expect(read('StringLike', ['a*'], { key: 'GitLab.com:SUB', effect: 'Deny' })).toMatchObject({
      effect: 'Deny',
      condition: { operator: 'StringLike', key: 'GitLab.com:SUB', values: ['a*'] },
      operator: { exactCase: true },
      key: { kind: 'subject' },
      values: [{ kind: 'elements', elements: [97, RUN] }],
    });
  });

  it('compares the name of its own key without case', () => {
    const own = read('StringEquals', ['${GitLab.com:sub}'], { key: 'GITLAB.com:sub' });
    expect(own.values).toEqual([{ kind: 'always' }]);
  });

  it.each([
    ['StringLike', RUN],
    ['ArnEquals', RUN],
    ['ArnNotLike', RUN],
    ['StringEquals', 42],
    ['StringEqualsIgnoreCase', 42],
    ['StringMatches', 42],
  ])('%s reads a star as %d', (operator, element) => {
    expect(read(operator, ['*']).values).toMatchObject([{ elements: [element] }]);
  });
});

const folds = (operator: string): unknown[] =>
  READINGS.map((reading) => {
    const constraint = constraintOf(read(operator, ['A']), reading);
    return 'patterns' in constraint && constraint.patterns.map((each) => each.fold);
  });

describe('constraintOf', () => {
  it.each<[string, readonly string[], Constraint]>([
    ['StringEquals', ['a'], { kind: 'some', patterns: [literalPattern('a')] }],
    ['StringNotEquals', ['a'], { kind: 'no', patterns: [literalPattern('a')] }],
    ['StringLike', ['a*', 'b'], { kind: 'some', patterns: [wildcardPattern('a*'), literalPattern('b')] }],
    ['StringEquals', [], { kind: 'none' }],
    ['StringNotEquals', [], { kind: 'all' }],
    ['StringLike', ['x', '${gitlab.com:sub}'], { kind: 'all' }],
    ['StringNotLike', ['x', '${gitlab.com:sub}'], { kind: 'none' }],
    ['StringLike', ['x${gitlab.com:sub}'], { kind: 'none' }],
    ['StringNotLike', ['x${gitlab.com:sub}'], { kind: 'all' }],
    ['ArnLike', ['a:*'], { kind: 'some', patterns: [wildcardPattern('a:*')] }],
    [
      'ArnLike',
      ['a:*:c:d:e:*'],
      {
        kind: 'some',
        patterns: [patternOf([97, 58, RUN_IN_PART, 58, 99, 58, 100, 58, 101, 58, RUN], 'none')],
      },
    ],
    ['Null', ['false'], { kind: 'all' }],
    ['Null', ['true'], { kind: 'none' }],
  ])('%s %j', (operator, values, constraint) => {
    const found = READINGS.map((reading) => constraintOf(read(operator, values), reading));
    expect(found).toEqual(READINGS.map(() => constraint));
  });

  it('folds with the larger alphabet where more is to hold', () => {
    expect(folds('StringEqualsIgnoreCase')).toEqual([['ascii'], ['ascii'], ['full'], ['full']]);
    expect(folds('StringNotEqualsIgnoreCase')).toEqual([['full'], ['full'], ['ascii'], ['ascii']]);
  });

  it.each([
    ['StringLike', ['${aws:x}'], ['none', 'some', 'none', 'some']],
    ['StringLike', ['${gitlab.com:aud}'], ['none', 'none', 'some', 'some']],
    ['StringNotLike', ['${aws:x}'], ['no', 'all', 'no', 'all']],
    ['StringNotLike', ['${gitlab.com:aud}'], ['no', 'no', 'all', 'all']],
    ['StringMatches', ['a'], ['none', 'none', 'all', 'all']],
    ['stringlike', ['a'], ['some', 'some', 'all', 'all']],
    ['IpAddress', ['a'], ['none', 'none', 'all', 'all']],
    ['NumericEquals', ['a'], ['none', 'none', 'all', 'all']],
    ['NumericEquals', ['1'], ['test', 'test', 'test', 'test']],
    ['ArnNotLike', ['a'], ['no', 'no', 'all', 'all']],
    ['Null', ['maybe'], ['none', 'none', 'all', 'all']],
  ])('%s %j in every reading: %j', (operator, values, constraints) => {
    expect(kinds(operator, values)).toEqual(constraints);
  });

  it.each([
    ['StringLike', ['a'], ['some', 'some', 'some', 'some']],
    ['stringlike', ['a'], ['none', 'none', 'all', 'all']],
    ['ArnLike', ['a'], ['none', 'none', 'some', 'some']],
    ['ArnNotLike', ['a'], ['no', 'no', 'all', 'all']],
  ])('%s %j of a Deny in every reading: %j', (operator, values, constraints) => {
    expect(kinds(operator, values, 'Deny')).toEqual(constraints);
  });
});

describe('satisfies', () => {
  it.each<[Constraint, boolean]>([
    [{ kind: 'all' }, true],
    [{ kind: 'none' }, false],
    [{ kind: 'some', patterns: [literalPattern('b'), literalPattern('a')] }, true],
    [{ kind: 'some', patterns: [literalPattern('b')] }, false],
    [{ kind: 'no', patterns: [literalPattern('b')] }, true],
    [{ kind: 'no', patterns: [literalPattern('b'), literalPattern('a')] }, false],
    [{ kind: 'test', holds: (text) => text === 'a' }, true],
    [{ kind: 'test', holds: (text) => text === 'b' }, false],
  ])('%j: %s', (constraint, isSatisfied) => {
    expect(satisfies(constraint, 'a')).toBe(isSatisfied);
  });
});
