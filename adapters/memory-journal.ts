import type { Clock, Journal, JournalEntry } from '../remediation/ports.ts';
import { newestOfEach } from './newest-steps.ts';

interface Lease {
  readonly holder: string;
  readonly expiresAt: Date;
}

/** Keeps the journal in memory: for tests, and for a run that leaves nothing behind. */
export class MemoryJournal implements Journal {
  readonly #clock: Clock;
  readonly #leases = new Map<string, Lease>();
  readonly #entries: JournalEntry[] = [];

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

  /** Returns the newest step of each change of a role, in the order in which the changes began. */
  changesOf(role: string): Promise<readonly JournalEntry[]> {
    return Promise.resolve(newestOfEach(this.#entries.filter((entry) => entry.role === role)));
  }
}
