import type { BoxesOf } from '../acceptance/boxes.ts';
import { issuerOf } from '../acceptance/reach.ts';
import type { JsonObject } from '../document/json.ts';
import type { Principal, Statement, TrustPolicy } from '../document/trust-policy.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import { replaceStatements, splitPrincipal, withPrincipal } from './edit.ts';

/**
 * What is left where no Allow is: a Deny that is there to be a statement at all.
 *
 * AWS: a trust policy has at least one statement, and `"Principal": "*"` is refused in it.
 */
const QUARANTINE_STATEMENT: JsonObject = {
  Sid: 'TrustwardenQuarantine',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};

/** A document without GitLab's access, or the statement that keeps it from being made. */
export type Isolation =
  | { readonly kind: 'isolated'; readonly document: JsonObject }
  | { readonly kind: 'inseparable'; readonly statement: number };

/** Tells whether a provider's issuer is one of the configured ones. */
export function isIssuer(issuer: Issuer, name: string): boolean {
  return issuer.name === name || issuer.name.toLowerCase() === name.toLowerCase();
}

/** Returns the GitLab issuers that some principals name; `undefined` where one is anybody else. */
export function issuersOf(intent: Intent, principals: readonly Principal[]): Issuer[] | undefined {
  const issuers: Issuer[] = [];
  for (const { type, value } of principals) {
    const name = issuerOf(value);
    const issuer = intent.issuers.find((each) => type === 'Federated' && isIssuer(each, name));
    if (issuer === undefined) return undefined;
    issuers.push(issuer);
  }
  return issuers;
}

/**
 * Takes the GitLab issuers out of every Allow that reaches them; other principals keep what they had.
 *
 * Needs no understanding of conditions: a principal is removed, whatever the conditions say.
 *
 * @param boxesOf - the statements of the policy by issuer
 */
export function isolate(policy: TrustPolicy, issuers: readonly Issuer[], boxesOf: BoxesOf): Isolation {
  const reached = new Set<number>();
  for (const issuer of issuers) {
    for (const { statement } of boxesOf(issuer.name).allows) reached.add(statement.index);
  }
  let inseparable: number | undefined;
  const document = replaceStatements(policy, (statement) => {
    if (!reached.has(statement.index)) return undefined;
    const split = splitPrincipal(statement, (name) => issuers.some((issuer) => isIssuer(issuer, name)));
    if (split === undefined) inseparable = statement.index;
    return split?.others === undefined ? [] : [withPrincipal(statement.json, split.others)];
  });
  if (inseparable !== undefined) return { kind: 'inseparable', statement: inseparable };
  const hasAllow = policy.statements.some(
    (statement) =>
      statement.effect === 'Allow' && (!reached.has(statement.index) || hasOthers(statement, issuers)),
  );
  return {
    kind: 'isolated',
    document: hasAllow ? document : { ...policy.json, Statement: [QUARANTINE_STATEMENT] },
  };
}

function hasOthers(statement: Statement, issuers: readonly Issuer[]): boolean {
  const split = splitPrincipal(statement, (name) => issuers.some((issuer) => isIssuer(issuer, name)));
  return split?.others !== undefined;
}
