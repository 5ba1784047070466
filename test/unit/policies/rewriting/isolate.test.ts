import { describe, expect, it } from '@jest/globals';
import { boxesByIssuer } from '../../../../policies/acceptance/boxes.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { TrustPolicy } from '../../../../policies/document/trust-policy.ts';
import type { Issuer } from '../../../../policies/intent/intent.ts';
import { isIssuer, isolate, type Isolation } from '../../../../policies/rewriting/isolate.ts';
import {
  ACCOUNT,
  allow,
  decoded,
  deny,
  policyOf,
  PRIVATE,
  providerArn,
  PUBLIC,
  SELF_MANAGED,
} from '../parts.ts';
import { OTHERS, QUARANTINE } from './samples.ts';

const MIXED = { Federated: [providerArn(), providerArn(SELF_MANAGED), providerArn('a.b')], Service: 's' };

function isolated(policy: TrustPolicy, ...issuers: readonly Issuer[]): Isolation {
  return isolate(policy, issuers, boxesByIssuer(policy, ACCOUNT));
}

function statementsAfter(...statements: readonly JsonObject[]): unknown {
  const result = isolated(policyOf(...statements), PUBLIC, PRIVATE);
  return result.kind === 'isolated' ? result.document['Statement'] : result;
}

describe('isolate', () => {
  it.each<[string, readonly JsonObject[], unknown]>([
    ['GitLab alone', [allow(undefined)], [QUARANTINE]],
    ['GitLab and a Deny', [allow(undefined), deny(undefined)], [QUARANTINE]],
    ['GitLab and others', [allow({ Bool: { x: true } }), OTHERS], [OTHERS]],
    ['GitLab, a Deny and others', [OTHERS, deny(undefined), allow(undefined)], [OTHERS, deny(undefined)]],
    ['others only', [OTHERS], [OTHERS]],
    ['a Deny only', [deny(undefined)], [QUARANTINE]],
    [
      'several issuers',
      [allow(undefined, { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } })],
      [QUARANTINE],
    ],
    [
      'mixed principals',
      [allow({ Bool: { x: true } }, { Sid: 'a', Principal: MIXED })],
      [
        allow(
          { Bool: { x: true } },
          { Sid: 'a', Principal: { Federated: providerArn('a.b'), Service: 's' } },
        ),
      ],
    ],
    [
      'a statement that does not reach',
      [allow(undefined, { Action: 'sts:TagSession' }), OTHERS],
      [allow(undefined, { Action: 'sts:TagSession' }), OTHERS],
    ],
    [
      'an odd spelling',
      [allow(undefined, { Principal: { Federated: providerArn('GitLab.com') } }), OTHERS],
      [OTHERS],
    ],
  ])('takes GitLab out of %s', (_, statements, after) => {
    expect(statementsAfter(...statements)).toEqual(after);
  });

  it('keeps everything else of the document', () => {
    const document = { Id: 'x', Version: '2008-10-17', Statement: allow(undefined) };
    expect(isolated(decoded(document), PUBLIC)).toEqual({
      kind: 'isolated',
      document: { Id: 'x', Version: '2008-10-17', Statement: [QUARANTINE] },
    });
  });

  it('takes only the configured issuers out', () => {
    const result = isolated(policyOf(allow(undefined, { Principal: MIXED })), PUBLIC);
    expect(result).toMatchObject({
      document: {
        Statement: [
          { Principal: { Federated: [providerArn(SELF_MANAGED), providerArn('a.b')], Service: 's' } },
        ],
      },
    });
  });

  it.each<[string, readonly JsonObject[], number]>([
    ['everybody', [OTHERS, allow(undefined, { Principal: '*' })], 1],
    ['a wildcard', [allow(undefined, { Principal: { Federated: providerArn('*') } }), OTHERS], 0],
    ['NotPrincipal', [{ Effect: 'Allow', NotPrincipal: { AWS: 'x' }, Action: 'sts:*' }], 0],
  ])('cannot take it out of %s', (_, statements, statement) => {
    expect(statementsAfter(...statements)).toEqual({ kind: 'inseparable', statement });
  });
});

describe('isIssuer', () => {
  it.each([
    ['gitlab.com', true],
    ['GitLab.COM', true],
    ['gitlab.com/x', false],
  ])('%s: %s', (name, isSame) => {
    expect(isIssuer(PUBLIC, name)).toBe(isSame);
    expect(isIssuer({ name: 'GITLAB.com', isPublic: true }, name)).toBe(isSame);
  });
});
