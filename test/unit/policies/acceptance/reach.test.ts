import { describe, expect, it } from '@jest/globals';
import { parseProviderArn, reachOf, WEB_IDENTITY_ACTION } from '../../../../policies/acceptance/reach.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Statement } from '../../../../policies/document/trust-policy.ts';
import { ACCOUNT, allow, deny, policyOf, providerArn, SELF_MANAGED } from '../parts.ts';

const OURS = providerArn();

function reach(fields: JsonObject, issuer = 'gitlab.com', account: string | undefined = ACCOUNT): string {
  return reachOf(policyOf(allow(undefined, fields)).statements[0] as Statement, issuer, account);
}

function forBoth(fields: JsonObject): string[] {
  return ['Allow', 'Deny'].map((Effect) => reach({ Effect, ...fields }));
}

/** A statement with `NotPrincipal`. */
function exceptFor(principal: JsonObject): string[] {
  return ['Allow', 'Deny'].map((Effect) => {
    const statement = { Effect, NotPrincipal: principal, Action: 'sts:*' };
    return reachOf(policyOf(statement).statements[0] as Statement, 'gitlab.com', ACCOUNT);
  });
}

describe('parseProviderArn', () => {
  it.each([
    [OURS, 'aws', ACCOUNT, 'gitlab.com'],
    ['arn:aws-cn:iam::1:oidc-provider/a.b/c/d', 'aws-cn', '1', 'a.b/c/d'],
    ['arn:aws-us-gov:iam:::oidc-provider/x', 'aws-us-gov', '', 'x'],
    ['ARN:AWS:IAM::1:OIDC-PROVIDER/X', 'AWS', '1', 'X'],
    ['arn:aws:iam::1:oidc-provider/a:8443', 'aws', '1', 'a:8443'],
    ['arn:aws:iam::1:oidc-provider/a\nb', 'aws', '1', 'a\nb'],
  ])('takes %j apart', (text, partition, account, issuer) => {
    expect(parseProviderArn(text)).toEqual({ partition, account, issuer });
  });

  it.each([
    '',
    'gitlab.com',
    'arn:aws:iam::1:oidc-provider/',
    'arn:aws:iam::1:saml-provider/gitlab.com',
    'arn:aws:iam:eu:1:oidc-provider/gitlab.com',
    'arn:aws:sts::1:oidc-provider/gitlab.com',
    'arn:aws:iam::1:2:oidc-provider/gitlab.com',
    'arn::iam::1:oidc-provider/gitlab.com',
    'arn:a_s:iam::1:oidc-provider/gitlab.com',
    `x${OURS}`,
  ])('finds no provider in %j', (text) => {
    expect(parseProviderArn(text)).toBeUndefined();
  });
});

