import { describe, expect, it } from '@jest/globals';
import { outcomeFor } from '../../../../policies/conditions/constraint.ts';
import type { Outcome } from '../../../../policies/conditions/doubt.ts';
import { read } from './read.ts';

function forBoth(operator: string, values: readonly string[], text: string): Outcome[] {
  return (['Allow', 'Deny'] as const).map((effect) => outcomeFor(read(operator, values, { effect }), text));
}

const PREFIXES = ['', 'ForAnyValue:', 'ForAllValues:'];
const SUFFIXES = ['', 'IfExists'];
const FORMS = PREFIXES.flatMap((prefix) => SUFFIXES.map((suffix): [string, string] => [prefix, suffix]));

describe.each(FORMS)('outcomeFor a text that is there, %s…%s', (prefix, suffix) => {
  it.each([
    ['StringEquals', ['a', 'b'], 'b', 'yes'],
    ['StringEquals', ['a'], 'A', 'no'],
    ['StringEquals', ['a*'], 'ab', 'no'],
    ['StringEquals', ['a*'], 'a*', 'yes'],
    ['StringEquals', [], 'a', 'no'],
    ['StringNotEquals', ['a', 'b'], 'c', 'yes'],
    ['StringNotEquals', ['a', 'b'], 'b', 'no'],
    ['StringNotEquals', [], 'a', 'yes'],
    ['StringEqualsIgnoreCase', ['aB'], 'Ab', 'yes'],
    ['StringEqualsIgnoreCase', ['aB'], 'Abc', 'no'],
    ['StringEqualsIgnoreCase', ['a*'], 'ab', 'no'],
    ['StringEqualsIgnoreCase', ['k'], '\u212A', 'unknown'],
    ['StringNotEqualsIgnoreCase', ['aB'], 'Ab', 'no'],
    ['StringNotEqualsIgnoreCase', ['aB'], 'c', 'yes'],
    ['StringNotEqualsIgnoreCase', ['k'], '\u212A', 'unknown'],
    ['StringLike', ['a*'], 'ab', 'yes'],
    ['StringLike', ['a?', 'x'], 'a', 'no'],
    ['StringLike', ['A*'], 'ab', 'no'],
    ['StringLike', [], 'a', 'no'],
    ['StringNotLike', ['a*', 'b'], 'c', 'yes'],
    ['StringNotLike', ['a*', 'b'], 'ab', 'no'],
    ['StringNotLike', [], 'a', 'yes'],
    ['NumericEquals', ['2'], '2', 'yes'],
    ['NumericEquals', ['2'], '2.0', 'yes'],
    ['NumericEquals', ['2'], '3', 'no'],
    ['NumericEquals', ['1', '3'], '3', 'yes'],
    ['NumericEquals', ['2'], 'x', 'no'],
    ['NumericEquals', [], '2', 'no'],
    ['NumericNotEquals', ['2'], '3', 'yes'],
    ['NumericNotEquals', ['2'], '2', 'no'],
    ['NumericNotEquals', ['2'], 'x', 'yes'],
    ['NumericLessThan', ['2'], '-1', 'yes'],
    ['NumericLessThan', ['2'], '2', 'no'],
    ['NumericLessThanEquals', ['2'], '2', 'yes'],
    ['NumericGreaterThan', ['2'], '2', 'no'],
    ['NumericGreaterThan', ['2'], '2.5', 'yes'],
    ['NumericGreaterThan', ['2'], '2.25', 'yes'],
    ['NumericEquals', ['2.25'], '2.250', 'yes'],
    ['NumericGreaterThanEquals', ['2'], '+2', 'yes'],
    ['Bool', ['true'], 'TRUE', 'yes'],
    ['Bool', ['true'], 'false', 'no'],
    ['Bool', ['True', 'false'], 'false', 'yes'],
    ['Bool', ['false'], 'False', 'yes'],
    ['Bool', ['true'], 'yes', 'no'],
    ['Bool', ['false'], '', 'no'],
  ] as const)('%s %j, %j: %s', (operator, values, text, outcome) => {
    expect(forBoth(`${prefix}${operator}${suffix}`, values, text)).toEqual([outcome, outcome]);
  });

  it.each([
    ['NumericEquals', ['two']],
    ['NumericEquals', ['2', '']],
    ['NumericEquals', ['2.']],
    ['NumericEquals', ['.5']],
    ['NumericEquals', ['1e2']],
    ['NumericEquals', ['2 ']],
    ['NumericEquals', [' 2']],
    ['Bool', ['yes']],
    ['Bool', ['true', '1']],
    ['DateEquals', ['x']],
    ['DateNotEquals', ['x']],
    ['BinaryEquals', ['x']],
    ['IpAddress', ['x']],
    ['NotIpAddress', []],
  ] as const)('%s %j is unknown', (operator, values) => {
    expect(forBoth(`${prefix}${operator}${suffix}`, values, '2')).toEqual(['unknown', 'unknown']);
  });

  it.each(['StringMatches', 'Strings', ''])('an operator %j that IAM does not have is unknown', (name) => {
    expect(forBoth(`${prefix}${name}${suffix}`, ['a'], 'a')).toEqual(['unknown', 'unknown']);
  });

  it('lets an odd case in as it says, and leaves unknown what it keeps out', () => {
    expect(forBoth(`${prefix}stringlike${suffix}`, ['a*'], 'ab')).toEqual(['yes', 'unknown']);
    expect(forBoth(`${prefix}stringlike${suffix}`, ['a*'], 'b')).toEqual(['unknown', 'unknown']);
    expect(forBoth(`${prefix}STRINGNOTLIKE${suffix}`, ['a*'], 'b')).toEqual(['yes', 'unknown']);
    expect(forBoth(`${prefix}STRINGNOTLIKE${suffix}`, ['a*'], 'ab')).toEqual(['unknown', 'unknown']);
  });
});

