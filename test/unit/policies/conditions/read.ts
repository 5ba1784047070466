import { readCondition, type IssuerCondition } from '../../../../policies/conditions/constraint.ts';
import type { Effect } from '../../../../policies/document/trust-policy.ts';
import { ISSUER } from '../parts.ts';

/** What to change about a condition of an Allow on the subject, under a document with variables. */
export interface Changes {
  readonly effect?: Effect;
  readonly key?: string;
  readonly hasVariables?: boolean;
}

/** Reads one condition for tokens of `gitlab.com`. */
export function read(operator: string, values: readonly string[], changes: Changes = {}): IssuerCondition {
  const { effect = 'Allow', key = 'gitlab.com:sub', hasVariables = true } = changes;
  return readCondition({ operator, key, values }, effect, ISSUER, hasVariables);
}
