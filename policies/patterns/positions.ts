import type { CharacterSet } from './character-set.ts';
import { lazyMachine, type LazyMachine } from './machine.ts';
import { foldCodePoint, isRun, RUN, takes, unfoldCodePoint, type Pattern } from './pattern.ts';

const COLON = 0x3a;

/** Where a text stands in several patterns at once: sorted pairs of pattern and position, in one number each. */
export type Positions = readonly number[];

const STRIDE = 2 ** 24;

/** Which patterns a text matches when it ends at these positions. */
export function matchedPatterns(patterns: readonly Pattern[], positions: Positions): number[] {
  const matched: number[] = [];
  for (const pair of positions) {
    const index = Math.floor(pair / STRIDE);
    if (pair % STRIDE === patterns[index]?.elements.length && !matched.includes(index)) matched.push(index);
  }
  return matched;
}

/**
 * Follows several patterns at once, deterministically.
 *
 * A pattern that has reached its last run of `*` keeps no earlier position: whatever matches from there also
 * matches from the later run on.
 *
 * Cost: exponential in the number of `?` after a `*` at worst; the budget of the search bounds it.
 */
export function positionsMachine(
  patterns: readonly Pattern[],
  accepts: (positions: Positions) => boolean,
  isDead: (positions: Positions) => boolean = () => false,
): LazyMachine<Positions> {
  const start: number[] = [];
  for (const [index, pattern] of patterns.entries()) reach(pattern, index * STRIDE, start);
  return lazyMachine<Positions>({
    start,
    key: (positions) => (positions.length === 1 ? (positions[0] as number) : positions.join()),
    step(positions, codePoint) {
      const next = stepPositions(patterns, positions, codePoint);
      return isDead(next) ? undefined : next;
    },
    accepts,
    labels: (positions, into) => addLabels(patterns, positions, into),
    size: (positions) => positions.length,
  });
}

/** Builds the automaton of "none of these patterns matches". */
export function noneOf(patterns: readonly Pattern[]): LazyMachine<Positions> {
  return positionsMachine(
    patterns,
    (positions) => matchedPatterns(patterns, positions).length === 0,
    (positions) => positions.some((pair) => matchesWhateverFollows(patterns, pair)),
  );
}

function matchesWhateverFollows(patterns: readonly Pattern[], pair: number): boolean {
  const elements = patterns[Math.floor(pair / STRIDE)]?.elements ?? [];
  const position = pair % STRIDE;
  return position === elements.length - 1 && elements[position] === RUN;
}

/** INVARIANT: positions ascend, so what they lead to ascends as well, and is closed in one pass. */
function stepPositions(patterns: readonly Pattern[], positions: Positions, codePoint: number): Positions {
  const next: number[] = [];
  for (const pair of positions) {
    const pattern = patterns[Math.floor(pair / STRIDE)] as Pattern;
    const element = pattern.elements[pair % STRIDE];
    if (takes(element, foldCodePoint(codePoint, pattern.fold)))
      reach(pattern, isRun(element) ? pair : pair + 1, next);
  }
  return next;
}

/** Adds a position and those behind it that are reached without a character; the last run drops what is before. */
function reach({ elements }: Pattern, pair: number, into: number[]): void {
  const first = pair - (pair % STRIDE);
  for (let at = pair; ; at++) {
    const element = elements[at % STRIDE];
    if (at > (into.at(-1) ?? -1)) {
      if (element === RUN) while (into.length > 0 && (into.at(-1) as number) >= first) into.pop();
      into.push(at);
    }
    if (!isRun(element)) return;
  }
}

function addLabels(patterns: readonly Pattern[], positions: Positions, into: CharacterSet): void {
  for (const pair of positions) {
    const pattern = patterns[Math.floor(pair / STRIDE)] as Pattern;
    const element = pattern.elements[pair % STRIDE];
    if (element === undefined) continue;
    if (element < 0) into.add(COLON);
    else for (const codePoint of unfoldCodePoint(element, pattern.fold)) into.add(codePoint);
  }
}