describe('outcomeFor Null, where the key is there', () => {
  it.each([
    [['true'], 'no'],
    [['TRUE'], 'no'],
    [['false'], 'yes'],
    [['False'], 'yes'],
    [['true', 'false'], 'yes'],
    [[], 'no'],
    [['maybe'], 'unknown'],
    [['true', 'maybe'], 'unknown'],
    [['false', 'maybe'], 'yes'],
  ] as const)('%j: %s', (values, outcome) => {
    expect(forBoth('Null', values, 'a')).toEqual([outcome, outcome]);
  });
});

describe('outcomeFor an ARN operator', () => {
  const arn = 'arn:aws:iam::1:role/x';

  it.each([
    [['arn:aws:iam::1:role/*'], arn, 'yes'],
    [['arn:*:iam::1:role/x'], arn, 'yes'],
    [['arn:?ws:iam::1:role/x'], arn, 'yes'],
    [['arn:aws:iam::1:role/*'], 'arn:aws:iam::1:role/x:y', 'yes'],
    [['arn:*:1:*:*:*'], 'arn:aws:x:1:a:b:c', 'no'],
    [['arn:*:1:*:*:role'], 'arn:aws:1:a:b:role', 'yes'],
    [['arn:a?s:b:c:d:e'], 'arn:a:s:b:c:d:e', 'no'],
    [['arn:aws:iam::1:ro?e'], 'arn:aws:iam::1:ro:e', 'yes'],
    [['project_path:*'], 'project_path:a:ref:b', 'yes'],
    [['a:b:c:d:*'], 'a:b:c:d:e:f', 'yes'],
    [['x'], arn, 'no'],
    [[], arn, 'no'],
  ] as const)('takes an Allow by the word: %j, %s: %s', (values, text, outcome) => {
    for (const operator of ['ArnLike', 'ArnEquals']) {
      expect(outcomeFor(read(operator, values), text)).toBe(outcome);
    }
  });

  it.each([
    [['arn:aws:iam::1:role/*'], arn, 'unknown'],
    [['arn:*:role/x'], arn, 'unknown'],
    [['x'], arn, 'no'],
    [[], arn, 'no'],
  ] as const)('lets a Deny hold for sure in no case: %j, %s: %s', (values, text, outcome) => {
    for (const operator of ['ArnLike', 'ArnEquals']) {
      expect(outcomeFor(read(operator, values, { effect: 'Deny' }), text)).toBe(outcome);
    }
  });

  it.each([
    [['x'], ['yes', 'yes']],
    [[], ['yes', 'yes']],
    [['arn:*'], ['unknown', 'unknown']],
    [['arn:*:*:*:*:role'], ['yes', 'yes']],
    [['arn:*:role/x'], ['unknown', 'unknown']],
    [['arn:*:x:y:z:role/x'], ['yes', 'yes']],
    [['arn:*:1:*:*:*'], ['yes', 'yes']],
  ] as const)('negated: %j: %j', (values, outcomes) => {
    for (const operator of ['ArnNotLike', 'ArnNotEquals'])
      expect(forBoth(operator, values, arn)).toEqual(outcomes);
  });

  it('lets a negated Allow out where the wildcard would cross a colon', () => {
    const text = 'arn:aws:x:1:a:b:c';
    expect(forBoth('ArnNotLike', ['arn:*:1:*:*:*'], text)).toEqual(['yes', 'unknown']);
  });
});

describe('outcomeFor policy variables', () => {
  it.each([
    ['StringEquals', '${gitlab.com:sub}', 'yes'],
    ['StringLike', 'a${gitlab.com:sub}', 'no'],
    ['StringNotEquals', '${gitlab.com:sub}', 'no'],
    ['StringNotLike', 'a${gitlab.com:sub}', 'yes'],
    ['StringLike', '${aws:x}', 'requires'],
    ['StringLike', 'b${aws:x}', 'no'],
    ['StringNotLike', '${aws:x}', 'requires'],
    ['StringNotLike', 'b${aws:x}', 'yes'],
    ['StringLike', '${gitlab.com:aud}', 'unknown'],
    ['StringNotLike', '${gitlab.com:aud}', 'unknown'],
    ['StringLike', '${*}', 'no'],
    ['StringEqualsIgnoreCase', '${gitlab.com:SUB}', 'yes'],
    ['ArnLike', '${gitlab.com:sub}', 'yes'],
  ] as const)('%s %s for an Allow: %s', (operator, value, outcome) => {
    expect(outcomeFor(read(operator, [value]), 'a')).toBe(outcome);
  });

  it('lets one value that matches for sure outweigh one in doubt', () => {
    expect(outcomeFor(read('StringLike', ['${aws:x}', 'a']), 'a')).toBe('yes');
    expect(outcomeFor(read('StringNotLike', ['${aws:x}', 'a']), 'a')).toBe('no');
    expect(outcomeFor(read('StringLike', ['a${gitlab.com:sub}', 'a']), 'a')).toBe('yes');
  });

  it('takes variables by the letter in an old document', () => {
    const old = { hasVariables: false };
    expect(outcomeFor(read('StringEquals', ['${gitlab.com:sub}'], old), 'a')).toBe('no');
    expect(outcomeFor(read('StringEquals', ['${gitlab.com:sub}'], old), '${gitlab.com:sub}')).toBe('yes');
  });

  it.each(['NumericEquals', 'Bool'])('expands none under %s', (operator) => {
    expect(read(operator, ['${gitlab.com:sub}']).values).toMatchObject([{ kind: 'elements' }]);
    expect(outcomeFor(read(operator, ['${gitlab.com:sub}']), '1')).toBe('unknown');
  });
});
