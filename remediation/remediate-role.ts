import { decodeTrustPolicy, describeDocumentProblem, type JsonObject, type Plan } from '../policies/index.ts';
import { applyChange, type ApplyOutcome } from './apply-change.ts';
import { brakeOn } from './brakes.ts';
import { again, isSameChange, newChange, supersede, type ChangeOrder } from './change.ts';
import { withLease } from './lease.ts';
import { noticeOf } from './notice.ts';
import { finishOpenChanges } from './open-changes.ts';
import { planFor } from './plan-for.ts';
import type { JournalEntry, Mode, Role, Rules, Selection } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** What made somebody look at a role. Which role, and nothing else of what the event says, is believed. */
export interface Trigger {
  readonly roleName: string;
  /** The account that the event came from, where one did. */
  readonly account?: string;
  /** The event's id, and the ARN of whoever made the call that it tells of, for the journal. */
  readonly event?: string;
  readonly by?: string;
}

/** How looking at one role ended. */
export type Outcome =
  | { readonly kind: 'skipped'; readonly roleName: string; readonly reason: string }
  | { readonly kind: 'unchanged' | 'reported' | 'proposed'; readonly plan: Plan }
  | (ApplyOutcome & { readonly plan: Plan });

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
  return withLease(found, around, async (role) =>
    role === undefined
      ? skipped(trigger, 'the role was deleted meanwhile')
      : workOn(role, trigger, rules, around),
  );
}

function skipped(trigger: Trigger, reason: string): Outcome {
  return { kind: 'skipped', roleName: trigger.roleName, reason };
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
  const order = orderOf(plan, plan.after, at);
  const change = open === undefined ? newChange(order, role, around) : again(open, order);
  if (isApplied && brake === undefined) return { ...(await applyChange(change, role, around, plan)), plan };
  const proposed = brake === undefined ? plan : { ...plan, notes: [...plan.notes, brake] };
  await propose(change, proposed, selection.mode, around);
  return { kind: 'proposed', plan: proposed };
}

/**
 * Returns the pending change if it is the very change that is planned anew.
 *
 * INVARIANT: nothing is written because it is recorded; what is recorded only keeps its name.
 */
function continued(pending: JournalEntry | undefined, { before, after }: Plan): JournalEntry | undefined {
  const isSame = pending !== undefined && after !== null && isSameChange(pending, before, after);
  return isSame ? pending : undefined;
}

function orderOf(
  { remedy, verdict, severity, before }: Plan,
  after: JsonObject,
  { rules, trigger }: Circumstances,
): ChangeOrder {
  const { event, by } = trigger;
  return { remedy, verdict, severity, before, after, configuration: rules.digest, event, by };
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
