import { own, ownText } from '../json-text.ts';
import type { Reading } from './item.ts';
import type { Path } from './place.ts';

/** Reads one role as the IAM API describes it. */
export function readRole(value: unknown): Reading {
  const policy = own(value, 'AssumeRolePolicyDocument');
  if (policy === undefined || policy === null) {
    return { error: 'the role has no `AssumeRolePolicyDocument`, print it with `aws iam get-role`' };
  }
  return withRole(ownText(value, 'Arn'), policy, ['AssumeRolePolicyDocument']);
}

/** Reads one pair of a role's ARN and its trust policy. */
export function readRolePolicy(value: unknown): Reading {
  const role = own(value, 'role');
  if (role === undefined || typeof role === 'string')
    return withRole(role || undefined, own(value, 'policy'), ['policy']);
  return { error: '`role` is not text, give the ARN of the role' };
}

/** Joins a policy and the way to it with the role that it belongs to, where that is known. */
export function withRole(role: string | undefined, policy: unknown, path: Path): NonNullable<Reading> {
  return role === undefined ? { policy, path } : { role, policy, path };
}

/** Puts a reading of a part into the whole that it is a part of. */
export function within(steps: Path, reading: Reading): Reading {
  return reading === undefined ? undefined : { ...reading, path: [...steps, ...(reading.path ?? [])] };
}
