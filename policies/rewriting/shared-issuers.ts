import type { Statement, TrustPolicy } from '../document/trust-policy.ts';
import { parseOperator } from '../conditions/operators.ts';
import { issuerOf } from '../acceptance/reach.ts';

/**
 * The issuers that many customers of AWS share, and the key that IAM demands a condition on.
 *
 * AWS: checked when a role is created and whenever its trust policy is updated, never for what is stored already
 * (id_roles_providers_oidc_secure-by-default).
 */
const DEMANDED_KEYS: Readonly<Record<string, string>> = {
  'gitlab.com': 'gitlab.com:sub',
  'token.actions.githubusercontent.com': 'token.actions.githubusercontent.com:sub',
  'vstoken.actions.githubusercontent.com': 'vstoken.actions.githubusercontent.com:sub',
  'oidc-configuration.audit-log.githubusercontent.com':
    'oidc-configuration.audit-log.githubusercontent.com:sub',
  'app.terraform.io': 'app.terraform.io:sub',
  'agent.buildkite.com': 'agent.buildkite.com:sub',
  'oidc.codefresh.io': 'oidc.codefresh.io:sub',
  'studio.datachain.ai/api': 'studio.datachain.ai/api:sub',
  'scalr.io': 'scalr.io:sub',
  'tokens.cloud.shisho.dev': 'tokens.cloud.shisho.dev:sub',
  'proidc.upbound.io': 'proidc.upbound.io:sub',
  'api.pulumi.com/oidc': 'api.pulumi.com/oidc:aud',
  'oidc.vercel.com': 'oidc.vercel.com:aud',
  'cognito-identity.amazonaws.com': 'cognito-identity.amazonaws.com:aud',
};

/** A statement that keeps IAM from storing a document, and the key on which it lacks a condition. */
export interface Refusal {
  readonly statement: number;
  readonly issuer: string;
  readonly key: string;
}

/** Predicts which statements of a document IAM would refuse under the rule for shared issuers. */
export function refusalsOf(policy: TrustPolicy): Refusal[] {
  const refusals: Refusal[] = [];
  for (const statement of policy.statements) {
    const { index, effect, principal } = statement;
    if (effect !== 'Allow' || principal.negated) continue;
    for (const { type, value } of principal.principals) {
      if (type !== 'Federated') continue;
      const issuer = issuerOf(value).toLowerCase();
      const key = Object.hasOwn(DEMANDED_KEYS, issuer) ? DEMANDED_KEYS[issuer] : undefined;
      if (key !== undefined && !tests(statement, key)) refusals.push({ statement: index, issuer, key });
    }
  }
  return refusals;
}

/** Says why IAM would refuse a document. */
export function describeRefusal({ statement, issuer, key }: Refusal): string {
  return `IAM refuses to store a trust policy in which statement ${statement} names ${issuer} without a condition on \`${key}\`, add one`;
}

/**
 * AWS: a value made of wildcards only does not count, nor a negated operator.
 *
 * WHY: whether `…IfExists` counts stands nowhere; what is not known to be refused is not predicted.
 */
function tests(statement: Statement, key: string): boolean {
  return statement.conditions.some((condition) => {
    if (condition.key.toLowerCase() !== key) return false;
    const operator = parseOperator(condition.operator);
    if (operator === undefined || operator.row.negated || !operator.row.name.startsWith('String'))
      return false;
    return condition.values.some(isCounted);
  });
}

/** AWS: a value made of wildcards only is no condition, whatever it means under its operator. */
export function isCounted(value: string): boolean {
  return /[^*?]/.test(value);
}
