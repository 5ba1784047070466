/** What made somebody look at a role. Which role, and nothing else of it, is believed. */
export interface Occasion {
  readonly roleName: string;
  /** The account that the event came from, where one did. */
  readonly account?: string;
  /** The event's id, and the ARN of whoever made the call that it tells of, for the journal. */
  readonly event?: string;
  readonly by?: string;
  /** The trust policy that the event carries, as text: only compared with, to tell whether IAM shows it yet. */
  readonly document?: string;
  /** When the call was made that the event tells of; ISO 8601, UTC. */
  readonly at?: string;
}

/** A role to look at once more. */
export interface SecondLook extends Occasion {
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
