import {
  decodeTrustPolicy,
  isSameTrustPolicy,
  type JsonObject,
  type Plan,
  type TrustPolicy,
} from '../policies/index.ts';
import { applyUnlessBraked, type ApplyOutcome } from './apply-change.ts';
import { withLease } from './lease.ts';
import { finishOpenChanges } from './open-changes.ts';
import { planFor } from './plan-for.ts';
import type { Role, Rules } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** A change that was planned earlier, as a plan file holds it: evidence, never authority. */
export interface PlannedChange {
  /** ARN and unique id of the role. */
  readonly role: string;
  readonly roleId: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** How applying a planned change ended; `unchanged`: the role is as planned already. */
export type PlannedOutcome =
  | ApplyOutcome
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
 * @throws RoleBusyError while another holds the role; whatever a port throws on a passing fault
 */
export async function applyPlanned(
  planned: PlannedChange,
  rules: Rules,
  around: Surroundings,
  by: string | undefined,
): Promise<PlannedOutcome> {
  const found = await around.roles.read(planned.role.slice(planned.role.lastIndexOf('/') + 1));
  if (!isRole(found, planned)) return GONE;
  return withLease(found, around, async (role) => {
    if (!isRole(role, planned)) return GONE;
    const pending = await finishOpenChanges(role, around);
    if (isSameTrustPolicy(role.trustPolicy, planned.after)) return { kind: 'unchanged' };
    const decoded = decodeTrustPolicy(role.trustPolicy);
    if (!decoded.ok || !isSameTrustPolicy(role.trustPolicy, planned.before)) return CHANGED;
    const plan = planNow(role, decoded.policy, rules, around);
    if (plan.after === null || !isSameTrustPolicy(plan.after, planned.after)) return otherwise(plan);
    const { remedy, verdict, severity, before, after } = plan;
    const order = { remedy, verdict, severity, before, after, configuration: rules.digest, by };
    return applyUnlessBraked(order, role, { pending, limits: rules.limits, around }, plan);
  });
}

const GONE = { kind: 'stale', reason: 'the role is gone, or another one has its name by now' } as const;
const CHANGED = {
  kind: 'stale',
  reason: 'its trust policy changed since the plan was made, make a new plan',
} as const;

function isRole(role: Role | undefined, planned: PlannedChange): role is Role {
  return role !== undefined && role.id === planned.roleId && role.arn === planned.role;
}

function planNow({ arn }: Role, policy: TrustPolicy, rules: Rules, { clock, ownRoles }: Surroundings): Plan {
  return planFor(arn, policy, rules.select(arn, clock()), ownRoles);
}

function otherwise({ verdict, remedy, after, notes }: Plan): PlannedOutcome {
  const found = after === null ? `${verdict}, ${[remedy, ...notes].join(', ')}` : `another ${remedy}`;
  return {
    kind: 'refused',
    reason: `what the plan says is not what the configuration leads to (${found}), make a new plan`,
  };
}
