import { codePointsOf, foldCodePoint, isRun, takes, wildcardPattern, type Pattern } from './pattern.ts';

/**
 * Tells whether a text matches one pattern, in which `*` is any run of characters, also none, and `?` is
 * exactly one code point.
 *
 * @param pattern - literal text with `*` and `?`; there is no escape
 * @param text - compared by code point and with case
 */
export function matchesPattern(pattern: string, text: string): boolean {
  return matches(wildcardPattern(pattern), text);
}

/**
 * Tells whether a text belongs to a compiled pattern: the slow and obvious way, which the automata are
 * compared with. It walks the text once and keeps every position of the pattern that is reached so far.
 *
 * Cost: pattern elements × code points.
 */
export function matches(pattern: Pattern, text: string): boolean {
  let reached = withEmptyRuns(pattern, new Set([0]));
  for (const codePoint of codePointsOf(text)) {
    const folded = foldCodePoint(codePoint, pattern.fold);
    const next = new Set<number>();
    for (const position of reached) {
      const element = pattern.elements[position];
      if (takes(element, folded)) next.add(isRun(element) ? position : position + 1);
    }
    reached = withEmptyRuns(pattern, next);
    if (reached.size === 0) return false;
  }
  return reached.has(pattern.elements.length);
}

/** INVARIANT: a set grows while it is walked, so a run behind a run is passed as well. */
function withEmptyRuns(pattern: Pattern, positions: Set<number>): Set<number> {
  for (const position of positions) {
    if (isRun(pattern.elements[position])) positions.add(position + 1);
  }
  return positions;
}
