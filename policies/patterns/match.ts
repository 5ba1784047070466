import {
  codePointsOf,
  foldCodePoint,
  isRun,
  RUN,
  RUN_IN_PART,
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
  return matchesByPieces(pattern, text) ?? matches(wildcardPattern(pattern), text);
}

/**
 * Tells it by what stands between the `*` of a pattern without `?`, each piece taken where it comes first; the usual
 * case, for which nothing has to be compiled.
 *
 * Equivalent to: {@link matchesPattern}, wherever it answers.
 */
export function matchesByPieces(pattern: string, text: string): boolean | undefined {
  if (pattern.includes('?')) return undefined;
  let run = pattern.indexOf('*');
  if (run < 0) return pattern === text;
  if (isBesideHalf(pattern, run)) return undefined;
  if (!text.startsWith(pattern.slice(0, run))) return false;
  let end = run;
  for (let next = pattern.indexOf('*', run + 1); next >= 0; next = pattern.indexOf('*', run + 1)) {
    if (isBesideHalf(pattern, next)) return undefined;
    const piece = pattern.slice(run + 1, next);
    const start = text.indexOf(piece, end);
    if (start < 0) return false;
    end = start + piece.length;
    run = next;
  }
  const last = pattern.slice(run + 1);
  return text.length >= end + last.length && text.endsWith(last);
}

/** WHY: half a character beside a wildcard may look like one half of a whole one. */
function isBesideHalf(pattern: string, run: number): boolean {
  return isSurrogate(pattern.charCodeAt(run - 1)) || isSurrogate(pattern.charCodeAt(run + 1));
}

function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}

/**
 * Tells whether a text belongs to a compiled pattern: the slow and obvious way, which the automata are
 * compared with. It walks the text once, and goes back to the last `*` to let it take one character more.
 *
 * Cost: pattern elements × code points.
 */
export function matches({ elements, fold }: Pattern, text: string): boolean {
  let at = 0;
  let offset = 0;
  let run = -1;
  let taken = 0;
  while (offset < text.length) {
    const element = elements[at];
    // WHY: a run that ends at a colon may have to be longer for the sake of another one.
    if (element === RUN_IN_PART) return matchesByParts(elements, codePointsOf(text), fold);
    if (element === RUN) {
      run = at++;
      if (isLiteralFrom(elements, at)) return endsWith(text, offset, elements, at, fold);
      taken = offset;
      continue;
    }
    const codePoint = text.codePointAt(offset) as number;
    if (takes(element, foldCodePoint(codePoint, fold))) {
      at++;
      offset += unitsOf(codePoint);
    } else if (run >= 0) {
      at = run + 1;
      taken += unitsOf(text.codePointAt(taken) as number);
      offset = taken;
    } else return false;
  }
  while (isRun(elements[at])) at++;
  return at === elements.length;
}

function unitsOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
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
function matchesByParts(elements: readonly number[], codePoints: readonly number[], fold: Fold): boolean {
  let reached: number[] = [];
  let next: number[] = [];
  reach(elements, 0, reached);
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
