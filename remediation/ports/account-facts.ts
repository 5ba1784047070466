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
