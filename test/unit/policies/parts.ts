import { decodeTrustPolicy } from '../../../policies/document/decode.ts';
import type { Json, JsonObject } from '../../../policies/document/json.ts';
import type { TrustPolicy } from '../../../policies/document/trust-policy.ts';
import type { AllowEntry, Intent, Issuer } from '../../../policies/intent/intent.ts';
import { DEFAULT_BUDGET, Purse } from '../../../policies/patterns/search.ts';
import type { Task } from '../../../policies/rewriting/task.ts';

export const ISSUER = 'gitlab.com';
export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
export const SELF_MANAGED = 'gitlab.example.com/gitlab';

/** Spells the ARN of an OIDC provider. */
export function providerArn(issuer: string = ISSUER, account: string = ACCOUNT): string {
  return `arn:aws:iam::${account}:oidc-provider/${issuer}`;
}

/** A statement that lets GitLab in under some conditions. */
export function allow(condition: Json | undefined, fields: JsonObject = {}): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArn() },
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...(condition === undefined ? {} : { Condition: condition }),
    ...fields,
  };
}

/** A statement that keeps GitLab out under some conditions. */
export function deny(condition: Json | undefined, fields: JsonObject = {}): JsonObject {
  return allow(condition, { Effect: 'Deny', ...fields });
}

/** A condition on the subject, behind whatever else there is. */
export function onSub(operator: string, values: Json, more: JsonObject = {}): JsonObject {
  return { ...more, [operator]: { 'gitlab.com:sub': values } };
}

/** A statement that lets GitLab in by its subject alone. */
export function allowSub(values: Json, operator = 'StringLike'): JsonObject {
  return allow(onSub(operator, values));
}

/** The principal of a statement for the self-managed issuer. */
export const SELF = { Principal: { Federated: providerArn(SELF_MANAGED) } };

/** A statement that lets the self-managed issuer in by its subject alone. */
export function allowSelf(values: Json): JsonObject {
  return allow({ StringLike: { [`${SELF_MANAGED}:sub`]: values } }, SELF);
}

/** Decodes a document that is known to be a trust policy. */
export function decoded(document: unknown): TrustPolicy {
  const result = decodeTrustPolicy(document);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.policy;
}

/** A trust policy of some statements, with policy variables. */
export function policyOf(...statements: readonly JsonObject[]): TrustPolicy {
  return decoded({ Version: '2012-10-17', Statement: statements });
}

/** A trust policy of some statements, without policy variables. */
export function oldPolicyOf(...statements: readonly JsonObject[]): TrustPolicy {
  return decoded({ Version: '2008-10-17', Statement: statements });
}

/** A project that the configuration allows, with any ref unless there are others. */
export function project(path: string, fields: Partial<AllowEntry> = {}): AllowEntry {
  return { kind: 'project', path, issuer: ISSUER, ...fields };
}

/** A group that the configuration allows. */
export function group(path: string, fields: Partial<AllowEntry> = {}): AllowEntry {
  return { kind: 'group', path, issuer: ISSUER, ...fields };
}

export const PUBLIC: Issuer = { name: ISSUER, isPublic: true };
export const PRIVATE: Issuer = { name: SELF_MANAGED, isPublic: false };

/** The intent of a listed role with some entries; what they name is known. */
export function intentOf(...entries: readonly AllowEntry[]): Intent {
  const knownRoots = [...new Set(entries.map((entry) => entry.path.split('/')[0]?.toLowerCase() ?? ''))];
  return { listed: true, entries, issuers: [PUBLIC], knownRoots };
}

/** A default subject of GitLab. */
export function subject(path: string, ref = 'main', type = 'branch'): string {
  return `project_path:${path}:ref_type:${type}:ref:${ref}`;
}

/** What a policy is narrowed with, in the role of these tests. */
export function taskOf(policy: TrustPolicy, intent: Intent): Task {
  return { policy, intent, role: ROLE, purse: new Purse(DEFAULT_BUDGET) };
}
