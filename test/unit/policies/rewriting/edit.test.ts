import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Statement } from '../../../../policies/document/trust-policy.ts';
import {
  freeOperator,
  replaceStatements,
  splitPrincipal,
  withCondition,
  withoutCondition,
  withoutSid,
  withPrincipal,
} from '../../../../policies/rewriting/edit.ts';
import { allow, decoded, policyOf, providerArn } from '../parts.ts';

const [ONE, TWO] = [allow(undefined, { Sid: '1' }), allow(undefined, { Sid: '2' })] as const;
const NEW: JsonObject = { Sid: 'new' };

describe('replaceStatements', () => {
  const document = { Id: 'x', Statement: [ONE, TWO], Version: '2012-10-17' };

  it.each<[string, readonly JsonObject[] | undefined, readonly JsonObject[]]>([
    ['keeps', undefined, [ONE, TWO]],
    ['removes', [], [TWO]],
    ['replaces', [NEW], [NEW, TWO]],
    ['splits', [NEW, ONE], [NEW, ONE, TWO]],
  ])('%s a statement and leaves the rest as it was', (_, replacement, statements) => {
    const after = replaceStatements(decoded(document), ({ index }) =>
      index === 0 ? replacement : undefined,
    );
    expect(JSON.stringify(after)).toBe(JSON.stringify({ ...document, Statement: statements }));
  });

  it('keeps a single statement without brackets, as long as it is one', () => {
    const single = decoded({ Statement: ONE });
    expect(replaceStatements(single, () => undefined)).toEqual({ Statement: ONE });
    expect(replaceStatements(single, () => [NEW])).toEqual({ Statement: NEW });
    expect(replaceStatements(single, () => [])).toEqual({ Statement: [] });
    expect(replaceStatements(single, () => [NEW, ONE])).toEqual({ Statement: [NEW, ONE] });
    expect(replaceStatements(decoded({ Statement: [ONE] }), () => [NEW])).toEqual({ Statement: [NEW] });
  });

  it('leaves the document that it was given alone', () => {
    const before = JSON.stringify(document);
    replaceStatements(decoded(document), () => []);
    expect(JSON.stringify(document)).toBe(before);
  });
});

const isOurs = (issuer: string): boolean => issuer === 'gitlab.com';

function split(principal: JsonObject): unknown {
  const [statement] = policyOf(allow(undefined, { Principal: principal })).statements;
  return splitPrincipal(statement as Statement, isOurs);
}

describe('splitPrincipal', () => {
  const [ours, other, third] = [providerArn(), providerArn('a.b'), 'cognito-identity.amazonaws.com'] as const;

  it.each<[string, JsonObject, readonly string[], JsonObject | undefined]>([
    ['ours alone', { Federated: ours }, [ours], undefined],
    ['ours in a list', { Federated: [ours] }, [ours], undefined],
    ['ours and another', { Federated: [ours, other] }, [ours], { Federated: other }],
    ['ours and two others', { Federated: [other, ours, third] }, [ours], { Federated: [other, third] }],
    ['ours and AWS', { AWS: ['a', 'b'], Federated: ours }, [ours], { AWS: ['a', 'b'] }],
    ['ours and a list of one', { AWS: ['a'], Federated: ours }, [ours], { AWS: ['a'] }],
    [
      'ours, another and a service',
      { Federated: [ours, other], Service: 's' },
      [ours],
      { Federated: other, Service: 's' },
    ],
    ['a bare issuer', { Federated: ['gitlab.com', third] }, ['gitlab.com'], { Federated: third }],
    ['none of ours', { Federated: other }, [], { Federated: other }],
    ['nobody federated', { AWS: '*' }, [], { AWS: '*' }],
    ['nobody', {}, [], undefined],
  ])('%s', (_, principal, mine, others) => {
    expect(split(principal)).toEqual({ ours: mine, others });
  });

  it('keeps the order of types', () => {
    const result = split({ Service: 's', Federated: [other, ours], AWS: 'a' }) as {
      readonly others: JsonObject;
    };
    expect(Object.keys(result.others)).toEqual(['Service', 'Federated', 'AWS']);
  });

  it.each<[string, JsonObject]>([
    ['a star', { Federated: providerArn('*') }],
    ['a question mark', { Federated: [ours, providerArn('gitla?.com')] }],
  ])('cannot tell %s apart', (_, principal) => {
    expect(split(principal)).toBeUndefined();
  });

  it('cannot tell everybody or NotPrincipal apart', () => {
    const everybody = policyOf(allow(undefined, { Principal: '*' })).statements[0] as Statement;
    expect(splitPrincipal(everybody, isOurs)).toBeUndefined();
    const without = { Effect: 'Allow', NotPrincipal: { Federated: ours }, Action: 'sts:*' };
    expect(splitPrincipal(policyOf(without).statements[0] as Statement, isOurs)).toBeUndefined();
  });
});

