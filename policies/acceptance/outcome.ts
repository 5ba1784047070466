import type { Claims } from '../claims/token.ts';
import { outcomeFor, outcomeWhenAbsent, type IssuerCondition } from '../conditions/constraint.ts';
import type { Outcome } from '../conditions/doubt.ts';

const STRING_COMPARISONS = new Set(['equals', 'equals-ignoring-case', 'like']);

/** Tells whether a condition holds for a token, as far as can be said. */
export function conditionOutcome(
  condition: IssuerCondition,
  claims: Claims,
  dodged: ReadonlySet<string>,
): Outcome {
  if (condition.key.kind === 'subject') return outcomeFor(condition, claims['sub'] ?? '');
  if (condition.key.kind === 'claim') {
    const value = claims[condition.key.name];
    return value === undefined ? outcomeWhenAbsent(condition) : outcomeFor(condition, value);
  }
  return tokenlessOutcome(condition, dodged);
}

/** Tells whether a condition holds that asks for nothing that a token brings. */
export function tokenlessOutcome(condition: IssuerCondition, dodged: ReadonlySet<string>): Outcome {
  const { operator, key, effect, values } = condition;
  if (operator === undefined) return 'unknown';
  if (key.kind === 'absent') return outcomeWhenAbsent(condition);
  if (
    values.length === 0 &&
    !operator.row.negated &&
    !operator.ifExists &&
    operator.setOperator !== 'ForAllValues'
  ) {
    return 'no';
  }
  if (key.kind === 'unknown') return 'requires';
  if (effect === 'Allow') return 'yes';
  const canDodge =
    dodged.has(condition.condition.key.toLowerCase()) && STRING_COMPARISONS.has(operator.row.comparison);
  return canDodge && values.length > 0 ? 'no' : 'requires';
}
