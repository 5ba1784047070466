import {
  decodeTrustPolicy,
  isSameTrustPolicy,
  type JsonObject,
  type Plan,
  type QuarantineOrder,
} from '../policies/index.ts';
import { applyUnlessBraked } from './apply-change.ts';
import { isCarriedOut, isChange, orderOf, workOf } from './carry-out.ts';
import { isOpen } from './change.ts';
import { withLease } from './lease.ts';
import { orderOfQuarantine } from './measures.ts';
import { finishOpenChanges } from './open-changes.ts';
import { planFor } from './plan-for.ts';
import type { Role, Rules } from './ports.ts';
import type { Surroundings } from './surroundings.ts';
import { refuseUndone } from './unsettled.ts';

/** A change that was planned earlier, as a plan file holds it: evidence, never authority. */
export interface PlannedChange {
  /** ARN and unique id of the role. */
  readonly role: string;
  readonly roleId: string;
  readonly before: JsonObject;
  /** `null` where the trust policy stays and a quarantine does all. */
  readonly after: JsonObject | null;
  readonly quarantine: QuarantineOrder | null;
}

/** How applying a planned change ended; `unchanged`: the role is as planned already. */
export type PlannedOutcome =
  | { readonly kind: 'applied'; readonly change: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'stale' | 'refused' | 'braked'; readonly reason: string };

/**
 * Does exactly what was planned earlier for one role, or nothing.
 *
 * The role is read and planned anew under the configuration of now, with every proof. What is written is what that
 * leads to, and only where it is what was planned: nothing is written because it stands in a plan file.
 *
 * Guarantees: L2 to L6, L10 and L13.
 * @param by - who asked, for the journal
 * @throws RoleBusyError while another holds the role, UnsettledError while nobody can tell whether a change that was cut
 *   short was written, or whether what was just replaced is back; whatever a port throws on a passing fault
 */
export async function applyPlanned(
  planned: PlannedChange,
  rules: Rules,
  around: Surroundings,
  by: string | undefined,
): Promise<PlannedOutcome> {
  const found = await around.roles.read(planned.role.slice(planned.role.lastIndexOf('/') + 1));
  if (!isRole(found, planned)) return GONE;
  return withLease(found, around, async () => {
    const role = await around.roles.read(found.name);
    if (!isRole(role, planned)) return GONE;
    const history = await around.journal.changesOf(role.arn);
    refuseUndone(role, history, around);
    const pending = await finishOpenChanges(role, history.filter(isOpen), rules, around);
    const isDone = planned.after !== null && isSameTrustPolicy(role.trustPolicy, planned.after);
    if (!isDone && !isSameTrustPolicy(role.trustPolicy, planned.before)) return CHANGED;
    const { trustPolicyQuota: quota, roles } = await around.account.read();
    const { ownRoles } = around;
    // WHY: where all is done, the old trust policy leads to that of now, or the plan file was changed by hand.
    const from = isDone ? {} : { trustPolicy: role.trustPolicy };
    const again = planAsPlanned(planned, rules, around.clock(), { ...from, ownRoles, quota });
    if (again.kind === 'refused') return again;
    const { plan } = again;
    if (isDone || (await isCarriedOut(plan, role, around))) return { kind: 'unchanged' };
    const trigger = { roleName: role.name, ...(by === undefined ? {} : { by }) };
    const start = { pending, limits: rules.limits, roles, around };
    const work = workOf(plan, { role, rules, around });
    return endOf(await applyUnlessBraked(orderOf(plan, { rules, trigger }), role, work, start, plan));
  });
}

function endOf(outcome: Awaited<ReturnType<typeof applyUnlessBraked>>): PlannedOutcome {
  switch (outcome.kind) {
    case 'applied':
    case 'stale':
    case 'refused':
      return outcome;
    case 'overtaken':
      return { kind: 'unchanged' };
    case 'waiting':
      return { kind: 'refused', reason: `${outcome.reason}; it may be taken yet, apply again in a minute` };
    case 'braked':
      return { kind: 'braked', reason: outcome.brake.reason };
  }
}

/** A plan that leads to what was planned earlier, or why there is none. */
export type PlannedAgain =
  { readonly kind: 'planned'; readonly plan: Plan } | { readonly kind: 'refused'; readonly reason: string };

/** What is known of a role and its account when it is planned anew. */
export interface Known {
  /** From which to plan: that of the role as it was read, else that of the earlier plan. */
  readonly trustPolicy?: string;
  /** ARNs of the roles that Trustwarden itself runs under. */
  readonly ownRoles?: readonly string[];
  /** The account's quota for the size of a trust policy. */
  readonly quota?: number | undefined;
}

/** Plans anew, with every proof, and compares what comes out with what was planned earlier. */
export function planAsPlanned(
  planned: PlannedChange,
  rules: Rules,
  now: Date,
  { trustPolicy, ownRoles = [], quota }: Known = {},
): PlannedAgain {
  const decoded = decodeTrustPolicy(trustPolicy ?? planned.before);
  if (!decoded.ok) return { kind: 'refused', reason: 'its trust policy cannot be read, mend it by hand' };
  const plan = planFor(planned.role, decoded.policy, rules.select(planned.role, now), ownRoles, quota);
  return isChange(plan) && isAsPlanned(plan, planned) ? { kind: 'planned', plan } : otherwise(plan);
}

function isAsPlanned({ after, quarantine }: Plan, planned: PlannedChange): boolean {
  const [asked, order] = [planned.quarantine, quarantine === null ? null : orderOfQuarantine(quarantine)];
  const isSameQuarantine =
    asked?.level === order?.level &&
    asked?.revokeSessions === order?.revokeSessions &&
    asked?.marks === order?.marks;
  if (after === null || planned.after === null) return after === planned.after && isSameQuarantine;
  return isSameTrustPolicy(after, planned.after) && isSameQuarantine;
}

const GONE = { kind: 'stale', reason: 'the role is gone, or another one has its name by now' } as const;
const CHANGED = {
  kind: 'stale',
  reason: 'its trust policy changed since the plan was made, make a new plan',
} as const;

function isRole(role: Role | undefined, planned: PlannedChange): role is Role {
  return role !== undefined && role.id === planned.roleId && role.arn === planned.role;
}

function otherwise(plan: Plan): PlannedAgain {
  const { verdict, remedy, notes } = plan;
  const found = isChange(plan) ? `another ${remedy}` : `${verdict}, ${[remedy, ...notes].join(', ')}`;
  return {
    kind: 'refused',
    reason: `what the plan says is not what the configuration leads to (${found}), make a new plan`,
  };
}
