/**
 * Why something cannot be decided from here: `requires`, it depends on a key whose value nobody here knows;
 * `unknown`, its meaning itself is not known.
 */
export type Doubt = 'requires' | 'unknown';

/** Whether something holds, as far as can be said. */
export type Outcome = 'yes' | 'no' | Doubt;

/** How doubts are settled in one reading of a policy: as if the thing in doubt held, or as if it did not. */
export type Reading = Readonly<Record<Doubt, boolean>>;

/** Whatever is in doubt does not hold. */
export const SURELY: Reading = { requires: false, unknown: false };
/** Keys that nobody knows are as wanted; what has no known meaning does not hold. */
export const IF_REQUIRED: Reading = { requires: true, unknown: false };
/** Keys that nobody knows are not as wanted; what has no known meaning may hold. */
export const UNLESS_REQUIRED: Reading = { requires: false, unknown: true };
/** Whatever is in doubt holds. */
export const PERHAPS: Reading = { requires: true, unknown: true };

/** Settles an outcome in a reading. */
export function holds(outcome: Outcome, reading: Reading): boolean {
  if (outcome === 'yes') return true;
  return outcome === 'no' ? false : reading[outcome];
}

/** Returns the outcome of "all of these". */
export function allOf(outcomes: Iterable<Outcome>): Outcome {
  let result: Outcome = 'yes';
  for (const outcome of outcomes) {
    if (outcome === 'no') return 'no';
    if (outcome === 'unknown' || result === 'yes') result = outcome;
  }
  return result;
}

/** Returns the outcome of "at least one of these". */
export function anyOf(outcomes: Iterable<Outcome>): Outcome {
  let result: Outcome = 'no';
  for (const outcome of outcomes) {
    if (outcome === 'yes') return 'yes';
    if (outcome === 'requires' || result === 'no') result = outcome;
  }
  return result;
}
