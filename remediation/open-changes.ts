import { isSameTrustPolicy } from '../policies/index.ts';
import { rewritesTrustPolicy, step, supersede } from './change.ts';
import { finishRevocation, finishWritten } from './finish-written.ts';
import { noticeOf } from './notice.ts';
import type { JournalEntry, Role, Rules } from './ports.ts';
import type { Surroundings } from './surroundings.ts';
import { refuseUnsettled } from './unsettled.ts';

/**
 * Finishes what an earlier delivery left open on a role: a write that reached the store is journaled as such,
 * and a notice that is owed is sent.
 *
 * Guarantees: L10.
 * @param role - as it is now, read under its lease
 * @param open - its open changes, in the order in which they began
 * @returns the change that is still pending, where there is one; it is planned anew, never written as recorded
 * @throws UnsettledError where a change looks written, or overwritten, and what was read may be too old to tell
 */
export async function finishOpenChanges(
  role: Role,
  open: readonly JournalEntry[],
  rules: Rules,
  around: Surroundings,
): Promise<JournalEntry | undefined> {
  const revokes = revokesOf(role, rules, around);
  let pending: JournalEntry | undefined;
  for (const change of open) {
    if (change.revokeAgain !== undefined) await finishRevocation(change, role, revokes, around);
    else if (change.state === 'written') await finishWritten(change, role, revokes, around);
    else if (mayGoOn(change, role)) {
      if (pending !== undefined) await supersede(pending, around);
      pending = change;
    } else {
      // WHY: the role may have been so before, and what was read be older than what the change replaces.
      if (change.roleId === role.id) refuseUnsettled(change, role, around);
      if (hasReachedStore(change, role)) await finishWritten(change, role, revokes, around);
      else await closeUnknown(change, around);
    }
  }
  return pending;
}

/** Finishes an open change of a role that is gone, or whose name another role has by now. */
export async function finishWithoutRole(change: JournalEntry, around: Surroundings): Promise<void> {
  if (change.state === 'written') await finishWritten(change, undefined, [], around);
  else await closeUnknown(change, around);
}

/**
 * Returns the issuers whose sessions a quarantine of a role ends.
 *
 * INVARIANT: the configuration of now says so, and not the journal.
 */
export function revokesOf(
  role: Role,
  rules: Rules,
  { clock }: Pick<Surroundings, 'clock'>,
): readonly string[] {
  const { quarantine, intent } = rules.select(role.arn, clock());
  return quarantine.revokeSessions ? intent.issuers.map(({ name }) => name) : [];
}

function hasReachedStore(change: JournalEntry, role: Role): boolean {
  return (
    change.roleId === role.id &&
    rewritesTrustPolicy(change) &&
    isSameTrustPolicy(change.after, role.trustPolicy)
  );
}

/** Tells whether a pending change may be the one that is planned now. */
function mayGoOn(change: JournalEntry, role: Role): boolean {
  return change.roleId === role.id && isSameTrustPolicy(change.before, role.trustPolicy);
}

/** WHY: it may have been written, and then somebody should hear of it; told before it is closed. */
async function closeUnknown(change: JournalEntry, around: Surroundings): Promise<void> {
  const note = 'it was cut short and may have been written; the role or its trust policy changed since';
  await around.sink.publish(noticeOf('stale', undefined, 'enforce', { ...change, note }));
  await step(change, 'superseded', around, { note, attempts: change.attempts ?? 1 });
}
