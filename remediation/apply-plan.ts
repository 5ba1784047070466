import { encodeTrustPolicy, isSameTrustPolicy, type Plan } from '../policies/index.ts';
import { noticeOf } from './notice.ts';
import type { ChangeState, JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** How carrying out a plan ended. */
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

/**
 * Does exactly what a plan says, or nothing: journal `pending`, read again, write, read back, journal `written`,
 * notify, journal `notified`.
 *
 * Guarantees: L10; at every crash point the document that was replaced stands in the journal.
 * @throws NotVisibleError where the write was taken but is not to be seen yet; the change stays open
 */
export async function applyPlan(
  change: JournalEntry,
  plan: Plan,
  role: Role,
  around: Surroundings,
): Promise<ApplyOutcome> {
  await around.journal.append({ ...change, state: 'pending', at: around.clock().toISOString() });
  const current = await around.roles.read(role.name);
  if (!isUntouched(current, role, plan)) {
    return giveUp(
      'stale',
      change,
      plan,
      around,
      'the role or its trust policy changed since the plan was made',
    );
  }
  const result = await around.roles.writeTrustPolicy(role, encodeTrustPolicy(plan.after ?? {}));
  if (result.kind === 'gone')
    return giveUp('stale', change, plan, around, 'the role was deleted since the plan was made');
  if (result.kind === 'refused') return giveUp('refused', change, plan, around, result.reason);
  const note = await verify(plan, role, around);
  await finishWritten(change, around, plan, note);
  return { kind: 'applied', change: change.change };
}

function isUntouched(current: Role | undefined, role: Role, plan: Plan): boolean {
  return (
    current !== undefined && current.id === role.id && isSameTrustPolicy(current.trustPolicy, plan.before)
  );
}

/** Reads back what was written. Returns a note where somebody has changed it again already. */
async function verify(plan: Plan, role: Role, around: Surroundings): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const current = await around.roles.read(role.name);
    if (current === undefined || current.id !== role.id) return 'the role was deleted right after the write';
    if (isSameTrustPolicy(current.trustPolicy, plan.after ?? {})) return undefined;
    if (!isSameTrustPolicy(current.trustPolicy, plan.before))
      return 'the trust policy was changed again right after the write';
    if (attempt === READ_BACKS) {
      throw new NotVisibleError(
        `the new trust policy of \`${role.name}\` is not to be seen yet, it is looked at again later`,
      );
    }
    await around.delay(READ_BACK_PAUSE);
  }
}

async function giveUp(
  kind: 'stale' | 'refused',
  change: JournalEntry,
  plan: Plan,
  around: Surroundings,
  reason: string,
): Promise<ApplyOutcome> {
  const entry = await step(change, kind, around, reason);
  await around.sink.publish(noticeOf(kind, plan, 'enforce', entry));
  return { kind, change: change.change, reason };
}

/** Journals a write that reached the store, and sends and journals the notice that it owes. */
export async function finishWritten(
  change: JournalEntry,
  around: Surroundings,
  plan?: Plan,
  note?: string,
): Promise<void> {
  const written = change.state === 'written' ? change : await step(change, 'written', around, note);
  await around.sink.publish(noticeOf('applied', plan, 'enforce', written));
  await step(written, 'notified', around);
}

async function step(
  change: JournalEntry,
  state: ChangeState,
  around: Surroundings,
  note?: string,
): Promise<JournalEntry> {
  const entry = {
    ...change,
    state,
    at: around.clock().toISOString(),
    ...(note === undefined ? {} : { note }),
  };
  await around.journal.append(entry);
  return entry;
}
