import {
  codePointsOf,
  foldCodePoint,
  isRun,
  RUN,
  takes,
  wildcardPattern,
  type Fold,
  type Pattern,
} from './pattern.ts';

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
export function matches({ elements, fold }: Pattern, text: string): boolean {
  // WHY: before the first run there is one position to keep, and most texts go no further.
  let offset = 0;
  let length = 0;
  for (; length < elements.length && !isRun(elements[length]); length++) {
    const codePoint = text.codePointAt(offset);
    if (codePoint === undefined || !takes(elements[length], foldCodePoint(codePoint, fold))) return false;
    offset += codePoint > 0xffff ? 2 : 1;
  }
  if (length === elements.length) return offset === text.length;
  if (elements[length] === RUN && isLiteralFrom(elements, length + 1))
    return endsWith(text, offset, elements, length + 1, fold);
  return matchesFrom(elements, length, codePointsOf(text.slice(offset)), fold);
}

function isLiteralFrom(elements: readonly number[], start: number): boolean {
  for (let at = start; at < elements.length; at++) if ((elements[at] as number) < 0) return false;
  return true;
}

/** Tells whether a text, from an offset on, ends with the literal elements of a pattern from some place on. */
function endsWith(
  text: string,
  offset: number,
  elements: readonly number[],
  start: number,
  fold: Fold,
): boolean {
  let end = text.length;
  for (let at = elements.length - 1; at >= start; at--) {
    if (end <= offset) return false;
    const isPair = end - 2 >= offset && (text.codePointAt(end - 2) as number) > 0xffff;
    end -= isPair ? 2 : 1;
    if (foldCodePoint(text.codePointAt(end) as number, fold) !== elements[at]) return false;
  }
  return true;
}

/** INVARIANT: the positions that are reached stand in ascending order. */
function matchesFrom(
  elements: readonly number[],
  start: number,
  codePoints: readonly number[],
  fold: Fold,
): boolean {
  let reached: number[] = [];
  let next: number[] = [];
  reach(elements, start, reached);
  for (const codePoint of codePoints) {
    const folded = foldCodePoint(codePoint, fold);
    for (const position of reached) {
      const element = elements[position];
      if (takes(element, folded)) reach(elements, isRun(element) ? position : position + 1, next);
    }
    if (next.length === 0) return false;
    [reached, next] = [next, reached];
    next.length = 0;
  }
  return reached.at(-1) === elements.length;
}

/**
 * Adds a position, and those behind it that are reached without a character: a run may be empty.
 *
 * WHY: whatever matches from before a `*` that was reached also matches from there, so that nothing before is kept.
 */
function reach(elements: readonly number[], position: number, into: number[]): void {
  for (let at = position; ; at++) {
    // WHY: what was added last came with all that lies between it and where it was reached from.
    if (at > (into.at(-1) ?? -1)) {
      if (elements[at] === RUN) into.length = 0;
      into.push(at);
    }
    if (!isRun(elements[at])) return;
  }
}
