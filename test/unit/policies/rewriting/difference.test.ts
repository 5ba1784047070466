import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { Statement } from '../../../../policies/document/trust-policy.ts';
import {
  areAlike,
  areSame,
  differenceOf,
  principalsBeyond,
  unmet,
} from '../../../../policies/rewriting/difference.ts';
import { allow, allowSub, deny, policyOf, providerArn } from '../parts.ts';

type Indices = readonly number[];

function read(json: JsonObject): Statement {
  return policyOf(json).statements[0] as Statement;
}

function omit(json: JsonObject, omitted: string): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== omitted));
}

const ONE = allowSub('project_path:a/*');
const TWO = allowSub('project_path:b/*');
const THREE = deny(undefined);

describe('differenceOf', () => {
  it.each<[string, readonly JsonObject[], readonly JsonObject[], Indices, Indices]>([
    ['nothing changed', [ONE, TWO], [ONE, TWO], [], []],
    ['statements change places', [ONE, TWO, THREE], [THREE, ONE, TWO], [], []],
    ['one goes', [ONE, TWO], [TWO], [0], []],
    ['one comes', [ONE], [ONE, TWO], [], [1]],
    ['one becomes another', [ONE, TWO], [ONE, THREE], [1], [1]],
    ['one of two equal ones goes', [ONE, ONE, TWO], [ONE, TWO], [1], []],
    ['an equal one comes', [ONE], [ONE, ONE], [], [1]],
    ['all change', [ONE], [TWO, THREE], [0], [0, 1]],
    ['only a Sid changes', [ONE], [{ ...ONE, Sid: 'a' }], [0], [0]],
    [
      'only brackets, order and the form of an account change',
      [{ ...ONE, Action: ['a', 'b'], Principal: { AWS: '111122223333' } }],
      [{ ...ONE, Action: ['b', 'a'], Principal: { AWS: ['arn:aws:iam::111122223333:root'] } }],
      [],
      [],
    ],
  ])('where %s', (_, before, after, gone, fresh) => {
    const difference = differenceOf(policyOf(...before), policyOf(...after));
    expect(difference.gone.map(({ index }) => index)).toEqual(gone);
    expect(difference.fresh.map(({ index }) => index)).toEqual(fresh);
  });

  it('leaves the documents as they were', () => {
    const [before, after] = [policyOf(ONE, TWO), policyOf(ONE)];
    differenceOf(before, after);
    expect(before.statements.map(({ json }) => json)).toEqual([ONE, TWO]);
    expect(after.statements.map(({ json }) => json)).toEqual([ONE]);
  });
});

describe('areAlike', () => {
  it.each<[string, JsonObject, boolean]>([
    ['Sid', { ...ONE, Sid: 'a' }, true],
    ['principals', { ...ONE, Principal: { AWS: '*' } }, true],
    ['conditions', allow(undefined), true],
    ['conditions, which it has not', TWO, true],
    ['effect', deny(undefined), false],
    ['actions', { ...ONE, Action: 'sts:*' }, false],
    ['an element that is unknown', { ...ONE, Resource: '*' }, false],
  ])('of two statements that differ in %s', (_, other, isAlike) => {
    expect(areAlike(read(ONE), read(other))).toBe(isAlike);
    expect(areAlike(read(other), read(ONE))).toBe(isAlike);
  });

  it('tells NotAction from Action, and not NotPrincipal from Principal', () => {
    const all = { Effect: 'Deny', Principal: { AWS: 'x' }, Action: 'a' };
    expect(areAlike(read(all), read({ Effect: 'Deny', Principal: { AWS: 'x' }, NotAction: 'a' }))).toBe(
      false,
    );
    expect(areAlike(read(all), read({ Effect: 'Deny', NotPrincipal: { AWS: 'x' }, Action: 'a' }))).toBe(true);
  });
});

it('areAlike takes what is not there for nothing else, also where both have as many elements', () => {
  const [one, other] = [read({ ...ONE, X: null }), read({ ...ONE, Y: null })];
  expect([areAlike(one, other), areAlike(other, one), areAlike(one, one)]).toEqual([false, false, true]);
});

