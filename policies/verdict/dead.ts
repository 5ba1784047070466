import type { Box } from '../acceptance/boxes.ts';
import { conditionOutcome } from '../acceptance/outcome.ts';
import { isPositive, outcomeWhenAbsent, type IssuerCondition } from '../conditions/constraint.ts';
import { COMPONENTS } from '../claims/subject.ts';
import { anything, AT_MOST, prove, type Case } from './question.ts';

/** Why nobody gets in through a statement that names the issuer. */
export type DeathCause =
  | 'misbound-key'
  | 'unfilled-claim'
  | 'literal-wildcard'
  | 'missing-prefix'
  | 'unminted-ref-type'
  | 'no-such-subject'
  | 'denied';

/** A cause, and the key or the value that shows it. */
export interface Death {
  readonly cause: DeathCause;
  readonly evidence: string;
}

/** Finds out whether a statement lets no token of the issuer in, and why; `undefined` where it does or may. */
export function findDeath(asked: Case): Death | undefined {
  if (prove({ ...asked, denies: [] }, AT_MOST, anything).kind === 'none') return causeOfDeath(asked.allow);
  if (asked.denies.length === 0 || prove(asked, AT_MOST, anything).kind !== 'none') return undefined;
  return { cause: 'denied', evidence: '' };
}

/** Returns why an Allow lets nobody in, given that it does not. */
export function causeOfDeath(allow: Box): Death {
  for (const condition of allow.conditions) {
    const unfilled = causeOfAbsence(condition, allow.issuer);
    if (unfilled !== undefined) return unfilled;
  }
  const subjects = allow.conditions.filter(({ key }) => key.kind === 'subject');
  const found = subjects.flatMap((condition) =>
    condition.condition.values.map((value) => causeOfValue(condition, value)),
  );
  return found.find((death) => death !== undefined) ?? { cause: 'no-such-subject', evidence: '' };
}

function causeOfAbsence(condition: IssuerCondition, issuer: string): Death | undefined {
  if (condition.key.kind !== 'absent' || outcomeWhenAbsent(condition) !== 'no') return undefined;
  const { key } = condition.condition;
  const isOwn = key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`);
  return { cause: isOwn ? 'unfilled-claim' : 'misbound-key', evidence: key };
}

function causeOfValue(condition: IssuerCondition, value: string): Death | undefined {
  if (conditionOutcome(condition, { sub: value }, new Set()) === 'no' && isPositive(condition))
    return undefined;
  const comparison = condition.operator?.row.comparison;
  const isLiteral = comparison === 'equals' || comparison === 'equals-ignoring-case';
  if (isLiteral && (value.includes('*') || value.includes('?')))
    return { cause: 'literal-wildcard', evidence: value };
  const refType = /:ref_type:([^:*?]*)(:|$)/.exec(`:${value}`)?.[1];
  if (refType !== undefined && refType !== 'branch' && refType !== 'tag')
    return { cause: 'unminted-ref-type', evidence: value };
  const name = value.split(':')[0] as string;
  const isLeader = Object.hasOwn(COMPONENTS, name) && COMPONENTS[name]?.leads === true;
  return isLeader ? undefined : { cause: 'missing-prefix', evidence: value };
}
