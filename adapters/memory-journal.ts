import type {
  Clock,
  Journal,
  JournalEntry,
  KeptConfiguration,
  LastGood,
  RunBook,
  Runs,
  SweepBook,
  Sweeps,
  Tally,
} from '../remediation/ports.ts';
import { newestOfEach, newestSince, onlyOpen, onlyOpenBefore } from './newest-steps.ts';

interface Lease {
  readonly holder: string;
  readonly expiresAt: Date;
}

/** Keeps the journal in memory: for tests, and for a run that leaves nothing behind. */
export class MemoryJournal implements Journal, LastGood, Sweeps, Runs {
  readonly #clock: Clock;
  readonly #leases = new Map<string, Lease>();
  readonly #entries: JournalEntry[] = [];
  readonly #tallies = new Map<string, Tally>();
  #configuration: KeptConfiguration | undefined;
  readonly #sweeps = new MemoryBook<SweepBook>({ version: 0 });
  readonly #runs = new MemoryBook<RunBook>({ version: 0 });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Every step so far, in the order in which it was kept. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Takes the role for one holder until a moment. */
  acquireLease(role: string, holder: string, expiresAt: Date): Promise<boolean> {
    const lease = this.#leases.get(role);
    const free = lease === undefined || lease.holder === holder || lease.expiresAt <= this.#clock();
    if (free) this.#leases.set(role, { holder, expiresAt });
    return Promise.resolve(free);
  }

  /** Gives the role back where this holder still has it. */
  releaseLease(role: string, holder: string): Promise<void> {
    if (this.#leases.get(role)?.holder === holder) this.#leases.delete(role);
    return Promise.resolve();
  }

  /** Keeps a step. */
  append(entry: JournalEntry): Promise<void> {
    this.#entries.push(Object.freeze({ ...entry }));
    return Promise.resolve();
  }

  /** Returns the tally of an account. */
  tallyOf(account: string): Promise<Tally> {
    return Promise.resolve(this.#tallyOf(account));
  }

  /** Keeps a tally in the place of the one that it was made from. */
  keepTally(tally: Tally): Promise<boolean> {
    return Promise.resolve(this.#keepTally(tally));
  }

  /** Keeps the first step of a change and the tally that counts it. */
  begin(entry: JournalEntry, tally: Tally): Promise<boolean> {
    const isKept = this.#keepTally(tally);
    if (isKept) this.#entries.push(Object.freeze({ ...entry }));
    return Promise.resolve(isKept);
  }

  #tallyOf(account: string): Tally {
    return this.#tallies.get(account) ?? { account, version: 0, begun: [] };
  }

  #keepTally(tally: Tally): boolean {
    if (this.#tallyOf(tally.account).version !== tally.version) return false;
    this.#tallies.set(tally.account, Object.freeze({ ...tally, version: tally.version + 1 }));
    return true;
  }

  /** Returns the open changes of a role, in the order in which they began. */
  openChangesOf(role: string): Promise<readonly JournalEntry[]> {
    return Promise.resolve(onlyOpen(this.#newestOf(role)));
  }

  /** Returns the open changes of any role whose newest step was kept before a moment. */
  openBefore(moment: Date): Promise<readonly JournalEntry[]> {
    return Promise.resolve(onlyOpenBefore(this.#entries, moment));
  }

  /** Returns the newest step of each change of a role, in the order in which the changes began. */
  changesOf(role: string): Promise<readonly JournalEntry[]> {
    return Promise.resolve(this.#newestOf(role));
  }

  #newestOf(role: string): readonly JournalEntry[] {
    return newestOfEach(this.#entries.filter((entry) => entry.role === role));
  }

  /** Returns the newest step of each change of any role that was kept since a moment. */
  changes(since: Date): Promise<readonly JournalEntry[]> {
    return Promise.resolve(newestSince(this.#entries, since));
  }

  /** Keeps a configuration in the place of the one before. */
  keepConfiguration(configuration: KeptConfiguration): Promise<void> {
    this.#configuration = Object.freeze({ ...configuration });
    return Promise.resolve();
  }

  /** Returns the configuration that was kept last. */
  lastConfiguration(): Promise<KeptConfiguration | undefined> {
    return Promise.resolve(this.#configuration);
  }

  /** Returns the book of the sweeps. */
  readSweeps(): Promise<SweepBook> {
    return this.#sweeps.read();
  }

  /** Keeps a book that was made from the newest. */
  keepSweeps(book: SweepBook): Promise<boolean> {
    return this.#sweeps.keep(book);
  }

  /** Returns the book of the runs of the schedule. */
  readRuns(): Promise<RunBook> {
    return this.#runs.read();
  }

  /** Keeps a book that was made from the newest. */
  keepRuns(book: RunBook): Promise<boolean> {
    return this.#runs.keep(book);
  }
}

class MemoryBook<B extends { readonly version: number }> {
  #newest: B;

  constructor(empty: B) {
    this.#newest = empty;
  }

  read(): Promise<B> {
    return Promise.resolve(this.#newest);
  }

  keep(book: B): Promise<boolean> {
    const isNewest = book.version === this.#newest.version;
    if (isNewest) this.#newest = structuredClone({ ...book, version: book.version + 1 });
    return Promise.resolve(isNewest);
  }
}
