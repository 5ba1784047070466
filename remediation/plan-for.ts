import { planRole, type Plan, type TrustPolicy } from '../policies/index.ts';
import { protectionOf } from './protection.ts';
import type { Selection } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Plans for a role what the configuration says about it.
 *
 * @param role - ARN
 * @param ownRoles - ARNs of the roles that Trustwarden itself runs under
 * @param quota - the account's quota for the size of a trust policy, where it is known
 */
export function planFor(
  role: string,
  policy: TrustPolicy,
  { intent, unlisted, unfixable, undecided, quarantine, exemption }: Selection,
  ownRoles: readonly string[],
  quota?: number,
): Plan {
  const protection = protectionOf(role, exemption, ownRoles);
  return planRole({
    role,
    policy,
    intent,
    unlisted,
    unfixable,
    undecided,
    quarantine,
    ...(protection === undefined ? {} : { protection }),
    ...(quota === undefined ? {} : { quota }),
  });
}

/** A plan, and how many roles the account has where that was asked for. */
export interface PlanInAccount {
  readonly plan: Plan;
  readonly roles: number | undefined;
}

/**
 * Plans for a role under the size quota of its account.
 *
 * WHY: the facts of the account are asked for only where something is wrong with the role; what is too large for the
 * usual quota may fit into a raised one.
 *
 * @throws whatever the port throws that tells the facts
 */
export async function planInAccount(
  role: string,
  policy: TrustPolicy,
  selection: Selection,
  { account, ownRoles }: Pick<Surroundings, 'account' | 'ownRoles'>,
): Promise<PlanInAccount> {
  const plan = planFor(role, policy, selection, ownRoles);
  if (plan.remedy === 'none') return { plan, roles: undefined };
  const { trustPolicyQuota: quota, roles } = await account.read();
  return { plan: quota === undefined ? plan : planFor(role, policy, selection, ownRoles, quota), roles };
}
