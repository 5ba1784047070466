import { describe, expect, it } from '@jest/globals';
import { evaluateToken } from '../../../../policies/acceptance/evaluate.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { ACCOUNT, allow, allowSub, deny, ISSUER, oldPolicyOf, policyOf, subject } from '../parts.ts';

const SUB = subject('a/b');
const TOKEN = { issuer: ISSUER, claims: { sub: SUB, aud: 'https://gitlab.com' } };

function decide(...statements: readonly JsonObject[]): unknown {
  const { outcome, requires } = evaluateToken(policyOf(...statements), TOKEN, ACCOUNT);
  return requires.length === 0 ? outcome : [outcome, ...requires];
}

const sub = (operator: string, ...values: readonly string[]): JsonObject => ({
  [operator]: { 'gitlab.com:sub': values },
});

function foreign(): JsonObject {
  return { Principal: { Federated: 'arn:aws:iam::999988887777:oidc-provider/gitlab.com' } };
}

describe('evaluateToken', () => {
  it.each<[string, readonly JsonObject[], string]>([
    ['no statement', [], 'no'],
    ['an Allow without conditions', [allow(undefined)], 'yes'],
    ['an Allow for others', [allow(undefined, { Principal: { AWS: '*' } })], 'no'],
    ['an Allow that matches', [allowSub(SUB, 'StringEquals')], 'yes'],
    ['an Allow that does not', [allowSub('x', 'StringEquals')], 'no'],
    ['one of two Allows', [allowSub('x'), allowSub('project_path:a/*')], 'yes'],
    ['two conditions that match', [allow({ ...sub('StringLike', '*'), ...sub('StringEquals', SUB) })], 'yes'],
    ['one condition of two', [allow({ ...sub('StringLike', '*'), ...sub('StringEquals', 'x') })], 'no'],
    ['a Deny alone', [deny(undefined)], 'no'],
    ['a Deny that matches', [allow(undefined), deny(sub('StringLike', 'project_path:a/*'))], 'no'],
    ['a Deny that does not', [allow(undefined), deny(sub('StringLike', 'x'))], 'yes'],
    ['a Deny by negation', [allow(undefined), deny(sub('StringNotLike', SUB))], 'yes'],
    ['a Deny for others', [allow(undefined), deny(undefined, { Principal: { AWS: '*' } })], 'yes'],
    ['an Allow with an unknown element', [allow(undefined, { Resource: '*' })], 'unknown'],
    ['an unknown operator', [allow(sub('StringMatches', SUB))], 'unknown'],
    ['a Deny with an unknown operator', [allow(undefined), deny(sub('StringMatches', SUB))], 'unknown'],
    ['what is unknown beside what is sure', [allow(sub('StringMatches', SUB)), allow(undefined)], 'yes'],
    ['a Deny in another account', [allow(undefined), deny(undefined, foreign())], 'unknown'],
    ['a claim that is absent', [allow({ StringEquals: { 'gitlab.com:project_id': '1' } })], 'no'],
    ['a key that nobody fills', [allow({ StringNotEquals: { 'gitlab.com:subject': '1' } })], 'yes'],
    ['the subject itself', [allow(sub('StringEquals', '${gitlab.com:sub}'))], 'yes'],
  ])('%s', (_, statements, outcome) => {
    expect(decide(...statements)).toBe(outcome);
  });

  it('expands variables as the version says', () => {
    const statement = allow(sub('StringEquals', '${gitlab.com:sub}'));
    expect(evaluateToken(oldPolicyOf(statement), TOKEN, ACCOUNT).outcome).toBe('no');
  });

  it('compares the claims that a token has', () => {
    const policy = policyOf(allow({ StringEquals: { 'gitlab.com:project_id': '1' } }));
    const claims = { ...TOKEN.claims, project_id: '1' };
    expect(evaluateToken(policy, { issuer: ISSUER, claims }, ACCOUNT).outcome).toBe('yes');
    expect(evaluateToken(policy, { issuer: 'a.b', claims }, ACCOUNT).outcome).toBe('no');
  });
});

describe('the keys that a decision requires', () => {
  const ip = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  const vpc = { StringEquals: { 'aws:SourceVpc': 'v' } };
  const session = { StringEquals: { 'sts:RoleSessionName': ['x', 'y'] } };

  it.each<[string, readonly JsonObject[], unknown]>([
    ['an Allow', [allow(ip)], ['requires', 'aws:SourceIp']],
    ['two keys, in order', [allow({ ...vpc, ...ip })], ['requires', 'aws:SourceIp', 'aws:SourceVpc']],
    ['a key once', [allow({ ...ip, NotIpAddress: { 'aws:SourceIp': '1' } })], ['requires', 'aws:SourceIp']],
    ['two Allows', [allow(ip), allow(vpc)], ['requires', 'aws:SourceIp', 'aws:SourceVpc']],
    ['an Allow that fails otherwise', [allow({ ...ip, ...sub('StringLike', 'x') })], 'no'],
    ['a Deny', [allow(undefined), deny(ip)], ['requires', 'aws:SourceIp']],
    ['a Deny that fails otherwise', [allow(undefined), deny({ ...ip, ...sub('StringLike', 'x') })], 'yes'],
    ['an Allow and a Deny', [allow(vpc), deny(ip)], ['requires', 'aws:SourceIp', 'aws:SourceVpc']],
    ['the caller’s key of an Allow', [allow(session)], 'yes'],
    ['the caller’s key of a Deny alone', [allow(undefined), deny(session)], 'yes'],
    ['the caller’s key of both', [allow(session), deny(session)], ['requires', 'sts:RoleSessionName']],
    ['a variable', [allow(sub('StringLike', '${aws:username}'))], ['requires', 'aws:username']],
    ['what is required, and unknown', [allow({ ...ip, ...sub('StringMatches', SUB) })], 'unknown'],
    [
      'what is required or unknown',
      [allow(ip), allow(sub('StringMatches', SUB))],
      ['requires', 'aws:SourceIp'],
    ],
    [
      'a Deny that is unknown, and one required',
      [allow(undefined), deny(ip), deny(sub('StringMatches', SUB))],
      'unknown',
    ],
    [
      'no variable of what holds without it',
      [allow({ ...ip, ...sub('StringLike', '*', '${aws:username}') })],
      ['requires', 'aws:SourceIp'],
    ],
    ['only doubtful conditions', [allow({ ...ip, ...sub('StringLike', '*') })], ['requires', 'aws:SourceIp']],
    [
      'only doubtful statements',
      [allow(ip), deny({ ...vpc, ...sub('StringLike', 'x') })],
      ['requires', 'aws:SourceIp'],
    ],
  ])('%s', (_, statements, decision) => {
    expect(decide(...statements)).toEqual(decision);
  });
});
