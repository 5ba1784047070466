import type { Claims } from './claims/token.ts';
import type { JsonObject } from './document/json.ts';
import type { Kept } from './rewriting/keep-alive.ts';
import type { Quarantine } from './rewriting/quarantine.ts';
import type { Finding, Severity, Verdict } from './verdict/finding.ts';

export type Remedy = 'none' | 'narrow' | 'quarantine' | 'report';

/** A token that got in and should not, and does no more. */
export interface Stopped {
  readonly issuer: string;
  readonly witness: Claims;
}

/** What would be done about one role and why, as plain data: applying it decides nothing any more. */
export interface Plan {
  /** ARN of the role. */
  readonly role: string;
  readonly verdict: Verdict;
  /** The highest of the findings where the verdict is `broader`, else `null`. */
  readonly severity: Severity | null;
  readonly findings: readonly Finding[];
  readonly remedy: Remedy;
  /** Whether no entry of the configuration names the role although it lets GitLab in. */
  readonly unlisted: boolean;
  /** The trust policy that was judged. */
  readonly before: JsonObject;
  /** The whole document to write instead; `null` where nothing is to be written. */
  readonly after: JsonObject | null;
  /** What a quarantine does; `null` for any other remedy. */
  readonly quarantine: Quarantine | null;
  /** For each entry of the intent a token that still gets in afterwards; empty where nothing is written. */
  readonly keeps: readonly Kept[];
  /** The witnesses of the findings that get in no more. */
  readonly stops: readonly Stopped[];
  /** Why the trust policy of before may never be stored again, where that is so. */
  readonly irreversible: string | null;
  /** What a person should know: why it is only reported, what a rewrite leaves out. */
  readonly notes: readonly string[];
}
