import { isSameTrustPolicy, type Plan } from '../policies/index.ts';
import { beginChange, uncount, type UnderBrakes } from './begin-change.ts';
import type { Brake } from './brakes.ts';
import {
  again,
  isSameChange,
  isUnwritten,
  newChange,
  rewritesTrustPolicy,
  step,
  supersede,
  type ChangeOrder,
} from './change.ts';
import { finishWritten } from './finish-written.ts';
import { noticeOf } from './notice.ts';
import type { JournalEntry, Limits, Measure, Role, WriteResult } from './ports.ts';
import type { Surroundings } from './surroundings.ts';
import { refuseUnsettled } from './unsettled.ts';
import { verifyMeasures, verifyTrustPolicy } from './verify.ts';

/** How carrying out a change ended. */
export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly change: string }
  /** `stale`: the role changed meanwhile. */
  | { readonly kind: 'stale' | 'refused'; readonly change: string; readonly reason: string }
  /** Somebody made this very change meanwhile. */
  | { readonly kind: 'overtaken'; readonly change: string; readonly reason: string }
  /** The store refused it, which may pass: the change stays open. */
  | { readonly kind: 'waiting'; readonly change: string; readonly reason: string };

/** What a change does in the store beside the trust policy, composed just now and never taken from the journal. */
export interface Work {
  readonly puts: readonly Measure[];
  readonly removes: readonly Measure[];
  /** Issuers whose sessions end, where any do. */
  readonly revokes: readonly string[];
}

/** The work of a change that is of the trust policy alone. */
export const NO_MEASURES: Work = { puts: [], removes: [], revokes: [] };

/** What decides whether a change may begin. */
export interface Start extends Pick<UnderBrakes, 'roles'> {
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
  work: Work,
  { pending, limits, around, roles }: Start,
  plan: Plan,
): Promise<ApplyOutcome | { readonly kind: 'braked'; readonly brake: Brake }> {
  const isSame = pending !== undefined && isSameChange(pending, order);
  if (pending !== undefined && !isSame) await supersede(pending, around);
  // WHY: of a change that was refused so far nothing was written, so that it is counted already.
  if (isSame && isUnwritten(pending)) return applyBegun(pending, role, work, around, plan);
  const change = isSame ? again(pending, order, around) : newChange(order, role, around);
  if (limits === undefined) return applyChange(change, role, work, around, plan);
  // WHY: a delivery that was cut short may be made up for once.
  const isFree = isSame && pending.attempts === undefined;
  const brake = await beginChange(change, role, { limits, roles, isFree }, around);
  if (brake === undefined) return applyBegun(change, role, work, around, plan, limits);
  if (isSame) await supersede(pending, around);
  return { kind: 'braked', brake };
}

/**
 * Does exactly what a change says, or nothing: journal `pending`, read again, write, read back, journal `written`,
 * notify, journal `notified`.
 *
 * INVARIANT: the documents of the change were planned just now, from the role as it was read under the lease.
 *
 * Guarantees: L10; at every crash point the document that was replaced stands in the journal.
 * @param plan - what the notice tells beyond the change, where there is one
 * @throws NotVisibleError where the write was taken but is not to be seen yet, UnsettledError where it is not known
 *   whether an earlier one was taken; the change stays open
 */
export async function applyChange(
  change: JournalEntry,
  role: Role,
  work: Work,
  around: Surroundings,
  plan?: Plan,
): Promise<ApplyOutcome> {
  await step(change, 'pending', around);
  return applyBegun(change, role, work, around, plan);
}

