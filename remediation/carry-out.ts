import type { Plan } from '../policies/index.ts';
import { applyUnlessBraked, NO_MEASURES, type ApplyOutcome, type Work } from './apply-change.ts';
import { supersede, type ChangeOrder } from './change.ts';
import { yieldToFight } from './fight.ts';
import { askToLookAgain, mayLookAgain, type Trigger } from './look-again.ts';
import { hasAll, measuresOf, orderOfQuarantine } from './measures.ts';
import { noticeOf } from './notice.ts';
import { revokesOf } from './open-changes.ts';
import { propose } from './propose.ts';
import { planOnRefusal, refusedBefore } from './refusals.ts';
import type { JournalEntry, Role, Rules, Selection } from './ports.ts';
import { keepTold } from './begin-change.ts';
import type { Brake } from './brakes.ts';
import type { Surroundings } from './surroundings.ts';

/** A role that is worked on under its lease, with all that decides what is done. */
export interface Task {
  readonly role: Role;
  readonly trigger: Trigger;
  readonly rules: Rules;
  readonly selection: Selection;
  /** The newest step of each change of the role, before what was just finished. */
  readonly history: readonly JournalEntry[];
  /** A change that an earlier delivery began and nobody finished. */
  readonly pending: JournalEntry | undefined;
  /** How many roles the account has, where that is known. */
  readonly roles: number | undefined;
  readonly around: Surroundings;
}

/** How a plan that changes something ended. */
export type Carried =
  | {
      readonly kind: 'applied' | 'stale' | 'refused' | 'unchanged';
      readonly plan: Plan;
      readonly reason?: string;
    }
  | { readonly kind: 'proposed'; readonly plan: Plan; readonly brake?: Brake['kind'] }
  | { readonly kind: 'postponed'; readonly roleName: string; readonly reason: string };

/** Tells whether a plan asks for anything to be written. */
export function isChange({ after, quarantine }: Plan): boolean {
  return after !== null || quarantine !== null;
}

/** Tells whether what a plan puts on a role is there already, and nothing else is to be done. */
export async function isCarriedOut(plan: Plan, role: Role, { roles }: Surroundings): Promise<boolean> {
  const { after, quarantine } = plan;
  return after === null && quarantine !== null && hasAll(role, measuresOf(quarantine), roles);
}

/** Carries a plan out that changes something: a narrower trust policy, or a quarantine. */
export async function carryOut(plan: Plan, task: Task): Promise<Carried> {
  const order = orderOf(plan, task);
  const { role, history, pending, around } = task;
  const known = refusedBefore(order, role.id, history, around.clock());
  if (known !== undefined) return afterRefusal(plan, known.note ?? 'as before', task, pending);
  const outcome = await attempt(plan, order, task, pending);
  return outcome.kind === 'refused' ? afterRefusal(plan, outcome.reason ?? '', task, undefined) : outcome;
}

/** Does what the configuration says of a refusal; a quarantine that is refused as well ends it. */
async function afterRefusal(
  plan: Plan,
  reason: string,
  task: Task,
  pending: JournalEntry | undefined,
): Promise<Carried> {
  const { role, selection, history, around } = task;
  const refused = { kind: 'refused', plan, reason } as const;
  const instead = plan.after === null ? undefined : planOnRefusal(plan, reason, selection);
  const isDone = instead === undefined || (await isCarriedOut(instead, role, around));
  const order = isDone ? undefined : orderOf(instead, task);
  if (order === undefined || refusedBefore(order, role.id, history, around.clock()) !== undefined) {
    if (pending !== undefined) await supersede(pending, around);
    return refused;
  }
  const outcome = await attempt(instead ?? plan, order, task, pending);
  return outcome.kind === 'applied' ? refused : outcome;
}

/** Returns what a plan asks for, as a change of the journal. */
export function orderOf(plan: Plan, { rules, trigger }: Pick<Task, 'rules' | 'trigger'>): ChangeOrder {
  const { remedy, verdict, severity, before, after, quarantine } = plan;
  const { event, by } = trigger;
  const order = {
    remedy,
    verdict,
    severity,
    before,
    after: after ?? before,
    configuration: rules.digest,
    event,
    by,
  };
  return quarantine === null ? order : { ...order, quarantine: orderOfQuarantine(quarantine) };
}

async function attempt(
  plan: Plan,
  order: ChangeOrder,
  task: Task,
  pending: JournalEntry | undefined,
): Promise<Carried> {
  const { role, rules, roles, around } = task;
  const start = { pending, limits: rules.limits, roles, around };
  const outcome = await applyUnlessBraked(order, role, workOf(plan, task), start, plan);
  if (outcome.kind === 'braked') return heldBack(plan, order, outcome.brake, task);
  return ended(outcome, plan, task);
}

/** Returns what a plan puts on a role beside its trust policy. */
export function workOf(
  { quarantine }: Plan,
  { role, rules, around }: Pick<Task, 'role' | 'rules' | 'around'>,
): Work {
  if (quarantine === null) return NO_MEASURES;
  const revokes = quarantine.revocation === null ? [] : revokesOf(role, rules, around);
  return { puts: measuresOf(quarantine), removes: [], revokes };
}

async function ended(outcome: ApplyOutcome, plan: Plan, task: Task): Promise<Carried> {
  const { trigger, around } = task;
  switch (outcome.kind) {
    case 'applied':
      return { kind: 'applied', plan };
    case 'refused':
      return { kind: 'refused', plan, reason: outcome.reason };
    // WHY: what was read may have been an older state, and then no other event says that the role is open.
    case 'overtaken':
      if (mayLookAgain(trigger)) await askToLookAgain(trigger, around);
      return { kind: 'unchanged', plan };
    case 'stale':
      if (mayLookAgain(trigger)) await askToLookAgain(trigger, around);
      return { kind: 'stale', plan, reason: outcome.reason };
    case 'waiting':
      await askLater(task, TRIED_EVERY);
      return { kind: 'postponed', roleName: task.role.name, reason: outcome.reason };
  }
}

/** How long until a write is tried again that was refused and may be taken yet, in milliseconds. */
const TRIED_EVERY = 30_000;

/** How long until a new role that lets anyone in is looked at again, where too many new roles were changed. */
const HELD_BACK_FOR = 5 * 60_000;

function askLater({ trigger, around }: Task, milliseconds: number): Promise<void> {
  const { document: _seen, ...later } = trigger;
  const due = new Date(around.clock().getTime() + milliseconds);
  return askToLookAgain({ ...later, attempt: 0 }, around, due);
}

async function heldBack(plan: Plan, order: ChangeOrder, brake: Brake, task: Task): Promise<Carried> {
  const { role, rules, trigger, selection, history, around } = task;
  const { kind, reason } = brake;
  if (kind === 'role' && rules.limits !== undefined) {
    await yieldToFight({ plan, order, role, trigger, limits: rules.limits, history, brake, around });
    return { kind: 'proposed', plan, brake: kind };
  }
  const noted = { ...plan, notes: [...plan.notes, `only proposed: ${reason}`] };
  // WHY: by the one that put the brake on, and by another one where that was cut short before it told.
  if (kind === 'account' || (kind === 'latched' && brake.isTold !== true)) {
    await around.sink.publish(noticeOf('braked', noted, selection.mode, { configuration: rules.digest }));
    await keepTold(role, around);
  }
  await propose(noted, order, role, selection.mode, around);
  if (kind === 'new-roles' && plan.severity === 'critical') await askLater(task, HELD_BACK_FOR);
  return { kind: 'proposed', plan: noted, brake: kind };
}
