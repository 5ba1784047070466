import { own, ownText } from '../json-text.ts';
import type { Reading } from './item.ts';

/** Reads one role as the IAM API describes it. */
export function readRole(value: unknown): Reading {
  const policy = own(value, 'AssumeRolePolicyDocument');
  if (policy === undefined || policy === null) {
    return { error: 'the role has no `AssumeRolePolicyDocument`, print it with `aws iam get-role`' };
  }
  return withRole(ownText(value, 'Arn'), policy);
}

/** Reads one pair of a role's ARN and its trust policy. */
export function readRolePolicy(value: unknown): Reading {
  const role = own(value, 'role');
  if (role === undefined || typeof role === 'string')
    return withRole(role || undefined, own(value, 'policy'));
  return { error: '`role` is not text, give the ARN of the role' };
}

/** Joins a policy with the role that it belongs to, where that is known. */
export function withRole(role: string | undefined, policy: unknown): Reading {
  return role === undefined ? { policy } : { role, policy };
}
