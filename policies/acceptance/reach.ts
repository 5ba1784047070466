import { anyOf, type Outcome } from '../conditions/doubt.ts';
import type { ActionElement, Principal, Statement } from '../document/trust-policy.ts';
import { matchesPattern } from '../patterns/match.ts';

/** The one action that a GitLab job can call. */
export const WEB_IDENTITY_ACTION = 'sts:assumerolewithwebidentity';

/** AWS: the ARN of an OIDC provider, in any partition; its issuer is everything behind `oidc-provider/`. */
const PROVIDER_ARN = /^arn:([a-z0-9-]+):iam::([^:]*):oidc-provider\/(.+)$/is;

/** WHY: nearly every ARN looks like this, and where the parts begin in it is known. */
const USUAL_ARN = /^arn:aws:iam::[^:]{12}:oidc-provider\/./s;
const ACCOUNT_AT = 'arn:aws:iam::'.length;
const ISSUER_AT = ACCOUNT_AT + '123456789012:oidc-provider/'.length;

/** The ARN of an OIDC provider, taken apart. */
export interface ProviderArn {
  readonly partition: string;
  readonly account: string;
  readonly issuer: string;
}

/** Takes the ARN of an OIDC provider apart; `undefined` for any other text. */
export function parseProviderArn(text: string): ProviderArn | undefined {
  if (USUAL_ARN.test(text)) {
    const account = text.slice(ACCOUNT_AT, ACCOUNT_AT + 12);
    return { partition: 'aws', account, issuer: text.slice(ISSUER_AT) };
  }
  const parts = PROVIDER_ARN.exec(text);
  if (parts === null) return undefined;
  const [, partition = '', account = '', issuer = ''] = parts;
  return { partition, account, issuer };
}

/** Returns the issuer of a provider's ARN; any other text stands for itself. */
export function issuerOf(provider: string): string {
  return USUAL_ARN.test(provider)
    ? provider.slice(ISSUER_AT)
    : (parseProviderArn(provider)?.issuer ?? provider);
}

/**
 * Tells whether a statement is about the tokens of an issuer at all: by its principals and its actions.
 *
 * @param account - the role's account, where it is known
 */
export function reachOf(statement: Statement, issuer: string, account: string | undefined): Outcome {
  const reach = principalReach(statement, issuer, account);
  if (reach === 'no' || !coversAction(statement.action)) return 'no';
  return statement.unknownElements.length > 0 ? 'unknown' : reach;
}

function coversAction({ negated, patterns }: ActionElement): boolean {
  const matched = patterns.some(
    (pattern) =>
      // WHY: nearly every statement spells it like this.
      pattern === 'sts:AssumeRoleWithWebIdentity' ||
      matchesPattern(pattern.toLowerCase(), WEB_IDENTITY_ACTION),
  );
  return matched !== negated;
}

function principalReach(statement: Statement, issuer: string, account: string | undefined): Outcome {
  const { principals, negated } = statement.principal;
  const reach = anyOf(principals.map((principal) => reachOfPrincipal(principal, issuer, account)));
  if (!negated) return settle(reach, statement.effect === 'Allow');
  // WHY: whom `NotPrincipal` names for sure is out; whom it may name is in for an Allow, in doubt for a Deny.
  if (reach === 'yes') return 'no';
  return statement.effect === 'Allow' || reach === 'no' ? 'yes' : 'unknown';
}

/** WHY: where AWS does not say whether a principal is meant, an Allow counts as meaning it. */
function settle(reach: Outcome, isAllow: boolean): Outcome {
  return isAllow && reach === 'unknown' ? 'yes' : reach;
}

function reachOfPrincipal({ type, value }: Principal, issuer: string, account: string | undefined): Outcome {
  // AWS: IAM refuses to store a bare `*` in a trust policy; where one is met it names everybody.
  if (type === '*') return 'yes';
  if (type !== 'Federated') return 'no';
  // WHY: nearly every provider is spelt in the usual way, and nearly every issuer is another one.
  if (!endsWithIssuer(value, issuer) && !hasWildcard(value)) return 'no';
  const provider = parseProviderArn(value);
  if (provider === undefined)
    return isSame(value, issuer) || mayMean(value, issuer, account) ? 'unknown' : 'no';
  // AWS: STS looks for the provider in the role's own account; a foreign one should let nobody in.
  if (isSame(provider.issuer, issuer))
    return account === undefined || provider.account === account ? 'yes' : 'unknown';
  // AWS: a wildcard does not match a part of a principal; judged as if it could.
  return matchesPattern(provider.issuer.toLowerCase(), issuer.toLowerCase()) ? 'unknown' : 'no';
}

function hasWildcard(value: string): boolean {
  return value.includes('*') || value.includes('?');
}

/** Tells whether a value is an issuer, or ends with it behind a slash. */
function endsWithIssuer(value: string, issuer: string): boolean {
  const start = value.length - issuer.length;
  return (start === 0 || value[start - 1] === '/') && isSame(value.slice(start), issuer);
}

/** Tells whether a value with wildcards would match the issuer's provider, in some partition, if wildcards did. */
function mayMean(value: string, issuer: string, account: string | undefined): boolean {
  if (!hasWildcard(value)) return false;
  if (account === undefined) return true;
  return ['aws', 'aws-cn', 'aws-us-gov'].some((partition) => {
    const arn = `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
    return matchesPattern(value.toLowerCase(), arn.toLowerCase());
  });
}

function isSame(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}
