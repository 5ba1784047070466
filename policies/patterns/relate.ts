import { isRun, RUN, type Pattern } from './pattern.ts';
import { noneOf } from './positions.ts';
import { search, type Budget } from './search.ts';
import { ANY_TEXT } from './text-grammar.ts';
import { unionOf } from './union.ts';

/** How the texts of one list of patterns lie to those of another. */
export type Relation = 'inside' | 'disjoint' | 'overlapping' | 'unknown';

/** Decides how the texts that match one of some patterns lie to those that match one of others. */
export function relate(inner: readonly Pattern[], outer: readonly Pattern[], budget: Budget): Relation {
  return relateByBeginning(inner, outer) ?? relateBySearch(inner, outer, budget);
}

/**
 * Decides it by what the patterns begin with, for the usual ones: literals, and beginnings with one `*` behind.
 *
 * Equivalent to: {@link relateBySearch}, wherever it answers.
 */
export function relateByBeginning(
  inner: readonly Pattern[],
  outer: readonly Pattern[],
): 'inside' | 'disjoint' | undefined {
  if (![...inner, ...outer].every(isUsual)) return undefined;
  if (inner.every((one) => outer.some((other) => isInsideBeginning(one, other)))) return 'inside';
  return inner.every((one) => outer.every((other) => haveOtherBeginnings(one, other)))
    ? 'disjoint'
    : undefined;
}

/** WHY: no text is empty, so what an empty pattern means is left to the search. */
function isUsual({ elements, fold }: Pattern): boolean {
  return fold === 'none' && elements.length > 0;
}

/** Tells whether one pattern begins with all that stands before the only, last `*` of another, or equals it. */
function isInsideBeginning({ elements }: Pattern, { elements: other }: Pattern): boolean {
  const isOpen = other.at(-1) === RUN;
  const length = isOpen ? other.length - 1 : other.length;
  if (isOpen ? elements.length < length : elements.length !== length) return false;
  for (let at = 0; at < length; at++) if (elements[at] !== other[at]) return false;
  return true;
}

/** Tells whether two patterns differ before either has a wildcard, or one is literal and ends too early. */
function haveOtherBeginnings({ elements }: Pattern, { elements: other }: Pattern): boolean {
  for (let at = 0; ; at++) {
    const [first, second] = [elements[at], other[at]];
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