describe('reachOf a principal', () => {
  it.each([
    ['the provider', { Federated: OURS }, ['yes', 'yes']],
    ['one of several', { Federated: [providerArn('a.b'), OURS] }, ['yes', 'yes']],
    ['the provider in another case', { Federated: providerArn('GitLab.com') }, ['yes', 'yes']],
    ['the provider in an odd ARN', { Federated: OURS.toUpperCase() }, ['yes', 'yes']],
    ['the provider in another partition', { Federated: OURS.replace('aws', 'aws-cn') }, ['yes', 'yes']],
    ['another provider', { Federated: providerArn('a.b') }, ['no', 'no']],
    ['one that ends alike', { Federated: providerArn('mygitlab.com') }, ['no', 'no']],
    ['one that begins alike', { Federated: providerArn('gitlab.com/x') }, ['no', 'no']],
    ['one in an odd spelling', { Federated: providerArn('A.b') }, ['no', 'no']],
    ['another account', { Federated: providerArn('gitlab.com', '999988887777') }, ['yes', 'unknown']],
    ['another account, odd', { Federated: providerArn('GITLAB.com', '999988887777') }, ['yes', 'unknown']],
    ['a wildcard', { Federated: providerArn('*') }, ['yes', 'unknown']],
    ['a wildcard in part', { Federated: providerArn('git?ab.*') }, ['yes', 'unknown']],
    ['a wildcard in another case', { Federated: providerArn('GIT*') }, ['yes', 'unknown']],
    ['a wildcard that is another', { Federated: providerArn('a*') }, ['no', 'no']],
    ['a bare issuer', { Federated: 'gitlab.com' }, ['yes', 'unknown']],
    ['a bare issuer in another case', { Federated: 'GITLAB.com' }, ['yes', 'unknown']],
    ['another bare issuer', { Federated: 'accounts.google.com' }, ['no', 'no']],
    ['a bare star', { Federated: '*' }, ['yes', 'unknown']],
    ['a wildcard for the account', { Federated: 'arn:aws:iam::*' }, ['yes', 'unknown']],
    ['a wildcard for the partition', { Federated: 'ARN:*:oidc-provider/gitlab.com' }, ['yes', 'unknown']],
    [
      'a question mark',
      { Federated: `arn:aws-??:iam::${ACCOUNT}:oidc?provider/gitlab.com` },
      ['yes', 'unknown'],
    ],
    ['the government’s partition', { Federated: 'arn:aws-us-gov*' }, ['yes', 'unknown']],
    ['a wildcard for another partition', { Federated: 'arn:aws-iso*' }, ['no', 'no']],
    ['a wildcard for another account', { Federated: 'arn:aws:iam::9*' }, ['no', 'no']],
    ['a wildcard for SAML', { Federated: 'arn:aws:iam::*:saml-provider/*' }, ['no', 'no']],
    ['a bare issuer with a star', { Federated: 'gitlab*' }, ['no', 'no']],
    ['SAML', { Federated: 'arn:aws:iam::1:saml-provider/gitlab.com' }, ['no', 'no']],
    ['everybody in AWS', { AWS: '*' }, ['no', 'no']],
    ['a service', { Service: 'gitlab.com' }, ['no', 'no']],
    ['a provider as an AWS principal', { AWS: OURS }, ['no', 'no']],
    ['nobody', {}, ['no', 'no']],
    ['AWS and the provider', { AWS: '*', Federated: OURS }, ['yes', 'yes']],
  ])('%s', (_, Principal, outcomes) => {
    expect(forBoth({ Principal })).toEqual(outcomes);
  });

  it('takes a bare star for everybody', () => {
    expect(forBoth({ Principal: '*' })).toEqual(['yes', 'yes']);
  });

  it('does not compare accounts where the role’s is not known', () => {
    const foreign = policyOf(
      allow(undefined, { Effect: 'Deny', Principal: { Federated: providerArn('gitlab.com', '1') } }),
    );
    expect(reachOf(foreign.statements[0] as Statement, 'gitlab.com', undefined)).toBe('yes');
    const path = policyOf(allow(undefined, { Principal: { Federated: 'x/gitlab.com' } }));
    expect(reachOf(path.statements[0] as Statement, 'gitlab.com', undefined)).toBe('no');
    const wild = policyOf(deny(undefined, { Principal: { Federated: 'x*' } }));
    expect(reachOf(wild.statements[0] as Statement, 'gitlab.com', undefined)).toBe('unknown');
    expect(reachOf(wild.statements[0] as Statement, 'gitlab.com', ACCOUNT)).toBe('no');
  });

  it('compares whole issuers, paths included, without case', () => {
    const Principal = { Federated: providerArn(SELF_MANAGED) };
    expect(reach({ Principal }, SELF_MANAGED)).toBe('yes');
    expect(reach({ Principal }, 'gitlab.example.com')).toBe('no');
    expect(reach({ Principal: { Federated: providerArn('a.b') } }, 'A.B')).toBe('yes');
  });

  it.each([
    ['the provider', { Federated: OURS }, ['no', 'no']],
    ['another provider', { Federated: providerArn('a.b') }, ['yes', 'yes']],
    ['AWS', { AWS: '*' }, ['yes', 'yes']],
    ['whom it may name', { Federated: providerArn('*') }, ['yes', 'unknown']],
  ])('NotPrincipal: %s', (_, principal, outcomes) => {
    expect(exceptFor(principal as JsonObject)).toEqual(outcomes);
  });
});

function reachWithout(pattern: string): string {
  const statement = { Effect: 'Allow', Principal: { Federated: OURS }, NotAction: pattern };
  return reachOf(policyOf(statement).statements[0] as Statement, 'gitlab.com', ACCOUNT);
}

describe('reachOf an action', () => {
  it.each([
    'sts:AssumeRoleWithWebIdentity',
    'STS:assumerolewithwebidentity',
    'sts:*',
    'STS:AssumeRole*',
    'sts:AssumeRoleWith*Identity',
    'sts:AssumeRoleWithWebIdentit?',
    '*',
    's*y',
  ])('%s covers it, and NotAction leaves it out', (pattern) => {
    expect(reach({ Action: pattern })).toBe('yes');
    expect(reach({ Action: ['sts:TagSession', pattern] })).toBe('yes');
    expect(reachWithout(pattern)).toBe('no');
  });

  it.each([
    'sts:AssumeRole',
    'sts:AssumeRoleWithSAML',
    'sts:TagSession',
    'sts:AssumeRoleWithWebIdentity?',
    'sts:AssumeRole?',
    'iam:*',
    '',
  ])('%s does not, and NotAction leaves it in', (pattern) => {
    expect(reach({ Action: pattern })).toBe('no');
    expect(reachWithout(pattern)).toBe('yes');
  });

  it('is about one action', () => {
    expect(WEB_IDENTITY_ACTION).toBe('sts:assumerolewithwebidentity');
    expect(reach({ Action: [] })).toBe('no');
  });
});

describe('reachOf a statement with an unknown element', () => {
  it('is unknown, unless the statement is about others anyway', () => {
    expect(forBoth({ Resource: '*' })).toEqual(['unknown', 'unknown']);
    expect(forBoth({ Resource: '*', Action: 'sts:TagSession' })).toEqual(['no', 'no']);
    expect(forBoth({ Resource: '*', Principal: { AWS: '*' } })).toEqual(['no', 'no']);
  });
});
