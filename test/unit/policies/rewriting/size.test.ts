import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { encodeTrustPolicy } from '../../../../policies/document/encode.ts';
import { DEFAULT_QUOTA, mostOf, quotaFor, sizeOf } from '../../../../policies/rewriting/size.ts';

describe('sizeOf', () => {
  it('counts the characters of the minified text', () => {
    expect(sizeOf({})).toBe(2);
    expect(sizeOf({ a: ['b', 1] })).toBe('{"a":["b",1]}'.length);
  });

  it('does not count white space, wherever it stands', () => {
    expect(sizeOf({ 'a b': ' c  d ' })).toBe('{"ab":"cd"}'.length);
  });

  it('counts what is escaped as it is written', () => {
    expect(sizeOf({ a: '\n' })).toBe('{"a":"\\n"}'.length);
    expect(sizeOf({ a: 'é' })).toBe('{"a":"é"}'.length);
    expect(sizeOf({ a: 'ł' })).toBe('{"a":"\\u0142"}'.length);
  });
});

describe('mostOf', () => {
  const plain = { a: ['b', 'c d'], e: { f: 'arn:aws:iam::1:oidc-provider/x' } };

  it.each<Json>([
    plain,
    { a: [] },
    { 'é"': 'ł' },
    { a: '\n\\"\u0001\ud83d' },
    { a: '\u007f\u0080ÿĀ\u2028' },
    { a: [-1.7976931348623157e308, true, null] },
    [{}, [], ''],
  ])('of %j is no less than it is encoded', (json) => {
    expect(mostOf(json)).toBeGreaterThanOrEqual(encodeTrustPolicy(json as JsonObject).length);
  });

  it('is little more where nothing is escaped', () => {
    expect(mostOf(plain) - JSON.stringify(plain).length).toBeLessThanOrEqual(5);
  });
});

describe('quotaFor', () => {
  const large = { a: 'x'.repeat(3000) };

  it('is the account’s, where it is known', () => {
    expect(quotaFor({}, 4096)).toBe(4096);
    expect(quotaFor(large, 2048)).toBe(2048);
    expect(quotaFor(large, 0)).toBe(0);
  });

  it('is the default one, or what is stored already', () => {
    expect(DEFAULT_QUOTA).toBe(2048);
    expect(quotaFor({}, undefined)).toBe(2048);
    expect(quotaFor({ a: 'x'.repeat(2041) }, undefined)).toBe(2049);
    expect(quotaFor(large, undefined)).toBe(3008);
  });
});
