/** What the runs of the schedule remember of each other. Evidence, never authority: it says where to look. */
export interface RunBook {
  /** Which writing of the book this is: 0 before the first. */
  readonly version: number;
  /** When the last one ran; ISO 8601, UTC. */
  readonly last?: string;
  /** What is to be caught up on; left out where nothing is. */
  readonly missed?: Missed;
}

/** A time in which no run came through; ISO 8601, UTC. */
export interface Missed {
  /** What happened before that has been caught up on. */
  readonly since: string;
  readonly until: string;
}

/** Where the book of the runs is kept. */
export interface Runs {
  readRuns(): Promise<RunBook>;
  /**
   * Keeps a book in the place of the one that it was made from, under the next version.
   *
   * @param book - has the version of the one that it was made from
   * @returns `false`, with nothing kept, where another was kept since: read it again
   */
  keepRuns(book: RunBook): Promise<boolean>;
}
