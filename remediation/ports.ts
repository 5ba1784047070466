import type { Intent, QuarantineOrder, Remedy, Severity, SourceChange, Verdict } from '../policies/index.ts';

/** A role as its store returned it, never as an event told it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** The unique id (`AROA…`): a role deleted and created again under its old name is another role. */
  readonly id: string;
  /** The trust policy as text: JSON, or JSON percent-encoded as IAM returns it. */
  readonly trustPolicy: string;
  /** When it was created, ISO 8601, UTC; left out where the store does not know. */
  readonly created?: string;
}

/**
 * Why a store will not do it: the document is none that it takes; it names a principal that is not there, or not there
 * yet; a quota of size or number is full; only AWS may change the role; or whoever asks may not.
 */
export type Refusal = 'malformed' | 'invalid-principal' | 'too-large' | 'unmodifiable' | 'denied';

/** How a write to a role ended, short of a passing fault (throttling, a time limit, an error of AWS), which throws. */
export type WriteResult =
  | { readonly kind: 'written' }
  /** `reason` is the store's own message on one line, never parsed. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly reason: string }
  /** The role is not there any more. */
  | { readonly kind: 'gone' };

/** Something that a quarantine puts on a role beside its trust policy. */
export type Measure =
  /** `document` is JSON text. */
  | { readonly kind: 'inline-policy'; readonly name: string; readonly document: string }
  | { readonly kind: 'managed-policy'; readonly arn: string }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string };

/** Where all roles of an account are found. */
export interface RoleList {
  /** Returns every role in the store's order; what cannot be read is thrown after the last. */
  list(): AsyncIterable<Role>;
}

/** Where roles live: an account in IAM, or a folder of role files. */
export interface RoleStore {
  /** How long after a write a reading may still show what was there before, in milliseconds. */
  readonly lag: number;
  /** Reads one role by name; `undefined` when there is none. Throws on a passing fault. */
  read(roleName: string): Promise<Role | undefined>;
  /** Replaces the trust policy of a role that was read before. */
  writeTrustPolicy(role: Role, document: string): Promise<WriteResult>;
  /** Tells whether a measure is on a role, with this very content; `false` too where the role is gone. */
  hasMeasure(role: Role, measure: Measure): Promise<boolean>;
  /** Puts a measure on a role, in the place of one of the same name or key. */
  putMeasure(role: Role, measure: Measure): Promise<WriteResult>;
  /** Takes a measure off a role, whatever its content; `written` as well where it was not there. */
  removeMeasure(role: Role, measure: Measure): Promise<WriteResult>;
}

/** What is known of the account whose roles a store keeps. */
export interface AccountFacts {
  /**
   * Returns the live facts. Asks once for an account and a process: what was answered counts from then on, a fault
   * throws and is asked again.
   */
  read(): Promise<FactsOfAccount>;
}

/** Facts of an account; one is left out where the store does not tell. */
export interface FactsOfAccount {
  /** How many characters a trust policy may have, white space aside. */
  readonly trustPolicyQuota?: number;
  /** How many roles there are. */
  readonly roles?: number;
}

export type Mode = 'dry-run' | 'enforce';

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

/** What the world is told about one role. */
export interface Notice {
  readonly kind: 'proposed' | 'applied' | 'reported' | 'refused' | 'stale' | 'overwritten' | 'braked';
  readonly role: string;
  readonly mode: Mode;
  readonly remedy: Deed;
  readonly verdict: Verdict;
  readonly severity: Severity | null;
  readonly unlisted: boolean;
  /** Digest of the configuration under which it was planned. */
  readonly configuration: string;
  /** One sentence for each finding. */
  readonly messages: readonly string[];
  /** The change, where there is one, and its documents as JSON text. */
  readonly change?: string;
  readonly before?: string;
  readonly after?: string;
  /** The same change at its source, where somebody writes the old document back. */
  readonly source?: SourceChange;
  readonly note?: string;
}

/** Where notices go. A notice may arrive twice, never not at all: a fault throws. */
export interface Sink {
  publish(notice: Notice): Promise<void>;
}

/** Where the configuration's text, or the kill switch's, comes from. */
export interface ConfigSource {
  /** Returns the text and the name under which a person finds it; throws where it cannot be read. */
  read(): Promise<{ readonly text: string; readonly name: string }>;
}

/** A configuration as it was when it was good. */
export interface KeptConfiguration {
  readonly text: string;
  /** Under which a person found it. */
  readonly name: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly digest: string;
  /** When it was read; ISO 8601, UTC. */
  readonly at: string;
}

/**
 * The last good configuration, kept beside the journal. Evidence, never authority: whoever takes it validates
 * it again.
 */
export interface LastGood {
  /** Keeps a configuration in the place of the one before; when this returns, it survives a crash. */
  keepConfiguration(configuration: KeptConfiguration): Promise<void>;
  /** Returns the one that was kept last; `undefined` where none ever was. */
  lastConfiguration(): Promise<KeptConfiguration | undefined>;
}

