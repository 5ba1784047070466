import type { Outcome } from '../conditions/doubt.ts';
import { readCondition, type IssuerCondition } from '../conditions/constraint.ts';
import { isPickedFreely } from '../claims/keys.ts';
import type { Statement, TrustPolicy } from '../document/trust-policy.ts';
import { reachOf } from './reach.ts';

/** A statement as the tokens of one issuer meet it. */
export interface Box {
  readonly statement: Statement;
  readonly issuer: string;
  /** Whether it is about the issuer's tokens at all; never `no`. */
  readonly reach: Outcome;
  readonly conditions: readonly IssuerCondition[];
}

/** The statements of a policy that reach one issuer. */
export interface Boxes {
  readonly allows: readonly Box[];
  readonly denies: readonly Box[];
  /** Keys that the caller picks freely and that one condition alone asks for: a Deny on one is dodged. */
  readonly dodged: ReadonlySet<string>;
}

/** Returns the statements that reach an issuer's tokens. */
export function boxesFor(policy: TrustPolicy, issuer: string, account: string | undefined): Boxes {
  const boxes = policy.statements.flatMap((statement): Box[] => {
    const reach = reachOf(statement, issuer, account);
    if (reach === 'no') return [];
    const conditions = statement.conditions.map((condition) =>
      readCondition(condition, statement.effect, issuer, policy.hasVariables),
    );
    return [{ statement, issuer, reach, conditions }];
  });
  return {
    allows: boxes.filter((box) => box.statement.effect === 'Allow'),
    denies: boxes.filter((box) => box.statement.effect === 'Deny'),
    dodged: dodgedKeys(boxes),
  };
}

function dodgedKeys(boxes: readonly Box[]): Set<string> {
  const uses = new Map<string, number>();
  for (const { condition } of boxes.flatMap((box) => box.conditions)) {
    const key = condition.key.toLowerCase();
    if (isPickedFreely(key)) uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return new Set([...uses].filter(([, count]) => count === 1).map(([key]) => key));
}
