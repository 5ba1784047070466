import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { narrow } from '../../../../policies/rewriting/narrow.ts';
import { intentOf, policyOf, PUBLIC, taskOf } from '../parts.ts';

/** Says that the first statement lets in too much of `gitlab.com`. */
export const EXCESS = [{ statement: 0, issuer: PUBLIC }];

/** What becomes of a statement that lets in too much, for a role with some entries; a refusal whole. */
export function narrowed(statement: JsonObject, ...entries: readonly AllowEntry[]): unknown {
  const result = narrow(taskOf(policyOf(statement), intentOf(...entries)), EXCESS);
  return result.kind === 'narrowed' ? result.document['Statement'] : result;
}
