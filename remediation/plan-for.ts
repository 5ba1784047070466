import { planRole, type Plan, type TrustPolicy } from '../policies/index.ts';
import { protectionOf } from './protection.ts';
import type { Selection } from './ports.ts';

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