/** @param limits - under which the change was counted; a change that wrote nothing does not count */
async function applyBegun(
  change: JournalEntry,
  role: Role,
  work: Work,
  around: Surroundings,
  plan?: Plan,
  limits?: Limits,
): Promise<ApplyOutcome> {
  // WHY: told before it is closed, so that a crash in between tells twice and never not at all.
  const giveUp = async (kind: 'stale' | 'refused', reason: string): Promise<ApplyOutcome> => {
    await around.sink.publish(noticeOf(kind, plan, 'enforce', { ...change, state: kind, note: reason }));
    await step(change, kind, around, { note: reason });
    if (limits !== undefined) await uncount(role, around);
    return { kind, change: change.change, reason };
  };
  const current = await around.roles.read(role.name);
  const rewrites = rewritesTrustPolicy(change);
  // WHY: a change that was begun before may be one that an earlier delivery wrote.
  const isBegunAgain = change.attempts !== undefined && change.attempts > 1;
  if (rewrites && current?.id === role.id && isSameTrustPolicy(current.trustPolicy, change.after)) {
    if (isBegunAgain) {
      refuseUnsettled(change, role, around);
      await finishWritten(change, role, work.revokes, around, { plan });
      return { kind: 'applied', change: change.change };
    }
    const reason = 'somebody made this very change meanwhile';
    await step(change, 'superseded', around, { note: reason });
    if (limits !== undefined) await uncount(role, around);
    return { kind: 'overtaken', change: change.change, reason };
  }
  if (current?.id !== role.id || !isSameTrustPolicy(current.trustPolicy, change.before)) {
    if (isBegunAgain && current?.id === role.id) refuseUnsettled(change, role, around);
    return giveUp('stale', 'the role or its trust policy changed since the plan was made');
  }
  const { failed, put, notes } = await write(change, role, work, rewrites, around);
  if (failed?.kind === 'gone') return giveUp('stale', 'the role was deleted since the plan was made');
  if (failed?.kind === 'refused') {
    if (!mayPass(change, failed, around)) return giveUp('refused', failed.reason);
    await step(change, 'pending', around, { note: failed.reason, attempts: 0 });
    return { kind: 'waiting', change: change.change, reason: failed.reason };
  }
  // WHY: what the store said before it took the change is over.
  const { note: _note, attempts: _attempts, ...rest } = change;
  const taken = isUnwritten(change) ? rest : change;
  const seen = rewrites ? await verifyTrustPolicy(change, role, around) : undefined;
  await verifyMeasures(put, role, around);
  const note = [...notes, seen].filter((text) => text !== undefined).join('; ') || undefined;
  await finishWritten(taken, role, work.revokes, around, { plan, note });
  return { kind: 'applied', change: change.change };
}

/** What of a change was taken. */
interface Taken {
  /** Why nothing was, where that is so. */
  readonly failed: Exclude<WriteResult, { kind: 'written' }> | undefined;
  readonly put: readonly Measure[];
  /** What was not taken after something was. */
  readonly notes: readonly string[];
}

/** Writes the trust policy, then what else the change does. */
async function write(
  { after }: JournalEntry,
  role: Role,
  { puts, removes }: Work,
  rewrites: boolean,
  { roles }: Surroundings,
): Promise<Taken> {
  const steps: readonly Step[] = [
    ...(rewrites ? [{ run: () => roles.writeTrustPolicy(role, after) }] : []),
    ...puts.map((measure) => ({ run: () => roles.putMeasure(role, measure), measure })),
    ...removes.map((measure) => ({ run: () => roles.removeMeasure(role, measure) })),
  ];
  const put: Measure[] = [];
  const notes: string[] = [];
  for (const [index, { run, measure }] of steps.entries()) {
    const result = await run();
    if (result.kind === 'written') put.push(...(measure === undefined ? [] : [measure]));
    else if (index === 0) return { failed: result, put, notes };
    else
      notes.push(
        result.kind === 'gone' ? 'the role was deleted right after the write' : `not done: ${result.reason}`,
      );
  }
  return { failed: undefined, put, notes };
}

interface Step {
  readonly run: () => Promise<WriteResult>;
  readonly measure?: Measure;
}

/** AWS: a principal that was just created is not known everywhere for a while; one that was deleted never is again. */
const PRINCIPALS_APPEAR_WITHIN = 2 * 60_000;

function mayPass(
  { began, at }: JournalEntry,
  { refusal }: Extract<WriteResult, { kind: 'refused' }>,
  { clock }: Surroundings,
): boolean {
  if (refusal !== 'invalid-principal') return false;
  return clock().getTime() - Date.parse(began ?? at) < PRINCIPALS_APPEAR_WITHIN;
}
