import type { Claims, Token } from '../claims/token.ts';
import type { IssuerCondition } from '../conditions/constraint.ts';
import { allOf, anyOf, type Outcome } from '../conditions/doubt.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import { boxesFor, type Box, type Boxes } from './boxes.ts';
import { conditionOutcome } from './outcome.ts';

/** What STS says to a token, as far as it can be told from here. */
export interface Decision {
  /** `yes`: let in; `no`: kept out; `requires`: depends on the keys below; `unknown`: on what has no known meaning. */
  readonly outcome: Outcome;
  /** Keys whose value nobody here knows and that the answer depends on, in order. */
  readonly requires: readonly string[];
}

/**
 * Decides what STS says to one token: the plain evaluator, slow and obvious, statement by statement.
 *
 * The automata are compared with it, and every witness passes through it before it is shown.
 *
 * @param token - has `sub` and `aud`; a claim that is missing here is missing in the request
 * @param account - the role's account, where it is known
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluateToken(policy: TrustPolicy, token: Token, account: string | undefined): Decision {
  return decide(boxesFor(policy, token.issuer, account), token.claims);
}

/** Decides what STS says to a token of the issuer whose statements these are. */
export function decide(boxes: Boxes, claims: Claims): Decision {
  const outcome = outcomeFor(boxes, claims);
  return { outcome, requires: outcome === 'requires' ? keysRequired(boxes, claims) : NO_KEYS };
}

const NO_KEYS: readonly string[] = [];

function outcomeFor({ allows, denies, dodged }: Boxes, claims: Claims): Outcome {
  const allowed = anyOf(allows.map((box) => outcomeOf(box, claims, dodged)));
  // WHY: most documents have no Deny, and most tokens get in nowhere.
  if (allowed === 'no' || denies.length === 0) return allowed;
  return allOf([allowed, ...denies.map((box) => not(outcomeOf(box, claims, dodged)))]);
}

function keysRequired({ allows, denies, dodged }: Boxes, claims: Claims): string[] {
  const doubtful = [...allows, ...denies].filter((box) => outcomeOf(box, claims, dodged) === 'requires');
  const conditions = doubtful.flatMap((box) => box.conditions);
  const requiring = conditions.filter((each) => conditionOutcome(each, claims, dodged) === 'requires');
  return [...new Set(requiring.flatMap(requiredKeys))].sort();
}

/** Tells whether a statement applies to a token. WHY: one condition that fails is enough, and is often the first. */
function outcomeOf({ reach, conditions }: Box, claims: Claims, dodged: ReadonlySet<string>): Outcome {
  let result = reach;
  for (const condition of conditions) {
    const outcome = conditionOutcome(condition, claims, dodged);
    if (outcome === 'no') return 'no';
    if (outcome !== 'yes') result = allOf([result, outcome]);
  }
  return result;
}

function not(outcome: Outcome): Outcome {
  if (outcome === 'yes') return 'no';
  return outcome === 'no' ? 'yes' : outcome;
}

/** Returns the keys that a doubtful condition depends on: its own, or those of its policy variables. */
function requiredKeys({ condition, key, values }: IssuerCondition): string[] {
  if (key.kind === 'unknown' || key.kind === 'callers') return [condition.key];
  return values.flatMap((value) => (value.kind === 'elements' ? value.variables : []));
}
