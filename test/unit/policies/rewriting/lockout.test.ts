import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { mayAcceptOwed } from '../../../../policies/rewriting/lockout.ts';
import {
  ACCOUNT,
  allow,
  allowSub,
  deny,
  intentOf,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  SELF_MANAGED,
} from '../parts.ts';

function mayLockOut(statements: readonly JsonObject[], ...entries: readonly AllowEntry[]): boolean {
  const intent = { ...intentOf(...entries), issuers: [PUBLIC, PRIVATE] };
  return mayAcceptOwed(policyOf(...statements), intent, ACCOUNT);
}

const MAIN = { refs: { branches: ['main'], tags: [] } };

describe('mayAcceptOwed', () => {
  it.each<[string, readonly JsonObject[], AllowEntry, boolean]>([
    ['all', [allow(undefined)], project('a/b'), true],
    ['the project', [allowSub('project_path:a/b:*')], project('a/b'), true],
    ['another', [allowSub('project_path:c/d:*')], project('a/b'), false],
    ['another case', [allowSub('project_path:A/b:*')], project('a/b'), false],
    ['one ref of all', [allowSub('project_path:a/b:ref_type:tag:ref:x')], project('a/b'), true],
    ['another ref', [allowSub('project_path:a/b:ref_type:tag:ref:x')], project('a/b', MAIN), false],
    ['one of two statements', [allowSub('x'), allowSub('project_path:a/b:*')], project('a/b'), true],
    [
      'what is denied',
      [allow(undefined), deny({ StringLike: { 'gitlab.com:sub': 'project_path:a/*' } })],
      project('a/b'),
      false,
    ],
    [
      'what may be denied',
      [allow(undefined), deny({ StringMatches: { 'gitlab.com:sub': 'x' } })],
      project('a/b'),
      true,
    ],
    ['what may be let in', [allowSub('x', 'StringMatches')], project('a/b'), true],
    [
      'an id that nobody has',
      [allow({ StringEquals: { 'gitlab.com:project_id': 'x' } })],
      project('a/b'),
      false,
    ],
    ['another issuer', [allow(undefined)], project('a/b', { issuer: SELF_MANAGED }), false],
    ['no statement for GitLab', [allow(undefined, { Principal: { AWS: '*' } })], project('a/b'), false],
  ])('where %s gets in', (_, statements, entry, mayLock) => {
    expect(mayLockOut(statements, entry)).toBe(mayLock);
  });

  it('is false where nothing is owed', () => {
    expect(mayLockOut([allow(undefined)])).toBe(false);
    expect(mayLockOut([allow(undefined)], project('a/b', { refs: { branches: [], tags: [] } }))).toBe(false);
  });

  it('looks at every issuer', () => {
    const principal = { Principal: { Federated: providerArn(SELF_MANAGED) } };
    const entries = [project('a/b'), project('c/d', { issuer: SELF_MANAGED })];
    expect(mayLockOut([allow(undefined, principal)], ...entries)).toBe(true);
  });
});
