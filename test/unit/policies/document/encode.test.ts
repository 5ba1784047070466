import { describe, expect, it } from '@jest/globals';
import { canonicalText, encodeTrustPolicy, isSameTrustPolicy } from '../../../../policies/document/encode.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';

const STATEMENT: JsonObject = {
  Sid: 'a',
  Effect: 'Allow',
  Principal: { AWS: ['111122223333', '444455556666'], Service: 'lambda.amazonaws.com' },
  Action: ['sts:A', 'sts:B'],
  Condition: { StringEquals: { k: ['x', 'y'], l: 'z' } },
};

function documentOf(fields: JsonObject, more: JsonObject = {}): JsonObject {
  return { Version: '2012-10-17', Statement: [{ ...STATEMENT, ...fields }], ...more };
}

const SAMPLE = documentOf({});

describe('encodeTrustPolicy', () => {
  it('writes JSON without space and keeps the order', () => {
    expect(encodeTrustPolicy({ b: [1, 'x'], a: {} })).toBe('{"b":[1,"x"],"a":{}}');
  });

  it.each([
    ['Ā', '\\u0100'],
    ['ł', '\\u0142'],
    ['ώ', '\\u03ce'],
    ['\u2028', '\\u2028'],
    ['😀', '\\ud83d\\ude00'],
    ['\ud83d', '\\ud83d'],
    ['\ufeff\uffff', '\\ufeff\\uffff'],
    ['xłyłz', 'x\\u0142y\\u0142z'],
    ['\t\n\r', '\\t\\n\\r'],
    ['\u0000\u001f', '\\u0000\\u001f'],
  ])('escapes %j, which IAM does not take, in names and values', (text, escaped) => {
    expect(encodeTrustPolicy({ [text]: [text] })).toBe(`{"${escaped}":["${escaped}"]}`);
  });

  it.each([' ', '~', '\u007f', '\u0080', '\u00a0', 'é', 'ÿ'])('leaves %j as it is', (text) => {
    expect(encodeTrustPolicy({ [text]: text })).toBe(`{"${text}":"${text}"}`);
  });

  it('means the same document', () => {
    const document = { 'ł\ud83d': ['😀', '\\u0142', '"'], é: { '\u2029': null } };
    expect(JSON.parse(encodeTrustPolicy(document))).toEqual(document);
  });
});

