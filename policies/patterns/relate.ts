import type { Pattern } from './pattern.ts';
import { noneOf } from './positions.ts';
import { search, type Budget } from './search.ts';
import { ANY_TEXT } from './text-grammar.ts';
import { unionOf } from './union.ts';

/** How the texts of one list of patterns lie to those of another. */
export type Relation = 'inside' | 'disjoint' | 'overlapping' | 'unknown';

/** Decides how the texts that match one of some patterns lie to those that match one of others. */
export function relate(inner: readonly Pattern[], outer: readonly Pattern[], budget: Budget): Relation {
  const union = unionOf(inner);
  const outside = search({ grammar: ANY_TEXT, unions: [union], machines: [noneOf(outer)] }, budget);
  if (outside.kind === 'none') return 'inside';
  const shared = search({ grammar: ANY_TEXT, unions: [union, unionOf(outer)], machines: [] }, budget);
  if (shared.kind === 'none') return 'disjoint';
  return outside.kind === 'exhausted' || shared.kind === 'exhausted' ? 'unknown' : 'overlapping';
}
