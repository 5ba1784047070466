import type { ChangeState, JournalEntry } from '../remediation/ports.ts';

/**
 * Returns the newest step of each change, in the order in which the changes began.
 *
 * @param entries - steps in the order in which they were kept
 */
export function newestOfEach(entries: Iterable<JournalEntry>): readonly JournalEntry[] {
  // INVARIANT: a map keeps the place of a key that is set again, so the order is that of the first steps.
  const changes = new Map<string, JournalEntry>();
  for (const entry of entries) changes.set(entry.change, entry);
  return [...changes.values()];
}

/** Keeps the newest step of each change where that was kept since a moment. */
export function newestSince(entries: readonly JournalEntry[], since: Date): readonly JournalEntry[] {
  return newestOfEach(entries).filter(({ at }) => Date.parse(at) >= since.getTime());
}

/** Tells whether a change in this state is open. */
export function isOpen(state: ChangeState): boolean {
  return state === 'pending' || state === 'written';
}

/** Keeps the changes that are open. */
export function onlyOpen(newest: readonly JournalEntry[]): readonly JournalEntry[] {
  return newest.filter(({ state }) => isOpen(state));
}

/** Keeps the open changes whose newest step was kept before a moment. */
export function onlyOpenBefore(entries: readonly JournalEntry[], moment: Date): readonly JournalEntry[] {
  return onlyOpen(newestOfEach(entries)).filter(({ at }) => Date.parse(at) < moment.getTime());
}
