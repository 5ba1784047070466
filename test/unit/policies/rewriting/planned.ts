import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Plan } from '../../../../policies/plan.ts';
import { planRole, type PlanInput } from '../../../../policies/rewriting/plan-role.ts';
import { intentOf, policyOf, project, ROLE } from '../parts.ts';
import { tooLarge } from './samples.ts';

export const INTENT = intentOf(project('a/b'));
export const NOBODY = intentOf();

export const UNDECIDED = 'the trust policy holds a statement that cannot be decided, so nothing is rewritten';
export const INSEPARABLE =
  'cannot be narrowed: its principals cannot be told apart (`*`, NotPrincipal) or all operators for the subject are taken, rewrite it by hand';
export const UNPROVED = 'the rewrite cannot be proved: ';

/** What a plan says of a rewrite that does not fit. */
export function exceeds(size: number, quota: number): string {
  return `${UNPROVED}L13, ${tooLarge(size, quota)}`;
}

/** Plans a role with some statements, which lets in `a/b` unless another intent is given. */
export function planned(statements: readonly JsonObject[], fields: Partial<PlanInput> = {}): Plan {
  return planRole({
    role: ROLE,
    policy: policyOf(...statements),
    intent: INTENT,
    unlisted: 'report',
    ...fields,
  });
}

/** The statements that a plan writes; `undefined` where it writes none. */
export function statementsAfter({ after }: Plan): unknown {
  return after?.['Statement'];
}
