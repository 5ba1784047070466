import { canonicalText } from '../document/encode.ts';
import type { Statement } from '../document/trust-policy.ts';

/** A statement of the new document, and the one of the old document whose place it takes. */
export interface WrittenStatement {
  readonly statement: Statement;
  readonly replaces: Statement | undefined;
}

/** What becomes of every statement of the old document, and which ones the new document adds. */
export interface StatementChanges {
  /** Statements of the old document that the new one has as well. */
  readonly kept: readonly Statement[];
  /** Statements of the old document with nothing in their place. */
  readonly removed: readonly Statement[];
  /** Statements that only the new document has. */
  readonly written: readonly WrittenStatement[];
}

/**
 * Compares two documents statement by statement; order, and how a list is spelled, make no difference.
 *
 * A new statement replaces the changed one of the same `Sid`, else the first one of the same effect that shares
 * a principal with it which no other new statement has taken over. So the parts of a split replace the same one.
 */
export function changedStatements(
  before: readonly Statement[],
  after: readonly Statement[],
): StatementChanges {
  const [old, current] = [new Set(before.map(meaningOf)), new Set(after.map(meaningOf))];
  const changed = before.filter((statement) => !current.has(meaningOf(statement)));
  const written = matchReplaced(
    changed,
    after.filter((statement) => !old.has(meaningOf(statement))),
  );
  const replaced = new Set(written.map(({ replaces }) => replaces));
  return {
    kept: before.filter((statement) => !changed.includes(statement)),
    removed: changed.filter((statement) => !replaced.has(statement)),
    written,
  };
}

function meaningOf(statement: Statement): string {
  return canonicalText({ Statement: statement.json });
}

function matchReplaced(changed: readonly Statement[], added: readonly Statement[]): WrittenStatement[] {
  const taken = new Set<string>();
  return added.map((statement) => {
    const replaces = replacedBy(statement, changed, taken);
    if (replaces !== undefined) for (const share of shares(replaces, statement)) taken.add(share);
    return { statement, replaces };
  });
}

function replacedBy(
  statement: Statement,
  changed: readonly Statement[],
  taken: ReadonlySet<string>,
): Statement | undefined {
  const named = changed.filter((old) => old.sid !== undefined && old.sid === statement.sid);
  const candidates = named.length > 0 ? named : changed.filter((old) => old.effect === statement.effect);
  return (
    candidates.find((old) => shares(old, statement).some((share) => !taken.has(share))) ??
    candidates.findLast((old) => shares(old, statement).length > 0) ??
    named[0]
  );
}

/** Returns the principals that a statement takes over from an old one, as text that names both. */
function shares(old: Statement, statement: Statement): string[] {
  const ours = new Set(principalTexts(statement));
  return principalTexts(old)
    .filter((text) => ours.has(text))
    .map((text) => `${old.index} ${text}`);
}

function principalTexts({ principal }: Statement): string[] {
  return principal.principals.map(({ type, value }) => JSON.stringify([principal.negated, type, value]));
}
