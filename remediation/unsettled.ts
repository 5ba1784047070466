import type { JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A role whose reading may be older than a change of ours that is not finished, so that nothing of it proves whether
 * the change was written; looking again when it is due is the way out.
 */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
  /** When every reading is newer than the change. */
  readonly due: Date;

  constructor({ name }: Pick<Role, 'name'>, due: Date) {
    super(
      `a change of \`${name}\` was begun just now and may or may not have been written, ` +
        `look again after ${due.toISOString()}`,
    );
    this.due = due;
  }
}

/** Returns when a reading of a role can no longer be older than the newest step of a change. */
export function settlesAt({ at }: JournalEntry, { roles }: Pick<Surroundings, 'roles'>): Date {
  return new Date(Date.parse(at) + roles.lag);
}

/** Tells whether a reading of now may be older than the newest step of a change. */
export function isUnsettled(change: JournalEntry, around: Pick<Surroundings, 'roles' | 'clock'>): boolean {
  return around.clock() < settlesAt(change, around);
}
