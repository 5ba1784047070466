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
  const lower = condition.condition.key.toLowerCase();
  // AWS: STS is reached by TLS only, and every session has a name.
  if (lower === 'aws:securetransport' && outcomeFor(condition, 'true') === 'no') return 'no';
  if (lower === 'sts:rolesessionname' && takesAnything(condition)) return 'yes';
  return dodged.has(lower) && canDodge(condition) ? 'no' : 'requires';
}

/** Tells whether a condition holds whatever its key holds: one of its values is `*`. */
function takesAnything({ operator, condition }: IssuerCondition): boolean {
  const isPattern = operator?.row.comparison === 'like' && operator.exactCase;
  return isPattern && !operator.row.negated && condition.values.includes('*');
}

/** AWS: what a role session name may look like; the other keys that a caller picks allow that as well. */
const PICKABLE = /^[\w+=,.@-]{2,64}$/;

/** Tells whether a caller can pick a value for which a condition does not hold. */
function canDodge(condition: IssuerCondition): boolean {
  if (!STRING_COMPARISONS.has(condition.operator?.row.comparison ?? '')) return false;
  const named = condition.condition.values.map((value) => value.replaceAll('*', '').replaceAll('?', 'a'));
  return [...named, 'some-session', 'a-2nd'].some(
    (pick) => PICKABLE.test(pick) && outcomeFor(condition, pick) === 'no',
  );
}
