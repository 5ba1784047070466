import type { QuarantineOrder, Remedy, Severity, Verdict } from '../../policies/index.ts';

/**
 * `pending` and `written` are open: the first may or may not have reached the store, the second owes a notice.
 * `overwritten` is no change of ours but an edit that one of ours overwrote: its document is `before`.
 */
export type ChangeState =
  'proposed' | 'pending' | 'written' | 'notified' | 'stale' | 'refused' | 'superseded' | 'overwritten';

/** What a change does: a remedy, or the way back from one. */
export type Deed = Remedy | 'undo' | 'release';

/** One step in the life of one change; the newest of a change says where it stands. */
export interface JournalEntry {
  readonly change: string;
  readonly state: ChangeState;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** ARN and unique id of the role. */
  readonly role: string;
  readonly roleId: string;
  readonly remedy: Deed;
  readonly verdict: Verdict;
  readonly severity: Severity | null;
  /** The trust policies as JSON text. */
  readonly before: string;
  readonly after: string;
  /** Digest of the configuration in force. */
  readonly configuration: string;
  /** The event that led here, where there was one. */
  readonly event?: string;
  /** Who asked for it: the ARN that the event names, or the one under which the command ran. */
  readonly by?: string;
  /** The change that is taken back. */
  readonly undoes?: string;
  /** What it puts on the role beside the trust policy, or with a `release` takes off. */
  readonly quarantine?: QuarantineOrder;
  /** When its first step was kept; ISO 8601, UTC. */
  readonly began?: string;
  /** When sessions are revoked once more, the only thing that is owed then; ISO 8601, UTC. */
  readonly revokeAgain?: string;
  /** How many writes were begun for it; left out where its state says so: one of a change that may have been written. */
  readonly attempts?: number;
  readonly note?: string;
}

/** A change that was begun, as the brakes count it. */
export interface Begun {
  /** ARN of the role. */
  readonly role: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whether the role was so new that it counts apart, so that decoys cannot use up what others have. */
  readonly isNew: boolean;
}

/** What the brakes of one account count from. What counts, and what is full, is decided in `brakes.ts`. */
export interface Tally {
  readonly account: string;
  /** Which writing of the tally this is: 0 before the first. */
  readonly version: number;
  /** Oldest first. */
  readonly begun: readonly Begun[];
  /** Since when everything in the account is only proposed, and why; ISO 8601, UTC. */
  readonly latched?: {
    readonly at: string;
    readonly reason: string;
    /** Whether it is known that it was told. */
    readonly told?: boolean;
  };
  /** How many roles let GitLab in, as the last sweep counted them. */
  readonly admitting?: number;
  /** When the brake was let go last, and by whom. */
  readonly reset?: { readonly at: string; readonly by: string };
}

/**
 * What was replaced, by what, and how far each change got. Evidence, never authority: nothing is written
 * to a role because it stands here.
 *
 * Every answer but those of {@link openBefore} and {@link changes} holds whatever was kept before it was asked for.
 */
export interface Journal {
  /** Takes the role for one holder until a moment; `false` while another holds it. */
  acquireLease(role: string, holder: string, expiresAt: Date): Promise<boolean>;
  /** Gives the role back; a lease that is gone, or another's by now, is left alone. */
  releaseLease(role: string, holder: string): Promise<void>;
  /** Keeps a step; when this returns, the step survives a crash as far as the adapter can promise. */
  append(entry: JournalEntry): Promise<void>;
  /** Returns the tally of an account. */
  tallyOf(account: string): Promise<Tally>;
  /**
   * Keeps a tally in the place of the one that it was made from.
   *
   * @param tally - has the version of the one that was read
   * @returns `false`, with nothing kept, where another was kept since: read it again
   */
  keepTally(tally: Tally): Promise<boolean>;
  /**
   * Keeps the first step of a change and the tally that counts it, both or neither.
   *
   * @param tally - as for {@link keepTally}
   * @returns `false`, with nothing kept, where another tally was kept since: read it again
   */
  begin(entry: JournalEntry, tally: Tally): Promise<boolean>;
  /** The open changes of a role, in the order in which they began: one, unless a holder outlived its lease. */
  openChangesOf(role: string): Promise<readonly JournalEntry[]>;
  /** The open changes of any role whose newest step was kept before a moment; may lag behind by seconds. */
  openBefore(moment: Date): Promise<readonly JournalEntry[]>;
  /** The newest step of each change of a role, in the order in which the changes began. */
  changesOf(role: string): Promise<readonly JournalEntry[]>;
  /**
   * The newest step of each change of any role, where that was kept since a moment, in the order of beginning; may lag
   * behind by seconds.
   */
  changes(since: Date): Promise<readonly JournalEntry[]>;
}
