import { encodeTrustPolicy } from '../document/encode.ts';
import type { JsonObject } from '../document/json.ts';

/** AWS: characters of a trust policy in an account that never asked for more (`AssumeRolePolicySizeQuota`). */
export const DEFAULT_QUOTA = 2048;

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
