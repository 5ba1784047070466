import { covers } from './covers.ts';
import { isLiteral, isRun, RUN, type Pattern } from './pattern.ts';
import { noneOf } from './positions.ts';
import { search, type Budget } from './search.ts';
import { ANY_TEXT } from './text-grammar.ts';
import { unionOf } from './union.ts';

/** How the texts of one list of patterns lie to those of another. */
export type Relation = 'inside' | 'disjoint' | 'overlapping' | 'unknown';

/**
 * Decides how the texts that match one of some patterns lie to those that match one of others.
 *
 * @param budget - hands out what a search may spend, where it takes one
 */
export function relate(inner: readonly Pattern[], outer: readonly Pattern[], budget: () => Budget): Relation {
  return relateByElements(inner, outer) ?? relateBySearch(inner, outer, budget());
}

/** WHY: two long patterns with many runs are compared in the product of their lengths, which nobody counts. */
const MAX_COMPARISONS = 2 ** 20;

/**
 * Decides it by comparing the patterns element by element, without any automaton: always, where there is no
 * wildcard but `*`, and often where there is.
 *
 * A text with some letter that no pattern names, in place of each `*` of an inner pattern, is matched by an outer one
 * whose own `*` take those letters, or it is a text outside.
 *
 * Equivalent to: {@link relateBySearch}, wherever it answers.
 */
export function relateByElements(
  inner: readonly Pattern[],
  outer: readonly Pattern[],
): Exclude<Relation, 'unknown'> | undefined {
  const patterns = [...inner, ...outer];
  if (!patterns.every(isUsual) || lengthOf(inner) * lengthOf(outer) > MAX_COMPARISONS) return undefined;
  if (inner.every((one) => outer.some((other) => covers(other.elements, one.elements)))) return 'inside';
  if (inner.every((one) => outer.every((other) => areDisjoint(one, other)))) return 'disjoint';
  return patterns.every(isPlain) ? 'overlapping' : undefined;
}

function lengthOf(patterns: readonly Pattern[]): number {
  return patterns.reduce((length, { elements }) => length + elements.length, 0);
}

/** WHY: no text is empty, so what an empty pattern means is left to the search. */
function isUsual({ elements, fold }: Pattern): boolean {
  return fold === 'none' && elements.length > 0;
}

/** Tells whether a pattern has no wildcard but `*`. */
function isPlain({ elements }: Pattern): boolean {
  return elements.every((element) => element >= 0 || element === RUN);
}

/** Tells whether two patterns obviously have no text in common. */
function areDisjoint(one: Pattern, other: Pattern): boolean {
  if (differ(one, other, (elements, at) => elements[at])) return true;
  if (differ(one, other, (elements, at) => elements[elements.length - 1 - at])) return true;
  if (isLiteral(one)) return isPlain(other) && !covers(other.elements, one.elements);
  return isLiteral(other) && isPlain(one) && !covers(one.elements, other.elements);
}

/** Tells whether two patterns differ before either has a wildcard, or one is literal and ends too early. */
function differ(
  { elements: one }: Pattern,
  { elements: other }: Pattern,
  elementAt: (elements: readonly number[], at: number) => number | undefined,
): boolean {
  for (let at = 0; ; at++) {
    const [first, second] = [elementAt(one, at), elementAt(other, at)];
    if (first === undefined || second === undefined) return first !== second && !isRun(first ?? second);
    if (first < 0 || second < 0) return false;
    if (first !== second) return true;
  }
}

/** Decides it by automata. */
export function relateBySearch(
  inner: readonly Pattern[],
  outer: readonly Pattern[],
  budget: Budget,
): Relation {
  // WHY: to build the automata costs something too.
  if (budget.states <= 0 || budget.transitions <= 0) return 'unknown';
  const union = unionOf(inner);
  const outside = search({ grammar: ANY_TEXT, unions: [union], machines: [noneOf(outer)] }, budget);
  if (outside.kind === 'none') return 'inside';
  const shared = search({ grammar: ANY_TEXT, unions: [union, unionOf(outer)], machines: [] }, budget);
  if (shared.kind === 'none') return 'disjoint';
  return outside.kind === 'exhausted' || shared.kind === 'exhausted' ? 'unknown' : 'overlapping';
}
