import { describe, expect, it } from '@jest/globals';
import { boxesFor } from '../../../../policies/acceptance/boxes.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { ACCOUNT, allow, deny, oldPolicyOf, policyOf, providerArn } from '../parts.ts';

const OTHERS = { Principal: { AWS: '*' } };

function dodgedIn(...statements: readonly JsonObject[]): string[] {
  return [...boxesFor(policyOf(...statements), 'gitlab.com', ACCOUNT).dodged].sort();
}

const session = (value: string): JsonObject => ({ StringEquals: { 'sts:RoleSessionName': value } });

describe('boxesFor', () => {
  it('sorts the statements that reach the issuer', () => {
    const policy = policyOf(
      allow(undefined, OTHERS),
      allow(undefined),
      deny(undefined),
      allow(undefined, { Principal: { Federated: providerArn('*') } }),
      deny(undefined, { Resource: 'x' }),
    );
    const { allows, denies } = boxesFor(policy, 'gitlab.com', ACCOUNT);
    expect(allows.map(({ statement, reach, issuer }) => [statement.index, reach, issuer])).toEqual([
      [1, 'yes', 'gitlab.com'],
      [3, 'yes', 'gitlab.com'],
    ]);
    expect(denies.map(({ statement, reach }) => [statement.index, reach])).toEqual([
      [2, 'yes'],
      [4, 'unknown'],
    ]);
  });

  it('reads the conditions for the issuer, the effect and the version, once', () => {
    const condition = { StringLike: { 'gitlab.com:sub': '${gitlab.com:sub}' } };
    const [box] = boxesFor(policyOf(deny(condition)), 'gitlab.com', ACCOUNT).denies;
    expect(box?.conditions).toMatchObject([
      { effect: 'Deny', key: { kind: 'subject' }, values: [{ kind: 'always' }] },
    ]);
    expect(box?.conditions).toBe(box?.conditions);
    const [old] = boxesFor(oldPolicyOf(allow(condition)), 'gitlab.com', ACCOUNT).allows;
    expect(old?.conditions).toMatchObject([{ effect: 'Allow', values: [{ kind: 'elements' }] }]);
  });

  it('passes on the account', () => {
    const policy = policyOf(deny(undefined));
    expect(boxesFor(policy, 'gitlab.com', '1').denies[0]?.reach).toBe('unknown');
    expect(boxesFor(policy, 'gitlab.com', undefined).denies[0]?.reach).toBe('yes');
  });
});

describe('the keys that are dodged', () => {
  it('are those that one condition alone asks for', () => {
    expect(dodgedIn(allow(undefined), deny(session('a')))).toEqual(['sts:rolesessionname']);
    expect(dodgedIn(allow(session('a')), deny(undefined))).toEqual(['sts:rolesessionname']);
  });

  it('are none that two conditions ask for, in whatever case', () => {
    const other = { StringEquals: { 'STS:roleSessionName': 'b' } };
    expect(dodgedIn(allow(other), deny(session('a')))).toEqual([]);
    expect(dodgedIn(allow(undefined), deny(other), deny(session('a')))).toEqual([]);
  });

  it('are counted in the statements that reach the issuer only', () => {
    expect(dodgedIn(allow(session('b'), OTHERS), deny(session('a')))).toEqual(['sts:rolesessionname']);
  });

  it('are those that the caller picks freely only', () => {
    const condition = {
      StringEquals: {
        'aws:SourceIp': 'a',
        'aws:CurrentTime': 'b',
        'aws:UserAgent': 'c',
        'gitlab.com:sub': 'd',
      },
    };
    expect(dodgedIn(allow(undefined), deny(condition))).toEqual(['aws:useragent']);
  });

  it('are none where no Deny is', () => {
    expect(dodgedIn(allow(session('a')))).toEqual([]);
    expect(dodgedIn(allow(session('a')), deny(undefined, OTHERS))).toEqual([]);
  });
});
