/** An element that is no literal code point. `…_IN_PART` do not cross a colon: ARN operators compare part by part. */
export const ANY = -1;
export const RUN = -2;
export const ANY_IN_PART = -3;
export const RUN_IN_PART = -4;

const COLON = 0x3a;

/**
 * How letters compare: `none` with case; `ascii` folds A to Z only; `full` folds whatever upper and lower
 * case connect (so `k` and the Kelvin sign are one).
 */
export type Fold = 'none' | 'ascii' | 'full';

/** A condition value, compiled: literal code points (folded already) and the elements above. */
export interface Pattern {
  readonly elements: readonly number[];
  readonly fold: Fold;
}

/** Folds one code point. */
export function foldCodePoint(codePoint: number, fold: Fold): number {
  if (fold === 'none') return codePoint;
  if (codePoint < 0x80) return codePoint >= 0x41 && codePoint <= 0x5a ? codePoint + 0x20 : codePoint;
  if (fold === 'ascii') return codePoint;
  const folded = String.fromCodePoint(codePoint).toUpperCase().toLowerCase();
  const first = folded.codePointAt(0) as number;
  return String.fromCodePoint(first) === folded ? first : codePoint;
}

/** Folds the letters A to Z of a text and nothing else, as GitLab's paths compare. */
export function foldAscii(text: string): string {
  const lower = text.toLowerCase();
  // WHY: nearly every text has no other letters, and most are folded already.
  if (lower === text || isAscii(text)) return lower;
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** Returns the code points of a text; a lone surrogate counts as one. */
export function codePointsOf(text: string): number[] {
  const codePoints: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const codePoint = text.codePointAt(at) as number;
    if (codePoint > 0xffff) at++;
    codePoints.push(codePoint);
  }
  return codePoints;
}

/** Compiles a text that is literal throughout. */
export function literalPattern(text: string, fold: Fold = 'none'): Pattern {
  return { elements: codePointsOf(text).map((codePoint) => foldCodePoint(codePoint, fold)), fold };
}

/** Compiles a text in which `*` and `?` are wildcards and nothing is an escape. */
export function wildcardPattern(text: string, fold: Fold = 'none'): Pattern {
  return patternOf(wildcardElements(text), fold);
}

/** Returns the elements that stand for a wildcard text. */
export function wildcardElements(text: string): number[] {
  const elements = codePointsOf(text);
  for (let at = 0; at < elements.length; at++) elements[at] = wildcardElement(elements[at] as number);
  return elements;
}

/** Builds a pattern from elements; neighbouring runs are one. */
export function patternOf(elements: readonly number[], fold: Fold): Pattern {
  if (fold === 'none' && !hasNeighbouringRuns(elements)) return { elements, fold };
  const kept: number[] = [];
  for (const element of elements) {
    if (element === RUN && kept.at(-1) === RUN) continue;
    kept.push(element < 0 || fold === 'none' ? element : foldCodePoint(element, fold));
  }
  return { elements: kept, fold };
}

function hasNeighbouringRuns(elements: readonly number[]): boolean {
  for (let at = 1; at < elements.length; at++) {
    if (elements[at] === RUN && elements[at - 1] === RUN) return true;
  }
  return false;
}

/** Returns the element that a character of a wildcard text stands for. */
export function wildcardElement(codePoint: number): number {
  if (codePoint === 0x2a) return RUN;
  return codePoint === 0x3f ? ANY : codePoint;
}

/** Tells whether an element stands for any number of characters. */
export function isRun(element: number | undefined): boolean {
  return element === RUN || element === RUN_IN_PART;
}

/** Tells whether an element, literal or not, can take a code point that was folded before. */
export function takes(element: number | undefined, folded: number): boolean {
  if (element === undefined) return false;
  if (element === ANY || element === RUN) return true;
  if (element === ANY_IN_PART || element === RUN_IN_PART) return folded !== COLON;
  return element === folded;
}

/** Tells whether a pattern has no wildcard. */
export function isLiteral(pattern: Pattern): boolean {
  return pattern.elements.every((element) => element >= 0);
}

let preimages: Map<number, number[]> | undefined;

/** Returns every code point that folds to a folded one, itself included. */
export function unfoldCodePoint(folded: number, fold: Fold): readonly number[] {
  if (fold === 'none') return [folded];
  if (fold === 'ascii') return folded >= 0x61 && folded <= 0x7a ? [folded, folded - 0x20] : [folded];
  preimages ??= foldPreimages();
  return preimages.get(folded) ?? [folded];
}

/** WHY: no case pair lies beyond the second plane, so one pass over two planes finds them all. */
function foldPreimages(): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let codePoint = 0; codePoint < 0x20000; codePoint++) {
    const folded = foldCodePoint(codePoint, 'full');
    if (folded === codePoint) continue;
    const list = found.get(folded) ?? [folded];
    list.push(codePoint);
    found.set(folded, list);
  }
  return found;
}