/** A role to look at once more. Which role, and nothing else of it, is believed. */
export interface SecondLook {
  readonly roleName: string;
  /** The account of the role. */
  readonly account?: string;
  /** The event that led here, and whoever made the call that it tells of. */
  readonly event?: string;
  readonly by?: string;
  /** The trust policy that the event carried, as text, to be waited for, and when it was written; ISO 8601, UTC. */
  readonly document?: string;
  readonly at?: string;
  /** Which look it is: 1 for the first after the event's own. */
  readonly attempt: number;
  /** Not before then; ISO 8601, UTC. */
  readonly due: string;
}

/** Asks for a role to be looked at again later. */
export interface LookAgain {
  /**
   * Asks for a look when it is due. It may come twice, and it may come early, where the store cannot wait as long:
   * whoever gets it early asks for it once more.
   */
  lookAgain(look: SecondLook): Promise<void>;
}

/** The time; adapters and tests bring their own. */
export type Clock = () => Date;

/** A new identifier at each call, sortable by the time at which it was made where possible. */
export type Ids = () => string;

/** Waits some milliseconds. */
export type Delay = (milliseconds: number) => Promise<void>;

/** What the configuration says about one role at one moment. */
export interface Selection {
  readonly intent: Intent;
  readonly mode: Mode;
  /** What happens to a role that no entry names and of whose access nothing would be left. */
  readonly unlisted: 'quarantine' | 'report';
  /** What happens to a role that an entry names and that nothing fit to write is left of. */
  readonly unfixable: 'quarantine' | 'report';
  /** What happens to a trust policy that cannot be decided. */
  readonly undecided: 'report' | 'isolate';
  readonly quarantine: QuarantineOrder & {
    /** What happens to a role for which the store refuses a change. */
    readonly onRefusal: 'freeze' | 'freeze-all' | 'report';
  };
  readonly exemption?: { readonly reason: string; readonly until: string };
}

/** How many changes there may be within some time. */
export interface Rate {
  readonly max: number;
  /** Milliseconds. */
  readonly per: number;
}

/** How much is changed before everything is only proposed. */
export interface Limits {
  readonly changesPerRole: Rate;
  readonly changesPerAccount: Rate;
  /** Which part of the roles of an account, from 0 to 1, may be changed within the time of `changesPerAccount`. */
  readonly shareOfRoles?: number;
}

/** The configuration in force. */
export interface Rules {
  readonly digest: string;
  /** Left out where nothing is enforced. */
  readonly limits?: Limits;
  select(role: string, now: Date): Selection;
}

/** Some roles of an account, in the store's order. */
export interface RolePage {
  readonly roles: readonly Role[];
  /** Where the next page begins; left out on the last. */
  readonly next?: string;
}

/** Where the roles of an account are found page by page, so that whoever walks them can go on later. */
export interface RolePages {
  /**
   * Reads one page.
   *
   * @param from - where it begins, as the page before says; `undefined` for the first
   * @returns `undefined` where that place does not count any more, which the first one always does
   */
  page(from: string | undefined): Promise<RolePage | undefined>;
}

/** What a sweep found and did, in numbers of roles. */
export interface SweepCounts {
  readonly roles: number;
  /** Whose trust policy lets GitLab in. */
  readonly admitting: number;
  readonly broader: number;
  readonly undecided: number;
  readonly proposed: number;
  readonly applied: number;
  readonly reported: number;
  /** Whose change IAM refused, or that changed meanwhile. */
  readonly notApplied: number;
  /** That could not be read or worked on. */
  readonly failed: number;
}

/** A sweep that reached the last role. */
export interface SweepSummary {
  readonly sweep: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly finished: string;
  /** Whether everything was only proposed, since no sweep had been accepted. */
  readonly onlyProposed: boolean;
  readonly counts: SweepCounts;
}

/** How far the sweeps of the account are. Evidence, never authority: it says where to look, and what to propose only. */
export interface SweepBook {
  /** Which writing of the book this is: 0 before the first. */
  readonly version: number;
  /** The sweep that goes on, how far it is, and what it found so far. */
  readonly underWay?: {
    readonly sweep: string;
    readonly started: string;
    readonly next: string | undefined;
    /** Whether it only proposes, since no sweep had been accepted when it began. */
    readonly onlyProposed: boolean;
    readonly counts: SweepCounts;
  };
  /** The last one that was finished. */
  readonly last?: SweepSummary;
  /** The sweep whose proposals a person accepted, so that the ones after it may write. */
  readonly accepted?: { readonly sweep: string; readonly at: string; readonly by: string };
}

/** Where the book of the sweeps is kept. */
export interface Sweeps {
  readSweeps(): Promise<SweepBook>;
  /**
   * Keeps a book in the place of the one that it was made from, under the next version.
   *
   * @param book - has the version of the one that it was made from
   * @returns `false`, with nothing kept, where another was kept since: read it again
   */
  keepSweeps(book: SweepBook): Promise<boolean>;
}

/** Where the world is told of a sweep. It may be told twice, never not at all: a fault throws. */
export interface SweepSink {
  publishSweep(summary: SweepSummary): Promise<void>;
}
