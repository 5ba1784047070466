import { isSameTrustPolicy } from '../policies/index.ts';
import { isWritten, rewritesTrustPolicy } from './change.ts';
import type { JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A role whose reading may be older than a change of ours, so that nothing of it proves whether the change is in it;
 * looking again when it is due is the way out.
 */
export class UnsettledError extends Error {
  override readonly name = 'UnsettledError';
  /** When every reading is newer than the change. */
  readonly due: Date;

  constructor(what: string, due: Date) {
    super(`${what}, look again after ${due.toISOString()}`);
    this.due = due;
  }
}

type Store = Pick<Surroundings, 'roles' | 'clock'>;

/**
 * Refuses to take a change that is not finished for written.
 *
 * @throws UnsettledError where a reading of now may be older than its newest step
 */
export function refuseUnsettled(change: JournalEntry, { name }: Role, around: Store): void {
  const due = settlesAt(change, around);
  if (around.clock() < due)
    throw new UnsettledError(
      `a change of \`${name}\` was begun just now and may or may not have been written`,
      due,
    );
}

/**
 * Refuses a role that may only look as if somebody had undone what a change of ours has just made of it.
 *
 * @throws UnsettledError
 */
export function refuseUndone(role: Role, history: readonly JournalEntry[], around: Store): void {
  const change = seeminglyUndone(role, history, around);
  if (change !== undefined)
    throw new UnsettledError(
      `\`${role.name}\` was changed just now and shows another trust policy, which may be an older one`,
      settlesAt(change, around),
    );
}

/**
 * Returns the newest change of ours to a role that shows something else than what it left, where that is so lately that
 * the reading may be older.
 *
 * WHY: older may be any state of the last minute, not only the one that was replaced.
 */
export function seeminglyUndone(
  role: Role,
  history: readonly JournalEntry[],
  around: Store,
): JournalEntry | undefined {
  const newest = history.findLast(
    (change) => isWritten(change) && change.roleId === role.id && rewritesTrustPolicy(change),
  );
  if (newest === undefined || around.clock() >= settlesAt(newest, around)) return undefined;
  return isSameTrustPolicy(newest.after, role.trustPolicy) ? undefined : newest;
}

/** Returns when a reading of a role can no longer be older than the newest step of a change. */
function settlesAt({ at }: JournalEntry, { roles }: Store): Date {
  return new Date(Date.parse(at) + roles.lag);
}
