import { expect } from '@jest/globals';
import type { Claims } from '../../../../policies/claims/token.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry, Intent } from '../../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../../../../policies/patterns/search.ts';
import { keptTokens, type Kept } from '../../../../policies/rewriting/keep-alive.ts';
import { allow, intentOf, ISSUER, policyOf, PUBLIC, ROLE } from '../parts.ts';

/** The audience that GitLab gives where none is asked for. */
export const AUD = `https://${ISSUER}`;

/** What a role and its configuration say besides the statements and the entries. */
export interface Options {
  readonly role?: string;
  readonly budget?: Budget;
  readonly audiences?: readonly string[];
}

/** The tokens of some entries that some statements let in. */
export function kept(
  statements: readonly JsonObject[],
  entries: readonly AllowEntry[],
  { role = ROLE, budget = DEFAULT_BUDGET, audiences }: Options = {},
): Kept[] {
  const issuer = audiences === undefined ? PUBLIC : { ...PUBLIC, audiences };
  const intent: Intent = { ...intentOf(...entries), issuers: [issuer] };
  return keptTokens(policyOf(...statements), intent, role, new Purse(budget));
}

/** The token of an entry that some statements let in; `null` where there is none. */
export function witnessOf(
  statements: readonly JsonObject[],
  entry: AllowEntry,
  options?: Options,
): Claims | null {
  const [first, ...others] = kept(statements, [entry], options);
  expect(others).toEqual([]);
  expect(first?.entry).toBe(entry);
  return first?.witness ?? null;
}

/** A statement that lets GitLab in by its subject and another condition. */
export const withSub = (values: Json, more: JsonObject): JsonObject =>
  allow({ StringLike: { 'gitlab.com:sub': values }, ...more });
