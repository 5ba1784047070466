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
