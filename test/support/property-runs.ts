import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import * as fc from 'fast-check';

const fromEnvironment = (name: string, otherwise: number): number => {
  const text = process.env[name];
  const number = Number(text);
  if (text === undefined || text === '') return otherwise;
  if (!Number.isSafeInteger(number))
    throw new Error(`\`${name}\` has to be a whole number, it is \`${text}\``);
  return number;
};

/** How often each property runs. */
export const RUNS = fromEnvironment('TRUSTWARDEN_RUNS', 1000);
/** How many tokens are tried on each policy. */
export const TOKENS = fromEnvironment('TRUSTWARDEN_TOKENS', 20);
/** What everything random follows from; printed, so that a run can be repeated. */
export const SEED = fromEnvironment('TRUSTWARDEN_SEED', Date.now() % 0x7fffffff);

/** How long one property may take: the runs of a night do not fit into what a unit test gets. */
export const TIMEOUT = 60_000 + RUNS * TOKENS * 10;

/** Checks a property with the seed and the number of runs of this process, and shows the smallest counterexample. */
export function holdsAlways<T>(
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void,
  runs: number = RUNS,
): void {
  fc.assert(fc.property(arbitrary, check), { numRuns: runs, seed: SEED });
}

/**
 * Expects a value to equal another.
 *
 * WHY: to ask `expect` takes a tenth of a millisecond, so the checks of a property ask it only where it is to fail.
 */
export function expectEqual(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

/** Writes one line to the output of the run, past the test runner's own frame around it. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