describe('principalsBeyond', () => {
  it.each<[Json, Json, readonly [string, string][]]>([
    [{ AWS: ['x', 'y'] }, { AWS: ['y', 'x', 'z'] }, []],
    [{ AWS: ['x', 'y'] }, { AWS: 'y' }, [['AWS', 'x']]],
    [{ AWS: 'x' }, { Service: 'x' }, [['AWS', 'x']]],
    [
      { Service: 'x', AWS: ['x', 'y'] },
      { Service: 'x' },
      [
        ['AWS', 'x'],
        ['AWS', 'y'],
      ],
    ],
    ['*', { AWS: '*' }, [['*', '*']]],
    ['*', '*', []],
    [{ Federated: providerArn() }, { Federated: providerArn('GitLab.com') }, [['Federated', providerArn()]]],
  ])('of %j, which are not in %j', (ours, theirs, beyond) => {
    const [one, other] = [ours, theirs].map((Principal) => read(allow(undefined, { Principal })));
    expect(principalsBeyond(one as Statement, other as Statement)).toEqual(
      beyond.map(([type, value]) => ({ type, value })),
    );
  });
});

describe('areSame', () => {
  const BASE: JsonObject = { Sid: 'a', Effect: 'Deny', Principal: { AWS: 'x' }, Action: ['b', 'c'] };

  it.each<[string, JsonObject, readonly string[], boolean]>([
    ['nothing', { ...BASE }, [], true],
    ['the Sid', { ...BASE, Sid: 'b' }, [], false],
    ['the Sid, left aside', { ...BASE, Sid: 'b' }, ['Sid'], true],
    ['the Sid, where another element is left aside', { ...BASE, Sid: 'b' }, ['Principal'], false],
    ['two elements left aside', { ...BASE, Sid: 'b', Principal: { AWS: 'y' } }, ['Sid', 'Principal'], true],
    ['two elements, one left aside', { ...BASE, Sid: 'b', Principal: { AWS: 'y' } }, ['Sid'], false],
    ['everything', { Sid: 'b', Effect: 'Allow', Principal: { AWS: 'y' }, Action: 'd' }, [], false],
    ['the order of a list', { ...BASE, Action: ['c', 'b'] }, [], true],
    ['one element more', { ...BASE, Condition: { Bool: { k: true } } }, [], false],
    ['one element more, left aside', { ...BASE, Condition: { Bool: { k: true } } }, ['Condition'], true],
    ['a name', { ...omit(BASE, 'Action'), NotAction: ['b', 'c'] }, [], false],
    [
      'an element that is nothing, and one that is not there',
      { ...omit(BASE, 'Action'), NotAction: 'b', X: null },
      ['Sid', 'Principal', 'NotAction', 'Action'],
      false,
    ],
    ['a name left aside', { ...omit(BASE, 'Action'), NotAction: ['b', 'c'] }, ['Action'], false],
    ['both names left aside', { ...omit(BASE, 'Action'), NotAction: ['b'] }, ['Action', 'NotAction'], true],
  ])('of two statements that differ in %s', (_, json, without, isSame) => {
    const [one, other] = [read(BASE), read(json)];
    expect(areSame(one, other, without)).toBe(isSame);
    expect(areSame(other, one, without)).toBe(isSame);
    expect(areSame(one, one, without)).toBe(true);
  });
});

function under(operator: string, values: Json, key = 'gitlab.com:sub'): JsonObject {
  return { [operator]: { [key]: values } };
}

