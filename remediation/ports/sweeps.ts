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
  /** That could not be read or worked on; one that was deleted meanwhile is none. */
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
