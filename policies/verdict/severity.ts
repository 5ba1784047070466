import { isStranger, type Acquaintances } from '../claims/namespace-machine.ts';
import type { Claims } from '../claims/token.ts';
import { parseSubject } from '../claims/subject.ts';
import { compileIntent } from '../intent/compiled.ts';
import { isGranted } from '../intent/grants.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import type { Severity } from './finding.ts';

const RANKS: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
const DESCENDING = RANKS.toReversed();

/** What the severity of a token depends on besides the token. */
export interface Whose {
  readonly intent: Intent;
  readonly issuer: Issuer;
  /** Root namespaces and ids that the configuration names or the policy writes out. */
  readonly acquaintances: Acquaintances;
  /** Whether the token needs no luck: no unknown key, and no literal id that pins the statement. */
  readonly isUnhindered: boolean;
}

/** Rates a token that gets in but should not, by whose it is. */
export function severityOf(claims: Claims, whose: Whose): Severity {
  const { intent, issuer } = whose;
  const sub = claims['sub'] ?? '';
  const subject = parseSubject(sub) ?? new Map<string, string>();
  if (isGranted(compileIntent(intent, issuer.name), subject, claims['project_id'])) return 'low';
  if (issuer.isPublic && whose.isUnhindered && isStranger(sub, whose.acquaintances)) return 'critical';
  return isStranger(sub, { roots: intent.knownRoots, projectIds: [] }) ? 'high' : 'medium';
}

/** Tells whether one severity is above another. */
export function isAbove(one: Severity, other: Severity): boolean {
  return RANKS.indexOf(one) > RANKS.indexOf(other);
}

/** Returns the highest of some severities; `null` of none. */
export function highest(severities: readonly (Severity | null)[]): Severity | null {
  return DESCENDING.find((each) => severities.includes(each)) ?? null;
}
