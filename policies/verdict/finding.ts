import type { Claims } from '../claims/token.ts';

export type Verdict = 'not-applicable' | 'compliant' | 'broader' | 'undecided';
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** The stable words of the catalogue; each has its section in `docs/findings.md`. */
export type FindingId =
  | IntruderFindingId
  | 'statement/dead'
  | 'statement/undecided'
  | 'condition/void'
  | 'audience/untested'
  | 'project/unpinned';

/** The words for a token that gets in and should not. */
export type IntruderFindingId =
  | 'subject/unconstrained'
  | 'subject/open'
  | 'subject/group-prefix'
  | 'project/unlisted'
  | 'project/unproved'
  | 'ref/unlisted';

/** One thing to say about one statement and one issuer. */
export interface Finding {
  readonly id: FindingId;
  /** `null` where the finding is advisory. */
  readonly severity: Severity | null;
  /** Position of the statement in the document, from 0. */
  readonly statement: number;
  readonly issuer: string;
  /** A token that the policy accepts and the intent forbids; only the claims that matter. */
  readonly witness?: Claims;
  /** Condition keys whose value nobody here can know and that the witness needs to be met. */
  readonly requires: readonly string[];
  readonly message: string;
}
