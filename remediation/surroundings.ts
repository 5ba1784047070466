import type { AccountFacts, Clock, Delay, Ids, Journal, LookAgain, RoleStore, Sink } from './ports.ts';

/** Everything that the use case touches outside itself. */
export interface Surroundings {
  readonly roles: RoleStore;
  readonly journal: Journal;
  readonly sink: Sink;
  readonly account: AccountFacts;
  readonly again: LookAgain;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly delay: Delay;
  /** ARNs of the roles that Trustwarden itself runs under. */
  readonly ownRoles: readonly string[];
}
