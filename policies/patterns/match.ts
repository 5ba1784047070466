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
  let reached = new Set<number>();
  reach(pattern, 0, reached);
  for (const codePoint of codePointsOf(text)) {
    const folded = foldCodePoint(codePoint, pattern.fold);
    const next = new Set<number>();
    for (const position of reached) {
      const element = pattern.elements[position];
      if (takes(element, folded)) reach(pattern, isRun(element) ? position : position + 1, next);
    }
    reached = next;
    if (reached.size === 0) return false;
  }
  return reached.has(pattern.elements.length);
}

/** Adds a position, and those behind it that are reached without a character: a run may be empty. */
function reach(pattern: Pattern, position: number, into: Set<number>): void {
  for (let at = position; !into.has(at); at++) {
    into.add(at);
    if (!isRun(pattern.elements[at])) return;
  }
}
