import { isSameTrustPolicy } from '../policies/index.ts';
import { finishWritten } from './apply-change.ts';
import type { JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Finishes what an earlier delivery left open on a role: a write that reached the store is journaled as such,
 * and a notice that is owed is sent.
 *
 * Guarantees: L10.
 * @returns the change that is still pending, where there is one; it is planned anew, never written as recorded
 */
export async function finishOpenChanges(role: Role, around: Surroundings): Promise<JournalEntry | undefined> {
  let pending: JournalEntry | undefined;
  for (const change of await around.journal.openChangesOf(role.arn)) {
    if (change.state === 'written' || hasReachedStore(change, role)) await finishWritten(change, around);
    else pending = change;
  }
  return pending;
}

function hasReachedStore(change: JournalEntry, role: Role): boolean {
  return change.roleId === role.id && isSameTrustPolicy(change.after, role.trustPolicy);
}