describe('withPrincipal and withoutSid', () => {
  it('change one element', () => {
    const statement = { Sid: 'a', Principal: '*', Action: 'b' };
    expect(JSON.stringify(withPrincipal(statement, { AWS: 'x' }))).toBe(
      '{"Sid":"a","Principal":{"AWS":"x"},"Action":"b"}',
    );
    expect(JSON.stringify(withoutSid(statement))).toBe('{"Principal":"*","Action":"b"}');
    expect(withoutSid({ Action: 'b' })).toEqual({ Action: 'b' });
  });
});

describe('withCondition', () => {
  const condition = { A: { k: 'x', l: ['y'] }, B: { m: 1 } };

  it.each<[string, readonly string[], JsonObject]>([
    ['a new operator', ['C', 'k', 'z'], { ...condition, C: { k: 'z' } }],
    ['a new key', ['B', 'k', 'z'], { ...condition, B: { m: 1, k: 'z' } }],
    ['other values', ['A', 'k', 'z', 'w'], { ...condition, A: { k: ['z', 'w'], l: ['y'] } }],
  ])('writes %s and leaves the rest in place', (_, [operator = '', key = '', ...values], expected) => {
    const after = withCondition(allow(condition), operator, key, values);
    expect(JSON.stringify(after)).toBe(JSON.stringify(allow(expected)));
  });

  it('writes the first condition', () => {
    expect(withCondition({ Sid: 'a' }, 'A', 'k', ['x'])).toEqual({ Sid: 'a', Condition: { A: { k: 'x' } } });
    expect(withCondition({}, 'A', 'k', [])).toEqual({ Condition: { A: { k: [] } } });
  });

  it('writes a name as it is, also one that means something else to an object', () => {
    const after = withCondition({}, '__proto__', '__proto__', ['x']);
    expect(JSON.stringify(after)).toBe('{"Condition":{"__proto__":{"__proto__":"x"}}}');
    expect(JSON.stringify(withCondition(after, '__proto__', '__proto__', ['y']))).toBe(
      '{"Condition":{"__proto__":{"__proto__":"y"}}}',
    );
  });
});

describe('withoutCondition', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['one of two keys', { A: { k: 'x', l: 'y' }, B: { k: 'z' } }, { A: { l: 'y' }, B: { k: 'z' } }],
    ['the only key, with its operator', { A: { k: 'x' }, B: { k: 'z' } }, { B: { k: 'z' } }],
    ['nothing where the key is not there', { A: { K: 'x' } }, { A: { K: 'x' } }],
    ['nothing where the operator holds no keys', { A: 'k', B: { k: 'z' } }, { A: 'k', B: { k: 'z' } }],
  ])('takes out %s', (_, before, after) => {
    expect(JSON.stringify(withoutCondition(allow(before), 'A', 'k'))).toBe(JSON.stringify(allow(after)));
  });

  it('leaves a statement without conditions as it is', () => {
    expect(withoutCondition({ Sid: 'a' }, 'A', 'k')).toEqual({ Sid: 'a' });
    expect(withoutCondition({ Condition: [] }, 'A', 'k')).toEqual({ Condition: [] });
  });
});

describe('freeOperator', () => {
  it.each<[string, JsonObject, string | undefined]>([
    ['the first where there is no condition', {}, 'A'],
    ['the first where the key stands under others', { C: { k: 'x' } }, 'A'],
    ['the first where it has other keys only', { A: { l: 'x' } }, 'A'],
    ['the second where the first has the key', { A: { k: 'x' } }, 'B'],
    ['the second where the first has it beside another', { A: { l: 'x', k: 'y', m: 'z' } }, 'B'],
    ['the second where the first has it in another case', { a: { K: 'x' } }, 'B'],
    ['the first where it holds no keys', { A: 'k', B: { k: 'x' } }, 'A'],
    ['none where both have the key', { A: { k: 'x' }, B: { k: 'x' } }, undefined],
  ])('returns %s', (_, condition, operator) => {
    expect(freeOperator(allow(condition), 'k', ['A', 'B'])).toBe(operator);
  });

  it('returns the first for a statement whose conditions are not known', () => {
    expect(freeOperator({ Condition: 'k' }, 'k', ['A', 'B'])).toBe('A');
    expect(freeOperator({}, 'k', ['A', 'B'])).toBe('A');
  });
});
