import {
  decodeTrustPolicy,
  describeDocumentProblem,
  encodeTrustPolicy,
  isSameTrustPolicy,
  type Plan,
} from '../policies/index.ts';
import { applyPlan, type ApplyOutcome } from './apply-plan.ts';
import { noticeOf } from './notice.ts';
import { finishOpenChanges } from './open-changes.ts';
import { planFor } from './plan-for.ts';
import { brakeOn } from './brakes.ts';
import type { JournalEntry, Mode, Role, Rules, Selection } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** What made somebody look at a role. Which role, and nothing else of what the event says, is believed. */
export interface Trigger {
  readonly roleName: string;
  /** The account that the event came from, where one did. */
  readonly account?: string;
  /** The event's id, for the journal. */
  readonly event?: string;
}

/** How looking at one role ended. */
export type Outcome =
  | { readonly kind: 'skipped'; readonly roleName: string; readonly reason: string }
  | { readonly kind: 'unchanged' | 'reported' | 'proposed'; readonly plan: Plan }
  | (ApplyOutcome & { readonly plan: Plan });

/** A role that somebody else works on right now; looking again later is the way out. */
export class RoleBusyError extends Error {
  override readonly name = 'RoleBusyError';
}

/** How long one delivery may hold a role, in milliseconds; longer than the function may run. */
const LEASE_MILLISECONDS = 5 * 60_000;

/**
 * Looks at one role and does what the configuration says: nothing, a report, a proposal, or a change.
 *
 * Reads the role itself and believes nothing that an event says of it but its name.
 *
 * Guarantees: L6, L9, L10.
 * @throws RoleBusyError while another holds the role; whatever a port throws on a passing fault
 */
export async function remediateRole(trigger: Trigger, rules: Rules, around: Surroundings): Promise<Outcome> {
  const found = await around.roles.read(trigger.roleName);
  if (found === undefined) return skipped(trigger, 'there is no role of that name any more');
  const account = found.arn.split(':')[4];
  if (trigger.account !== undefined && trigger.account !== account) {
    return skipped(
      trigger,
      `the event is of account ${trigger.account} but the role is of account ${account}`,
    );
  }
  return withLease(found, around, async () => {
    const role = await around.roles.read(trigger.roleName);
    return role === undefined
      ? skipped(trigger, 'the role was deleted meanwhile')
      : workOn(role, trigger, rules, around);
  });
}

function skipped(trigger: Trigger, reason: string): Outcome {
  return { kind: 'skipped', roleName: trigger.roleName, reason };
}

async function withLease<T>(role: Role, around: Surroundings, work: () => Promise<T>): Promise<T> {
  const holder = around.ids();
  const expiresAt = new Date(around.clock().getTime() + LEASE_MILLISECONDS);
  if (!(await around.journal.acquireLease(role.arn, holder, expiresAt))) {
    throw new RoleBusyError(`\`${role.name}\` is being worked on, it is looked at again later`);
  }
  try {
    return await work();
  } finally {
    await around.journal.releaseLease(role.arn, holder);
  }
}

async function workOn(role: Role, trigger: Trigger, rules: Rules, around: Surroundings): Promise<Outcome> {
  const pending = await finishOpenChanges(role, around);
  const decoded = decodeTrustPolicy(role.trustPolicy);
  if (!decoded.ok) {
    return skipped(
      trigger,
      `its trust policy cannot be read: ${decoded.problems.map(describeDocumentProblem).join('; ')}`,
    );
  }
  const now = around.clock();
  const selection = rules.select(role.arn, now);
  const plan = planFor(role.arn, decoded.policy, selection, around.ownRoles);
  return carryOut(plan, role, selection, { rules, trigger, around, pending });
}

interface Circumstances {
  readonly rules: Rules;
  readonly trigger: Trigger;
  readonly around: Surroundings;
  /** A change that an earlier delivery began and nobody finished. */
  readonly pending: JournalEntry | undefined;
}

async function carryOut(plan: Plan, role: Role, selection: Selection, at: Circumstances): Promise<Outcome> {
  const { around, pending } = at;
  const isApplied = plan.after !== null && selection.mode === 'enforce';
  const same = isApplied ? continued(pending, plan) : undefined;
  // WHY: a delivery that was cut short may be made up for once.
  const isFree = same !== undefined && same.attempts === undefined;
  const brake = isApplied && !isFree ? await brakeOn(role.arn, at.rules.limits, around) : undefined;
  const open = brake === undefined ? same : undefined;
  if (pending !== undefined && open === undefined) await supersede(pending, around);
  if (plan.remedy === 'none') return { kind: 'unchanged', plan };
  if (plan.after === null) {
    await around.sink.publish(noticeOf('reported', plan, selection.mode, { configuration: at.rules.digest }));
    return { kind: 'reported', plan };
  }
  const change = open === undefined ? newChange(plan, role, at) : again(open);
  if (isApplied && brake === undefined) return { ...(await applyPlan(change, plan, role, around)), plan };
  const proposed = brake === undefined ? plan : { ...plan, notes: [...plan.notes, brake] };
  await propose(change, proposed, selection.mode, around);
  return { kind: 'proposed', plan: proposed };
}

/**
 * Returns the pending change if it is the very change that is planned anew.
 *
 * INVARIANT: nothing is written because it is recorded; what is recorded only keeps its name.
 */
function continued(pending: JournalEntry | undefined, plan: Plan): JournalEntry | undefined {
  if (pending === undefined || plan.after === null) return undefined;
  const isSame =
    isSameTrustPolicy(pending.after, plan.after) && isSameTrustPolicy(pending.before, plan.before);
  return isSame ? pending : undefined;
}

function newChange(plan: Plan, role: Role, { around, rules, trigger }: Circumstances): JournalEntry {
  return {
    change: around.ids(),
    state: 'pending',
    at: around.clock().toISOString(),
    role: role.arn,
    roleId: role.id,
    remedy: plan.remedy,
    verdict: plan.verdict,
    severity: plan.severity,
    before: encodeTrustPolicy(plan.before),
    after: encodeTrustPolicy(plan.after ?? {}),
    configuration: rules.digest,
    ...(trigger.event === undefined ? {} : { event: trigger.event }),
  };
}

function again(open: JournalEntry): JournalEntry {
  return { ...open, attempts: attemptsOf(open) + 1 };
}

/** WHY: what is pending may have been written, and somebody may have written the old trust policy back. */
async function supersede(entry: JournalEntry, around: Surroundings): Promise<void> {
  const at = around.clock().toISOString();
  await around.journal.append({ ...entry, state: 'superseded', at, attempts: attemptsOf(entry) });
}

function attemptsOf({ attempts = 1 }: JournalEntry): number {
  return attempts;
}

/** WHY: a proposal that stands already is not kept a second time, but whoever asked is told again. */
async function propose(change: JournalEntry, plan: Plan, mode: Mode, around: Surroundings): Promise<void> {
  const known = (await around.journal.changesOf(plan.role)).findLast(
    (entry) => entry.roleId === change.roleId,
  );
  const stands =
    known?.state === 'proposed' && known.before === change.before && known.after === change.after;
  const entry: JournalEntry = stands ? known : { ...change, state: 'proposed' };
  if (!stands) await around.journal.append(entry);
  await around.sink.publish(noticeOf('proposed', plan, mode, entry));
}
