import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { OPERATORS } from '../../../../policies/conditions/operators.ts';
import { describeRefusal, refusalsOf } from '../../../../policies/rewriting/shared-issuers.ts';
import { allow, allowSub, deny, oldPolicyOf, policyOf, providerArn, SELF_MANAGED } from '../parts.ts';

const SUB = 'gitlab.com:sub';
const DEMANDED = [
  'gitlab.com:sub',
  'token.actions.githubusercontent.com:sub',
  'vstoken.actions.githubusercontent.com:sub',
  'oidc-configuration.audit-log.githubusercontent.com:sub',
  'app.terraform.io:sub',
  'agent.buildkite.com:sub',
  'oidc.codefresh.io:sub',
  'studio.datachain.ai/api:sub',
  'scalr.io:sub',
  'tokens.cloud.shisho.dev:sub',
  'proidc.upbound.io:sub',
  'api.pulumi.com/oidc:aud',
  'oidc.vercel.com:aud',
  'cognito-identity.amazonaws.com:aud',
];

function isRefused(statement: JsonObject): boolean {
  return refusalsOf(policyOf(statement)).length > 0;
}

describe('refusalsOf, by the issuer,', () => {
  it.each(DEMANDED)('demands %s', (key) => {
    const issuer = key.slice(0, key.lastIndexOf(':'));
    const principal = { Principal: { Federated: providerArn(issuer) } };
    expect(refusalsOf(policyOf(allow(undefined, principal)))).toEqual([{ statement: 0, issuer, key }]);
    expect(isRefused(allow({ StringEquals: { [key]: 'x' } }, principal))).toBe(false);
    const other = key.endsWith('sub') ? 'aud' : 'sub';
    expect(isRefused(allow({ StringEquals: { [`${issuer}:${other}`]: 'x' } }, principal))).toBe(true);
  });

  it.each<[string, Json, boolean]>([
    ['in another partition', { Federated: 'arn:aws-cn:iam::111122223333:oidc-provider/gitlab.com' }, true],
    ['in another account', { Federated: providerArn('gitlab.com', '444455556666') }, true],
    ['in another case', { Federated: providerArn('GitLab.com') }, true],
    ['by its name', { Federated: 'cognito-identity.amazonaws.com' }, true],
    ['among others', { AWS: '*', Federated: [providerArn('a.b'), providerArn()] }, true],
    ['with a path', { Federated: providerArn('gitlab.com/x') }, false],
    ['that is self-managed', { Federated: providerArn(SELF_MANAGED) }, false],
    ['by a wildcard', { Federated: providerArn('*') }, false],
    ['named like a member of every object', { Federated: 'constructor' }, false],
    ['under another type', { AWS: providerArn() }, false],
    ['as everybody', '*', false],
  ])('looks at one that is named %s', (_, principal, isShared) => {
    expect(isRefused(allow(undefined, { Principal: principal }))).toBe(isShared);
  });

  it('names every issuer that a statement names', () => {
    const federated = [providerArn(), providerArn('GITLAB.com'), providerArn('scalr.io')];
    const statement = allow({ StringEquals: { [SUB]: 'x' } }, { Principal: { Federated: federated } });
    expect(refusalsOf(policyOf(statement))).toEqual([
      { statement: 0, issuer: 'scalr.io', key: 'scalr.io:sub' },
    ]);
  });
});

describe('refusalsOf, by the statement,', () => {
  it('looks at every Allow, also one whose action is another', () => {
    const tagging = allow(undefined, { Action: 'sts:TagSession' });
    const statements = [allowSub('x'), allow(undefined), deny(undefined), tagging];
    expect(refusalsOf(policyOf(...statements)).map(({ statement }) => statement)).toEqual([1, 3]);
    expect(refusalsOf(oldPolicyOf(...statements))).toHaveLength(2);
  });

  it('does not look at NotPrincipal', () => {
    const statement = { Effect: 'Allow', NotPrincipal: { Federated: providerArn() }, Action: 'sts:*' };
    expect(refusalsOf(policyOf(statement))).toEqual([]);
  });
});

describe('refusalsOf, by the condition,', () => {
  const POSITIVE = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'];
  const FORMS = ['', 'ForAnyValue:', 'ForAllValues:'].flatMap((set) => [
    (name: string) => set + name,
    (name: string) => `${set}${name}IfExists`,
  ]);

  it.each(OPERATORS.map(({ name }) => name))('knows whether %s counts', (name) => {
    for (const form of FORMS) {
      expect(isRefused(allowSub('project_path:a/b:*', form(name)))).toBe(!POSITIVE.includes(name));
    }
  });

  it.each<[string, Json, boolean]>([
    ['an operator that IAM does not have', { StringMatches: { [SUB]: 'x' } }, false],
    ['an operator in another case', { stringlike: { [SUB]: 'x' } }, true],
    ['the key in another case', { StringLike: { 'GitLab.COM:Sub': 'x' } }, true],
    ['another key', { StringLike: { 'gitlab.com:aud': 'x' } }, false],
    ['the key of another issuer', { StringLike: { 'scalr.io:sub': 'x' } }, false],
    ['a key that ends so', { StringLike: { 'x.gitlab.com:sub': 'x' } }, false],
    ['no value', { StringLike: { [SUB]: [] } }, false],
    ['an empty value', { StringEquals: { [SUB]: '' } }, false],
    ['a star', { StringLike: { [SUB]: '*' } }, false],
    ['wildcards only', { StringLike: { [SUB]: ['*?', '??', '**'] } }, false],
    ['one literal character', { StringLike: { [SUB]: '*:*' } }, true],
    ['one value with a literal', { StringLike: { [SUB]: ['*', 'a*'] } }, true],
    [
      'a negated one beside a positive one',
      { StringNotLike: { [SUB]: 'x' }, StringLike: { [SUB]: 'y' } },
      true,
    ],
    ['a negated one beside a star', { StringNotLike: { [SUB]: 'x' }, StringLike: { [SUB]: '*' } }, false],
    ['one among other keys', { StringLike: { 'gitlab.com:aud': 'x', [SUB]: 'y' } }, true],
  ])('reads %s', (_, condition, counts) => {
    expect(isRefused(allow(condition))).toBe(!counts);
  });
});

describe('describeRefusal', () => {
  it('names the statement, the issuer and the key', () => {
    expect(describeRefusal({ statement: 2, issuer: 'oidc.vercel.com', key: 'oidc.vercel.com:aud' })).toBe(
      'IAM refuses to store a trust policy in which statement 2 names oidc.vercel.com without a condition on `oidc.vercel.com:aud`, add one',
    );
  });
});
