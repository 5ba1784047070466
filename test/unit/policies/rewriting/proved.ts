import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { unprovedOf, type Law } from '../../../../policies/rewriting/obligations.ts';
import type { Rewrite } from '../../../../policies/rewriting/scene.ts';
import {
  allow,
  intentOf,
  onSub,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  ROLE,
  SELF_MANAGED,
} from '../parts.ts';
import { OURS } from './samples.ts';

type Statements = readonly JsonObject[];

/** A provider that the role's account does not have: whether it is meant is not known, so only the form proves. */
export const FOREIGN = { Principal: { Federated: providerArn('gitlab.com', '444455556666') } };

/** The intent that allows `a/b` on both issuers. */
export const ON_BOTH: Intent = {
  ...intentOf(project('a/b'), project('a/b', { issuer: SELF_MANAGED })),
  issuers: [PUBLIC, PRIVATE],
};

/** A rewrite of some statements into others, for a role that lets in `a/b`. */
export function rewriteOf(before: Statements, after: Statements, fields: Partial<Rewrite> = {}): Rewrite {
  return {
    role: ROLE,
    intent: intentOf(project('a/b')),
    before: policyOf(...before),
    after: { Version: '2012-10-17', Statement: after },
    ...fields,
  };
}

/** Names the laws that a rewrite of some statements into others cannot be proved to keep, each once, in order. */
export function lawsAgainst(before: Statements, after: Statements, fields: Partial<Rewrite> = {}): Law[] {
  const laws = unprovedOf(rewriteOf(before, after, fields)).map(({ law }) => law);
  return [...new Set(laws)].sort();
}

/** A statement that lets our project in under one condition more. */
export function oursWith(more: JsonObject, fields: JsonObject = {}): JsonObject {
  return allow(onSub('ForAnyValue:StringLike', OURS, more), fields);
}
