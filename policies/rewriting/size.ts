import { encodeTrustPolicy } from '../document/encode.ts';
import type { Json, JsonObject } from '../document/json.ts';

/** AWS: characters of a trust policy in an account that never asked for more (`AssumeRolePolicySizeQuota`). */
export const DEFAULT_QUOTA = 2048;

/** What stands in JSON text as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** How many characters one that is escaped takes at most, and a number. */
const ESCAPED = 6;
const NUMBER = 24;

/**
 * Returns a number of characters that a document surely has no more of once it is encoded.
 *
 * WHY: nearly all documents are small, and to encode one takes longer than to look at it.
 */
export function mostOf(json: Json): number {
  if (typeof json === 'string') return 2 + (PLAIN.test(json) ? 1 : ESCAPED) * json.length;
  if (typeof json !== 'object' || json === null) return NUMBER;
  let most = 2;
  if (Array.isArray(json)) for (const each of json as readonly Json[]) most += mostOf(each) + 1;
  else
    for (const name of Object.keys(json))
      most += mostOf(name) + mostOf((json as JsonObject)[name] as Json) + 2;
  return most;
}

/** Counts the characters of a document as IAM does: white space is free. */
export function sizeOf(document: JsonObject): number {
  return encodeTrustPolicy(document).replace(/\s/g, '').length;
}

/**
 * Returns how large a new document may be.
 *
 * WHY: an account in which a larger one is stored already has a larger quota.
 * @param quota - of the account, where it is known
 */
export function quotaFor(before: JsonObject, quota: number | undefined): number {
  return quota ?? Math.max(DEFAULT_QUOTA, sizeOf(before));
}
