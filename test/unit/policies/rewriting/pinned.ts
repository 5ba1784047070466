import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry, Issuer } from '../../../../policies/intent/intent.ts';
import { pin } from '../../../../policies/rewriting/pin.ts';
import { allow, intentOf, onSub, policyOf, project, PUBLIC, ROLE, taskOf } from '../parts.ts';

export const [ONE, TWO, OTHER] = ['project_path:a/b:*', 'project_path:c/d:*', 'project_path:e/f:*'];
/** Entries for the first, the second and the other of these values. */
export const WITH_ID = project('a/b', { id: '42' });
export const WITH_ID_TOO = project('c/d', { id: '43' });
export const WITHOUT_ID = project('e/f');

interface Options {
  readonly issuer?: Issuer;
  readonly role?: string;
}

/** What becomes of a statement that is pinned for some entries. */
export function pinned(
  statement: JsonObject,
  entries: readonly AllowEntry[],
  { issuer = PUBLIC, role = ROLE }: Options = {},
): JsonObject[] {
  const intent = { ...intentOf(...entries), issuers: [issuer] };
  return pin({ ...taskOf(policyOf(statement), intent), role }, statement, issuer);
}

/** A condition on the project id. */
export const ids = (values: Json): JsonObject => ({ StringEquals: { 'gitlab.com:project_id': values } });
/** A statement that lets some subjects in, of projects with some ids. */
export const like = (values: Json, idValues?: Json): JsonObject =>
  allow({ ...onSub('StringLike', values), ...(idValues === undefined ? {} : ids(idValues)) });
