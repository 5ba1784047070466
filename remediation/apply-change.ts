import { isSameTrustPolicy, type Plan } from '../policies/index.ts';
import { beginChange } from './begin-change.ts';
import { again, isSameChange, newChange, step, supersede, type ChangeOrder } from './change.ts';
import { noticeOf } from './notice.ts';
import type { JournalEntry, Limits, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** How carrying out a change ended. */
export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly change: string }
  | { readonly kind: 'stale' | 'refused'; readonly change: string; readonly reason: string };

/** A write that the store took and does not show yet; looking again later is the way out. */
export class NotVisibleError extends Error {
  override readonly name = 'NotVisibleError';
}

/** AWS: what was written can be invisible for a while. Tries, and milliseconds between them. */
const READ_BACKS = 5;
const READ_BACK_PAUSE = 1_000;

/** What decides whether a change may begin. */
export interface Start {
  /** A change that an earlier delivery began and nobody finished. */
  readonly pending: JournalEntry | undefined;
  readonly limits: Limits | undefined;
  readonly around: Surroundings;
}

/**
 * Makes a change that was planned just now, unless a brake holds it back. A pending change that is the very same
 * goes on under its name, any other is closed.
 */
export async function applyUnlessBraked(
  order: ChangeOrder,
  role: Role,
  { pending, limits, around }: Start,
  plan: Plan,
): Promise<ApplyOutcome | { readonly kind: 'braked'; readonly reason: string }> {
  const isSame = pending !== undefined && isSameChange(pending, order.before, order.after);
  if (pending !== undefined && !isSame) await supersede(pending, around);
  const change = isSame ? again(pending, order) : newChange(order, role, around);
  if (limits === undefined) return applyChange(change, role, around, plan);
  // WHY: a delivery that was cut short may be made up for once.
  const isFree = isSame && pending.attempts === undefined;
  const brake = await beginChange(change, role, { limits, isFree }, around);
  if (brake === undefined) return applyBegun(change, role, around, plan);
  if (isSame) await supersede(pending, around);
  return { kind: 'braked', reason: brake.reason };
}

/**
 * Does exactly what a change says, or nothing: journal `pending`, read again, write, read back, journal `written`,
 * notify, journal `notified`.
 *
 * INVARIANT: the documents of the change were planned just now, from the role as it was read under the lease.
 *
 * Guarantees: L10; at every crash point the document that was replaced stands in the journal.
 * @param plan - what the notice tells beyond the change, where there is one
 * @throws NotVisibleError where the write was taken but is not to be seen yet; the change stays open
 */
export async function applyChange(
  change: JournalEntry,
  role: Role,
  around: Surroundings,
  plan?: Plan,
): Promise<ApplyOutcome> {
  await step(change, 'pending', around);
  return applyBegun(change, role, around, plan);
}

async function applyBegun(
  change: JournalEntry,
  role: Role,
  around: Surroundings,
  plan: Plan | undefined,
): Promise<ApplyOutcome> {
  const giveUp = async (kind: 'stale' | 'refused', reason: string): Promise<ApplyOutcome> => {
    const entry = await step(change, kind, around, { note: reason });
    await around.sink.publish(noticeOf(kind, plan, 'enforce', entry));
    return { kind, change: change.change, reason };
  };
  const current = await around.roles.read(role.name);
  if (!isUntouched(current, role, change))
    return giveUp('stale', 'the role or its trust policy changed since the plan was made');
  const result = await around.roles.writeTrustPolicy(role, change.after);
  if (result.kind === 'gone') return giveUp('stale', 'the role was deleted since the plan was made');
  if (result.kind === 'refused') return giveUp('refused', result.reason);
  const note = await verify(change, role, around);
  await finishWritten(change, around, plan, note);
  return { kind: 'applied', change: change.change };
}

function isUntouched(current: Role | undefined, role: Role, { before }: JournalEntry): boolean {
  return current !== undefined && current.id === role.id && isSameTrustPolicy(current.trustPolicy, before);
}

/** Reads back what was written. Returns a note where somebody has changed it again already. */
async function verify(
  { before, after }: JournalEntry,
  role: Role,
  around: Surroundings,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const current = await around.roles.read(role.name);
    if (current === undefined || current.id !== role.id) return 'the role was deleted right after the write';
    if (isSameTrustPolicy(current.trustPolicy, after)) return undefined;
    if (!isSameTrustPolicy(current.trustPolicy, before))
      return 'the trust policy was changed again right after the write';
    if (attempt === READ_BACKS) {
      throw new NotVisibleError(
        `the new trust policy of \`${role.name}\` is not to be seen yet, it is looked at again later`,
      );
    }
    await around.delay(READ_BACK_PAUSE);
  }
}

/** Journals a write that reached the store, and sends and journals the notice that it owes. */
export async function finishWritten(
  change: JournalEntry,
  around: Surroundings,
  plan?: Plan,
  note?: string,
): Promise<void> {
  const more = note === undefined ? {} : { note };
  const written = change.state === 'written' ? change : await step(change, 'written', around, more);
  await around.sink.publish(noticeOf('applied', plan, 'enforce', written));
  await step(written, 'notified', around);
}
