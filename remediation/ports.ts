import type { Intent, QuarantineOrder, Remedy, Severity, Verdict } from '../policies/index.ts';

/** A role as its store returned it, never as an event told it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** The unique id (`AROA…`): a role deleted and created again under its old name is another role. */
  readonly id: string;
  /** The trust policy as text: JSON, or JSON percent-encoded as IAM returns it. */
  readonly trustPolicy: string;
}

/** How a write of a trust policy ended, short of a passing fault, which throws. */
export type WriteResult =
  | { readonly kind: 'written' }
  /** The store will not take this document; `reason` is its own message, verbatim, never parsed. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'gone' };

/** Where all roles of an account are found. */
export interface RoleList {
  /** Returns every role in the store's order; what cannot be read is thrown after the last. */
  list(): AsyncIterable<Role>;
}

/** Where roles live: an account in IAM, or a folder of role files. */
export interface RoleStore {
  /** Reads one role by name; `undefined` when there is none. Throws on a passing fault. */
  read(roleName: string): Promise<Role | undefined>;
  /** Replaces the trust policy of a role that was read before. */
  writeTrustPolicy(role: Role, document: string): Promise<WriteResult>;
}

export type Mode = 'dry-run' | 'enforce';

/** `pending` and `written` are open: the first may or may not have reached the store, the second owes a notice. */
export type ChangeState =
  'proposed' | 'pending' | 'written' | 'notified' | 'stale' | 'refused' | 'superseded';

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
  /** How many writes were begun for it; left out where its state says so: one of a change that may have been written. */
  readonly attempts?: number;
  readonly note?: string;
}

/**
 * What was replaced, by what, and how far each change got. Evidence, never authority: nothing is written
 * to a role because it stands here.
 */
export interface Journal {
  /** Takes the role for one holder until a moment; `false` while another holds it. */
  acquireLease(role: string, holder: string, expiresAt: Date): Promise<boolean>;
  /** Gives the role back; a lease that is gone, or another's by now, is left alone. */
  releaseLease(role: string, holder: string): Promise<void>;
  /** Keeps a step; when this returns, the step survives a crash as far as the adapter can promise. */
  append(entry: JournalEntry): Promise<void>;
  /** The newest step of each change of a role, in the order in which the changes began. */
  changesOf(role: string): Promise<readonly JournalEntry[]>;
  /** The newest step of each change of any role, where that was kept since a moment, in the order of beginning. */
  changes(since: Date): Promise<readonly JournalEntry[]>;
  /** The newest step of each change of the roles of an account, where that was kept since a moment. */
  changesOfAccount(account: string, since: Date): Promise<readonly JournalEntry[]>;
}

/** What the world is told about one role. */
export interface Notice {
  readonly kind: 'proposed' | 'applied' | 'reported' | 'refused' | 'stale';
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
  readonly quarantine: QuarantineOrder;
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
   * Keeps a book in the place of the one that it was made from.
   *
   * @param book - has the version of the one that was read
   * @returns `false`, with nothing kept, where another was kept since: read it again
   */
  keepSweeps(book: SweepBook): Promise<boolean>;
}

/** Where the world is told of a sweep. It may be told twice, never not at all: a fault throws. */
export interface SweepSink {
  publishSweep(summary: SweepSummary): Promise<void>;
}