describe('unmet', () => {
  it.each<[string, Json, Json, boolean]>([
    ['the same', under('StringLike', 'x'), under('StringLike', ['x']), true],
    ['in another order', under('StringLike', ['x', 'y']), under('StringLike', ['y', 'x']), true],
    ['twice', under('StringNotLike', ['x', 'x']), under('StringNotLike', 'x'), true],
    ['among others', { ...under('StringLike', 'x'), Bool: { k: true } }, under('StringLike', 'x'), true],
    [
      'with the key in another case',
      under('StringLike', 'x', 'GitLab.com:Sub'),
      under('StringLike', 'x'),
      true,
    ],
    ['of an unknown operator', under('StringMatches', 'x'), under('StringMatches', 'x'), true],
    ['of an empty list', under('StringLike', []), under('StringLike', []), true],
    ['with fewer patterns', under('StringLike', 'x'), under('StringLike', ['x', 'y']), true],
    ['with fewer literals', under('StringEquals', 'x'), under('StringEquals', ['x', 'y']), true],
    [
      'with fewer values of a set',
      under('ForAllValues:StringLikeIfExists', 'x'),
      under('ForAllValues:StringLikeIfExists', ['x', 'y']),
      true,
    ],
    ['with more values', under('StringLike', ['x', 'y']), under('StringLike', 'x'), false],
    ['with other values', under('StringLike', 'z'), under('StringLike', ['x', 'y']), false],
    ['with values that it covers', under('StringLike', 'xy'), under('StringLike', 'x*'), true],
    [
      'with patterns inside others',
      under('StringLike', ['x*y', 'z']),
      under('StringLike', ['z', '*x*']),
      true,
    ],
    [
      'with values of a set that it covers',
      under('ForAllValues:StringLikeIfExists', 'xy'),
      under('ForAllValues:StringLikeIfExists', 'x*'),
      true,
    ],
    ['with a value outside of it', under('StringLike', ['xy', 'y']), under('StringLike', 'x*'), false],
    [
      'with literals that a literal only looks to cover',
      under('StringEquals', 'xy'),
      under('StringEquals', 'x*'),
      false,
    ],
    ['with negated values that it covers', under('StringNotLike', 'xy'), under('StringNotLike', 'x*'), false],
    ['with values that it covers, in odd case', under('stringlike', 'xy'), under('stringlike', 'x*'), false],
    ['with parts that it covers', under('ArnLike', 'xy'), under('ArnLike', 'x*'), false],
    ['with a variable that it seems to cover', under('StringLike', 'x${y'), under('StringLike', 'x*'), false],
    [
      'with a value that a variable seems to cover',
      under('StringLike', 'xa'),
      under('StringLike', ['${y}', 'x*']),
      false,
    ],
    ['without any value', under('StringLike', []), under('StringLike', 'x'), false],
    ['with fewer negated values', under('StringNotLike', 'x'), under('StringNotLike', ['x', 'y']), false],
    [
      'with fewer negated literals',
      under('StringNotEquals', 'x'),
      under('StringNotEquals', ['x', 'y']),
      false,
    ],
    ['with more negated values', under('StringNotLike', ['x', 'y']), under('StringNotLike', 'x'), false],
    ['with fewer numbers', under('NumericEquals', 1), under('NumericEquals', [1, 2]), false],
    ['with fewer booleans', under('Null', 'true'), under('Null', ['true', 'false']), false],
    [
      'with fewer values of an unknown operator',
      under('StringMatches', 'x'),
      under('StringMatches', ['x', 'y']),
      false,
    ],
    ['under another operator', under('StringLike', 'x'), under('StringEquals', 'x'), false],
    ['under another form of the operator', under('StringLike', 'x'), under('StringLikeIfExists', 'x'), false],
    ['of another key', under('StringLike', 'x', 'gitlab.com:aud'), under('StringLike', 'x'), false],
  ])('finds a condition met that stands there %s', (_, ours, theirs, isMet) => {
    expect(unmet(read(allow(ours)), read(allow(theirs)))).toHaveLength(isMet ? 0 : 1);
  });

  it('returns each condition that is not met', () => {
    const wanted = { StringLike: { k: 'x', l: ['y', 'z'] }, Bool: { m: true } };
    expect(unmet(read(allow({ StringLike: { k: 'x' } })), read(allow(wanted)))).toEqual([
      { operator: 'StringLike', key: 'l', values: ['y', 'z'] },
      { operator: 'Bool', key: 'm', values: ['true'] },
    ]);
    expect(unmet(read(allow(wanted)), read(allow(undefined)))).toEqual([]);
  });
});