describe('isSameTrustPolicy', () => {
  it.each<[string, Json]>([
    ['another order of elements', { Statement: SAMPLE['Statement'] as Json, Version: '2012-10-17' }],
    ['another order of actions', documentOf({ Action: ['sts:B', 'sts:A'] })],
    ['an action twice', documentOf({ Action: ['sts:B', 'sts:A', 'sts:B'] })],
    ['another order of values', documentOf({ Condition: { StringEquals: { l: 'z', k: ['y', 'x'] } } })],
    ['a list of one', documentOf({ Condition: { StringEquals: { k: ['x', 'y'], l: ['z'] } } })],
    ['a statement without brackets', { Version: '2012-10-17', Statement: STATEMENT }],
    ['a statement twice', { Version: '2012-10-17', Statement: [STATEMENT, STATEMENT] }],
    [
      'root ARNs',
      documentOf({
        Principal: {
          Service: ['lambda.amazonaws.com'],
          AWS: ['arn:aws:iam::444455556666:root', 'arn:aws-cn:iam::111122223333:root'],
        },
      }),
    ],
    [
      'an account as id and as ARN',
      documentOf({
        Principal: {
          AWS: ['111122223333', '444455556666', 'arn:aws:iam::111122223333:root'],
          Service: 'lambda.amazonaws.com',
        },
      }),
    ],
  ])('takes %s for the same', (_, other) => {
    expect(isSameTrustPolicy(SAMPLE, other)).toBe(true);
    expect(isSameTrustPolicy(other, SAMPLE)).toBe(true);
  });

  it.each<[string, JsonObject]>([
    ['another Sid', documentOf({ Sid: 'b' })],
    ['another effect', documentOf({ Effect: 'Deny' })],
    ['another version', documentOf({}, { Version: '2008-10-17' })],
    ['one more element', documentOf({}, { Id: 'x' })],
    ['an action less', documentOf({ Action: 'sts:A' })],
    ['a value more', documentOf({ Condition: { StringEquals: { k: ['x', 'y', 'z'], l: 'z' } } })],
    ['another operator', documentOf({ Condition: { StringLike: { k: ['x', 'y'], l: 'z' } } })],
    ['no statement', { Version: '2012-10-17', Statement: [] }],
    ['a principal less', documentOf({ Principal: { AWS: ['111122223333', '444455556666'] } })],
    [
      'another principal',
      documentOf({ Principal: { AWS: ['111122223333'], Service: 'lambda.amazonaws.com' } }),
    ],
    ['everybody', documentOf({ Principal: '*' })],
  ])('tells %s from it', (_, other) => {
    expect(isSameTrustPolicy(SAMPLE, other)).toBe(false);
  });

  it.each<[Json, Json, boolean]>([
    [1, '1', true],
    [[true, 2], ['2', 'true'], true],
    [false, 'true', false],
  ])('reads numbers and booleans as text: %j and %j', (one, other, isSame) => {
    const [first, second] = [one, other].map((k) => documentOf({ Condition: { Bool: { k } } }));
    expect(isSameTrustPolicy(first, second)).toBe(isSame);
  });

  it.each([
    ['arn:aws:iam::111122223333:root', 'AWS', '111122223333', true],
    ['arn:aws-us-gov:iam::111122223333:root', 'AWS', '111122223333', true],
    ['arn:aws:iam::111122223333:root', 'Federated', '111122223333', false],
    ['arn:aws:iam::11112222333:root', 'AWS', '11112222333', false],
    ['arn:aws:iam::111122223333:root/x', 'AWS', '111122223333', false],
    ['xarn:aws:iam::111122223333:root', 'AWS', '111122223333', false],
    ['arn:aws:iam::111122223333:user/root', 'AWS', '111122223333', false],
  ])('takes %s under %s for the account: %s, %s', (arn, type, id, isSame) => {
    const [first, second] = [arn, id].map((value) => documentOf({ Principal: { [type]: value } }));
    expect(isSameTrustPolicy(first, second)).toBe(isSame);
  });

  it('reads NotPrincipal as it reads Principal', () => {
    const [first, second] = [
      ['111122223333', 'b'],
      ['b', 'arn:aws:iam::111122223333:root'],
    ].map((AWS) => ({
      Statement: { Effect: 'Deny', NotPrincipal: { AWS }, Action: 'a' },
    }));
    expect(isSameTrustPolicy(first, second)).toBe(true);
  });

  it('reads text as well, and takes what is no trust policy for nothing', () => {
    expect(isSameTrustPolicy(JSON.stringify(SAMPLE), SAMPLE)).toBe(true);
    expect(isSameTrustPolicy({}, {})).toBe(false);
    expect(isSameTrustPolicy(SAMPLE, {})).toBe(false);
    expect(isSameTrustPolicy({}, SAMPLE)).toBe(false);
  });
});

describe('canonicalText', () => {
  it('spells elements in one order, scalars as lists, statements as a set', () => {
    const document = { Version: 'x', Statement: [{ Sid: 'b', Effect: 'Deny', Action: 2 }], Id: ['b', 'a'] };
    expect(canonicalText(document)).toBe(
      '[[["Id",["a","b"]],["Version",["x"]]],[[["Action",["2"]],["Effect","Deny"],["Sid","b"]]]]',
    );
  });

  it('keeps what is no statement, and principals that are no object', () => {
    expect(canonicalText({ Statement: ['x', { Principal: '*' }] })).toBe('[[],["x",[["Principal","*"]]]]');
  });

  it('reaches into nested objects', () => {
    expect(canonicalText({ Statement: { Condition: { B: { k: 'x' }, A: { k: [2, 1] } } } })).toBe(
      '[[],[[["Condition",[["A",[["k",["1","2"]]]],["B",[["k",["x"]]]]]]]]]',
    );
  });
});
