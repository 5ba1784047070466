import { describe, expect, it } from '@jest/globals';
import { conditionOutcome, tokenlessOutcome } from '../../../../policies/acceptance/outcome.ts';
import { read } from '../conditions/read.ts';

const NOTHING = new Set<string>();
const SESSION = 'sts:RoleSessionName';
const DODGED = new Set([SESSION.toLowerCase()]);

function forBoth(operator: string, key: string, values: readonly string[], dodged = NOTHING): string[] {
  return (['Allow', 'Deny'] as const).map((effect) =>
    tokenlessOutcome(read(operator, values, { key, effect }), dodged),
  );
}

describe('conditionOutcome', () => {
  it.each([
    ['gitlab.com:sub', { sub: 'a' }, 'yes'],
    ['gitlab.com:sub', { sub: 'b' }, 'no'],
    ['gitlab.com:sub', { aud: 'a' }, 'no'],
    ['gitlab.com:aud', { aud: 'a' }, 'yes'],
    ['gitlab.com:aud', { aud: 'b', sub: 'a' }, 'no'],
    ['gitlab.com:aud', {}, 'no'],
    ['gitlab.com:project_id', { project_id: 'a' }, 'yes'],
    ['gitlab.com:project_id', {}, 'no'],
    ['gitlab.com:subject', { subject: 'a' }, 'no'],
    ['aws:SourceIp', {}, 'requires'],
    [SESSION, {}, 'yes'],
  ])('asks %s of %j: %s', (key, claims, outcome) => {
    expect(conditionOutcome(read('StringEquals', ['a'], { key }), claims, NOTHING)).toBe(outcome);
  });

  it('takes a claim that is missing for absent, and a subject that is missing for empty', () => {
    const negated = (key: string): string =>
      conditionOutcome(read('StringNotEquals', ['a'], { key }), {}, NOTHING);
    expect(['gitlab.com:project_id', 'gitlab.com:sub', 'gitlab.com:x'].map(negated)).toEqual([
      'yes',
      'yes',
      'yes',
    ]);
    expect(conditionOutcome(read('StringEquals', ['']), {}, NOTHING)).toBe('yes');
  });

  it('passes on what is dodged', () => {
    const condition = read('StringEquals', ['a'], { key: SESSION, effect: 'Deny' });
    expect(conditionOutcome(condition, {}, DODGED)).toBe('no');
    expect(conditionOutcome(condition, {}, NOTHING)).toBe('requires');
  });
});

describe('tokenlessOutcome', () => {
  it.each([
    ['StringEquals', 'other:key', ['no', 'no']],
    ['StringNotEquals', 'other:key', ['yes', 'yes']],
    ['StringMatches', 'other:key', ['unknown', 'unknown']],
    ['StringMatches', 'aws:SourceIp', ['unknown', 'unknown']],
    ['IpAddress', 'aws:SourceIp', ['requires', 'requires']],
    ['NotIpAddress', 'aws:SourceIp', ['requires', 'requires']],
    ['StringEqualsIfExists', 'aws:SourceVpc', ['requires', 'requires']],
    ['StringEquals', SESSION, ['yes', 'requires']],
    ['StringNotLike', 'aws:UserAgent', ['yes', 'requires']],
    ['DateLessThan', 'aws:CurrentTime', ['yes', 'requires']],
    ['Bool', 'aws:SecureTransport', ['yes', 'requires']],
  ])('%s %s: %j', (operator, key, outcomes) => {
    expect(forBoth(operator, key, ['a'])).toEqual(outcomes);
  });

  it.each([
    ['StringEquals', ['no', 'no']],
    ['ForAnyValue:StringEquals', ['no', 'no']],
    ['StringEqualsIfExists', ['requires', 'requires']],
    ['ForAllValues:StringEquals', ['requires', 'requires']],
    ['StringNotEquals', ['requires', 'requires']],
  ])('an empty list under %s, of a key that nobody knows: %j', (operator, outcomes) => {
    expect(forBoth(operator, 'aws:SourceVpc', [])).toEqual(outcomes);
  });

  it('an empty list of a key that is the caller’s', () => {
    expect(forBoth('StringEquals', SESSION, [])).toEqual(['no', 'no']);
    expect(forBoth('StringNotEquals', SESSION, [])).toEqual(['yes', 'requires']);
    expect(forBoth('StringNotEquals', SESSION, [], DODGED)).toEqual(['yes', 'requires']);
  });

  it.each([
    ['StringEquals', ['a'], 'no'],
    ['StringEquals', ['some-session'], 'no'],
    ['StringEqualsIgnoreCase', ['a', 'b'], 'no'],
    ['StringLike', ['a*'], 'no'],
    ['StringLike', ['*a*'], 'no'],
    ['StringLike', ['??*'], 'requires'],
    ['StringNotEquals', ['deploy'], 'no'],
    ['StringNotEquals', ['a'], 'requires'],
    ['StringNotEquals', ['not allowed'], 'requires'],
    ['StringNotEquals', ['x'.repeat(64)], 'no'],
    ['StringNotEquals', ['x'.repeat(65)], 'requires'],
    ['StringNotLike', ['deploy-*'], 'no'],
    ['StringNotLike', ['??'], 'no'],
    ['StringNotLike', ['a=+@_,.-*'], 'no'],
    ['NumericEquals', ['1'], 'requires'],
    ['Bool', ['true'], 'requires'],
    ['ArnEquals', ['x'], 'requires'],
    ['Null', ['false'], 'requires'],
  ])('a Deny by %s %j on a key that is dodged: %s', (operator, values, outcome) => {
    expect(forBoth(operator, SESSION, values, DODGED)[1]).toBe(outcome);
    expect(forBoth(operator, SESSION, values)[1]).toBe('requires');
  });

  it.each([
    ['StringLike', ['*'], 'yes'],
    ['StringLikeIfExists', ['a', '*'], 'yes'],
    ['StringLike', ['**'], 'requires'],
    ['stringlike', ['*'], 'requires'],
    ['StringEquals', ['*'], 'requires'],
    ['ArnLike', ['*'], 'requires'],
  ])('every session has a name: a Deny by %s %j: %s', (operator, values, outcome) => {
    expect(forBoth(operator, SESSION, values)[1]).toBe(outcome);
    expect(forBoth(operator, 'aws:UserAgent', values)[1]).toBe('requires');
  });

  it('a name is no star by negation', () => {
    expect(forBoth('StringNotLike', SESSION, ['*'])[1]).toBe('requires');
  });

  it.each([
    ['false', 'no'],
    ['true', 'requires'],
    ['maybe', 'requires'],
  ])('STS is reached by TLS only: a Deny where aws:SecureTransport is %s: %s', (value, outcome) => {
    expect(forBoth('Bool', 'AWS:securetransport', [value])).toEqual(['yes', outcome]);
    expect(forBoth('Bool', 'aws:SourceVpc', [value])).toEqual(['requires', 'requires']);
  });

  it('finds a dodged key in whatever case', () => {
    expect(forBoth('StringEquals', 'STS:ROLESESSIONNAME', ['a'], DODGED)).toEqual(['yes', 'no']);
    expect(forBoth('StringEquals', 'aws:UserAgent', ['a'], DODGED)).toEqual(['yes', 'requires']);
  });
});
