import type { JsonObject } from '../../policies/index.ts';
import { conditionTruths, many } from './oracle-conditions.ts';
import { globMatches, plain } from './oracle-glob.ts';
import { every, not, some, type Truth } from './oracle-truth.ts';

/**
 * What STS says by the documentation; `undocumented` where no page says it, so that nothing is to be compared.
 */
export type Answer = 'allow' | 'deny' | 'undocumented';

/** Who calls STS: a GitLab job (or another web identity), or a principal that presents no web identity. */
export type Caller =
  | { readonly type: 'web'; readonly issuer: string; readonly claims: Readonly<Record<string, string>> }
  | { readonly type: 'AWS' | 'Service' | 'SAML'; readonly value: string };

/** Values of the condition keys that are not the token's, by key in lower case; a key that is not there is absent. */
export type Surroundings = ReadonlyMap<string, string>;

const ACTIONS = {
  web: 'sts:AssumeRoleWithWebIdentity',
  AWS: 'sts:AssumeRole',
  Service: 'sts:AssumeRole',
  SAML: 'sts:AssumeRoleWithSAML',
} as const;

/** AWS: condition-keys-wif; the nine claims that only the provider `gitlab.com` has as keys. */
const GITLAB_COM_KEYS = new Set([
  'project_id',
  'namespace_id',
  'user_id',
  'user_login',
  'user_email',
  'user_access_level',
  'ref_protected',
  'pipeline_source',
  'runner_environment',
]);

/**
 * Evaluates a trust policy for one request, straight from its JSON, as the documentation of IAM says.
 *
 * @param account - the role's account, in which STS looks for the OIDC provider
 */
export function stsAnswer(
  document: JsonObject,
  caller: Caller,
  account: string,
  surroundings: Surroundings,
): Answer {
  const keys = new Map([...surroundings].filter(([key]) => isInRequest(key, caller)));
  if (caller.type === 'web') {
    for (const [name, value] of Object.entries(caller.claims)) {
      if (isFilled(name, caller.issuer)) keys.set(`${caller.issuer}:${name}`.toLowerCase(), value);
    }
  }
  const hasVariables = document['Version'] === '2012-10-17';
  const truths = { Allow: [] as Truth[], Deny: [] as Truth[] };
  for (const statement of many(document['Statement']) as JsonObject[]) {
    truths[statement['Effect'] as 'Allow' | 'Deny'].push(
      every([
        isCaller(statement, caller, account),
        isAction(statement, ACTIONS[caller.type]),
        isUsual(statement) ? true : undefined,
        ...conditionTruths(statement, keys, hasVariables),
      ]),
    );
  }
  const answer = every([some(truths.Allow), not(some(truths.Deny))]);
  if (answer === undefined) return 'undocumented';
  return answer ? 'allow' : 'deny';
}

/** Tells whether a key that is not a known claim can be there: those of another issuer never are. */
function isInRequest(key: string, caller: Caller): boolean {
  if (key.startsWith('aws:') || key.startsWith('sts:')) return true;
  return caller.type === 'web' && key.slice(0, key.lastIndexOf(':')) === caller.issuer;
}

/** Tells whether STS makes a condition key of a claim. */
function isFilled(name: string, issuer: string): boolean {
  if (name === 'sub' || name === 'aud') return true;
  return issuer === 'gitlab.com' && GITLAB_COM_KEYS.has(name);
}

function isUsual(statement: JsonObject): boolean {
  const usual = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Condition', 'NotPrincipal'];
  return Object.keys(statement).every((name) => usual.includes(name));
}

function isCaller(statement: JsonObject, caller: Caller, account: string): Truth {
  const principal = statement['Principal'];
  // AWS: what NotPrincipal does to a web identity is said nowhere.
  if (principal === undefined) return undefined;
  if (principal === '*') {
    if (caller.type !== 'web') return true;
    return statement['Effect'] === 'Deny' ? true : undefined;
  }
  const truths = Object.entries(principal as JsonObject).flatMap(([type, values]) =>
    many(values).map((value) => isPrincipal(type, value as string, caller, account)),
  );
  return some(truths);
}

function isPrincipal(type: string, value: string, caller: Caller, account: string): Truth {
  if (!['AWS', 'Federated', 'Service', 'CanonicalUser'].includes(type)) return undefined;
  if (caller.type === 'web') return type === 'Federated' ? isProvider(value, caller.issuer, account) : false;
  if (caller.type === 'SAML') return type === 'Federated' && value === caller.value;
  if (type !== caller.type) return false;
  return value === caller.value || (type === 'AWS' && value === '*');
}

/** AWS: the provider is looked up in the role's account; part of an ARN is no place for a wildcard. */
function isProvider(value: string, issuer: string, account: string): Truth {
  if (value === `arn:aws:iam::${account}:oidc-provider/${issuer}`) return true;
  if (/[*?]/.test(value)) return undefined;
  if (value.toLowerCase() === `arn:aws:iam::${account}:oidc-provider/${issuer}`.toLowerCase())
    return undefined;
  const parts = /^arn:[^:]*:iam::([^:]*):oidc-provider\/(.*)$/s.exec(value);
  if (parts === null) return value === issuer ? undefined : false;
  // AWS: no page says what a provider of another account or partition lets in; it should be nothing.
  return parts[2]?.toLowerCase() === issuer.toLowerCase() ? undefined : false;
}

function isAction(statement: JsonObject, action: string): Truth {
  const isListed = (name: string): boolean =>
    many(statement[name]).some((each) =>
      globMatches(plain((each as string).toLowerCase()), action.toLowerCase()),
    );
  return statement['Action'] === undefined ? !isListed('NotAction') : isListed('Action');
}
