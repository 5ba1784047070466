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
  const close = (reached: number[]): Positions => closePositions(patterns, reached);
  return lazyMachine<Positions>({
    start: close(patterns.map((_, index) => index * STRIDE)),
    key: (positions) => positions.join(),
    step(positions, codePoint) {
      const next = close(stepPositions(patterns, positions, codePoint));
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

function stepPositions(patterns: readonly Pattern[], positions: Positions, codePoint: number): number[] {
  const next: number[] = [];
  for (const pair of positions) {
    const pattern = patterns[Math.floor(pair / STRIDE)] as Pattern;
    const element = pattern.elements[pair % STRIDE];
    if (takes(element, foldCodePoint(codePoint, pattern.fold))) next.push(isRun(element) ? pair : pair + 1);
  }
  return next;
}

function closePositions(patterns: readonly Pattern[], reached: number[]): Positions {
  const all = new Set(reached);
  for (const pair of all) {
    if (isRun(patterns[Math.floor(pair / STRIDE)]?.elements[pair % STRIDE])) all.add(pair + 1);
  }
  const lastRun = new Map<number, number>();
  for (const pair of all) {
    const index = Math.floor(pair / STRIDE);
    if (patterns[index]?.elements[pair % STRIDE] !== RUN) continue;
    lastRun.set(index, Math.max(lastRun.get(index) ?? 0, pair));
  }
  const kept = [...all].filter((pair) => pair >= (lastRun.get(Math.floor(pair / STRIDE)) ?? 0));
  return kept.sort((one, other) => one - other);
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
