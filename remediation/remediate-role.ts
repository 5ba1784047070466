import { decodeTrustPolicy, describeDocumentProblem, type JsonObject, type Plan } from '../policies/index.ts';
import { applyUnlessBraked, type ApplyOutcome } from './apply-change.ts';
import { newChange, step, supersede, type ChangeOrder } from './change.ts';
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
  const { around, pending, rules } = at;
  const { after } = plan;
  if (after !== null && selection.mode === 'enforce') {
    const order = orderOf(plan, after, at);
    const outcome = await applyUnlessBraked(order, role, { pending, limits: rules.limits, around }, plan);
    if (outcome.kind !== 'braked') return { ...outcome, plan };
    const note = `only proposed: ${outcome.reason}`;
    return propose({ ...plan, notes: [...plan.notes, note] }, order, role, selection.mode, around);
  }
  if (pending !== undefined) await supersede(pending, around);
  if (plan.remedy === 'none') return { kind: 'unchanged', plan };
  if (after !== null) return propose(plan, orderOf(plan, after, at), role, selection.mode, around);
  await around.sink.publish(noticeOf('reported', plan, selection.mode, { configuration: rules.digest }));
  return { kind: 'reported', plan };
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
async function propose(
  plan: Plan,
  order: ChangeOrder,
  role: Role,
  mode: Mode,
  around: Surroundings,
): Promise<Outcome> {
  const change = newChange(order, role, around);
  const known = (await around.journal.changesOf(role.arn)).findLast((entry) => entry.roleId === role.id);
  const stands =
    known?.state === 'proposed' && known.before === change.before && known.after === change.after;
  const entry = stands ? known : await step(change, 'proposed', around);
  await around.sink.publish(noticeOf('proposed', plan, mode, entry));
  return { kind: 'proposed', plan };
}
