import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { admittedBy } from '../../../../policies/rewriting/admitted.ts';
import {
  allowSelf,
  allowSub,
  deny,
  intentOf,
  policyOf,
  PRIVATE,
  project,
  PUBLIC,
  ROLE,
  SELF_MANAGED,
  subject,
} from '../parts.ts';
import { OTHERS } from './samples.ts';

const BOTH: Intent = {
  ...intentOf(project('a/b'), project('c/d'), project('e/f', { issuer: SELF_MANAGED })),
  issuers: [PUBLIC, PRIVATE],
};

/** What each statement lets in: its number, the issuer, and the subject for each entry of that. */
function admitted(...statements: readonly JsonObject[]): unknown[] {
  return admittedBy(policyOf(...statements), BOTH, ROLE).map(({ statement, issuer, allowed }) => [
    statement,
    issuer,
    allowed.map(({ witness }) => witness?.['sub'] ?? null),
  ]);
}

describe('admittedBy', () => {
  it('says of each statement which of the allowed get in by it', () => {
    expect(
      admitted(
        allowSub('project_path:a/b:*'),
        OTHERS,
        allowSub('project_path:c/*'),
        allowSelf('project_path:e/f:*'),
      ),
    ).toEqual([
      [0, 'gitlab.com', [subject('a/b'), null]],
      [2, 'gitlab.com', [null, subject('c/d')]],
      [3, SELF_MANAGED, [subject('e/f')]],
    ]);
  });

  it('says of a statement that lets nobody in that it does', () => {
    expect(admitted(allowSub('nobody'))).toEqual([[0, 'gitlab.com', [null, null]]]);
  });

  it('leaves out whom a Deny keeps out, wherever it stands', () => {
    const keepsOut = deny({ StringLike: { 'gitlab.com:sub': 'project_path:a/*' } });
    const [a, c] = [allowSub('project_path:a/b:*'), allowSub('project_path:*')];
    expect(admitted(keepsOut, a, c)).toEqual([
      [1, 'gitlab.com', [null, null]],
      [2, 'gitlab.com', [null, subject('c/d')]],
    ]);
  });
});
