import type { AccountFacts, FactsOfAccount } from '../../remediation/ports.ts';

/** Answers the facts that a test gives, and counts how often it was asked. */
export class InMemoryAccountFacts implements AccountFacts {
  facts: FactsOfAccount;
  reads = 0;

  constructor(facts: FactsOfAccount = {}) {
    this.facts = facts;
  }

  async read(): Promise<FactsOfAccount> {
    this.reads += 1;
    return this.facts;
  }
}
