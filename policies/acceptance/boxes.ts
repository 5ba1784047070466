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

class StatementBox implements Box {
  readonly statement: Statement;
  readonly issuer: string;
  readonly reach: Outcome;
  readonly #hasVariables: boolean;
  #conditions: readonly IssuerCondition[] | undefined;

  constructor(statement: Statement, issuer: string, reach: Outcome, hasVariables: boolean) {
    this.statement = statement;
    this.issuer = issuer;
    this.reach = reach;
    this.#hasVariables = hasVariables;
  }

  /** WHY: read when they are asked for, since the usual forms are judged without. */
  get conditions(): readonly IssuerCondition[] {
    const { effect, conditions } = this.statement;
    this.#conditions ??= conditions.map((each) =>
      readCondition(each, effect, this.issuer, this.#hasVariables),
    );
    return this.#conditions;
  }
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
  const allows: Box[] = [];
  const denies: Box[] = [];
  for (const statement of policy.statements) {
    const reach = reachOf(statement, issuer, account);
    if (reach === 'no') continue;
    const box = new StatementBox(statement, issuer, reach, policy.hasVariables);
    if (statement.effect === 'Allow') allows.push(box);
    else denies.push(box);
  }
  // WHY: only a Deny can be dodged.
  return { allows, denies, dodged: denies.length === 0 ? NO_KEYS : dodgedKeys([...allows, ...denies]) };
}

/** The statements of a policy that reach an issuer. */
export type BoxesOf = (issuer: string) => Boxes;

/** Returns the statements that reach each issuer, found when they are asked for and then kept. */
export function boxesByIssuer(policy: TrustPolicy, account: string | undefined): BoxesOf {
  const known = new Map<string, Boxes>();
  return (issuer) => {
    let boxes = known.get(issuer);
    if (boxes === undefined) known.set(issuer, (boxes = boxesFor(policy, issuer, account)));
    return boxes;
  };
}

const NO_KEYS: ReadonlySet<string> = new Set();

function dodgedKeys(boxes: readonly Box[]): Set<string> {
  const uses = new Map<string, number>();
  for (const { conditions } of boxes) {
    for (const { condition } of conditions) {
      const key = condition.key.toLowerCase();
      if (isPickedFreely(key)) uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  return new Set([...uses].filter(([, count]) => count === 1).map(([key]) => key));
}
