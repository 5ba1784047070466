import { decodeTrustPolicy } from '../../policies/index.ts';
import type { Account } from './item.ts';

/** Composes the ARN of a role; `undefined` where a part of it is not known. */
export function arnOf(
  account: Account | undefined,
  path: string,
  name: string | undefined,
): string | undefined {
  if (account === undefined || name === undefined) return undefined;
  return `arn:${account.partition}:iam::${account.id}:role${path}${name}`;
}

/** Returns the account of a role's ARN. */
export function accountOfRole(arn: string | undefined): Account | undefined {
  const [, partition, id] = /^arn:([^:]+):iam::(\d{12}):role\//.exec(arn ?? '') ?? [];
  return partition === undefined || id === undefined ? undefined : { partition, id };
}

/**
 * Returns the account of the OIDC providers that a trust policy names, where they are of one account.
 *
 * AWS: STS looks for the provider in the role's own account, so a policy that lets anyone in names that one.
 */
export function accountOfProviders(policy: unknown): Account | undefined {
  const decoded = decodeTrustPolicy(policy);
  if (!decoded.ok) return undefined;
  const accounts = new Map<string, Account>();
  for (const { principal } of decoded.policy.statements) {
    for (const { type, value } of principal.principals) {
      const [whole, partition, id] = /^arn:([^:]+):iam::(\d{12}):(?=oidc-provider\/)/.exec(value) ?? [];
      if (type === 'Federated' && whole !== undefined && partition !== undefined && id !== undefined)
        accounts.set(whole, { partition, id });
    }
  }
  return accounts.size === 1 ? accounts.values().next().value : undefined;
}
