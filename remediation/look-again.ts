import type { Occasion, SecondLook } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** An event that asks for a role to be looked at, or a look that one of them led to. */
export interface Trigger extends Occasion {
  /** Whether the event tells that the role was created. */
  readonly isCreation?: boolean;
  /** Which look it is: 1 for the first after the event's own. */
  readonly attempt?: number;
}

/** Seconds until each further look; their number is how often there is one. */
const PAUSES: readonly number[] = [15, 30, 60, 120, 300];

/** Tells whether a role may be looked at once more on the word of this event. */
export function mayLookAgain({ attempt = 0 }: Trigger): boolean {
  return attempt < PAUSES.length;
}

/** Returns the look that a message asks for, as a trigger. */
export function triggerOfLook({ attempt, due: _due, ...look }: SecondLook): Trigger {
  return { ...look, attempt };
}

/**
 * Asks for a role to be looked at again.
 *
 * @param due - when; left out: after the pause that the number of looks so far leads to
 */
export async function askToLookAgain(
  { attempt = 0, isCreation: _isCreation, ...trigger }: Trigger,
  { again, clock }: Surroundings,
  due?: Date,
): Promise<void> {
  const pause = PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 0;
  const moment = due ?? new Date(clock().getTime() + pause * 1_000);
  await again.lookAgain({ ...trigger, attempt: attempt + 1, due: moment.toISOString() });
}
