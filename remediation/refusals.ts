import { quarantineOf, type Plan } from '../policies/index.ts';
import { isSameChange, type ChangeOrder } from './change.ts';
import type { JournalEntry, Selection } from './ports.ts';

/** How long a refusal counts before the same change is tried once more, in milliseconds. */
const COUNTS_FOR = 24 * 60 * 60_000;

/** Returns the refusal of this very change, where the store refused it already not long ago. */
export function refusedBefore(
  order: ChangeOrder,
  roleId: string,
  history: readonly JournalEntry[],
  now: Date,
): JournalEntry | undefined {
  return history.findLast(
    (change) =>
      change.state === 'refused' &&
      change.roleId === roleId &&
      Date.parse(change.at) > now.getTime() - COUNTS_FOR &&
      isSameChange(change, order),
  );
}

/**
 * Returns the plan for a role whose change the store refused; `undefined` where it is only reported.
 *
 * @param reason - the store's own words
 */
export function planOnRefusal(
  plan: Plan,
  reason: string,
  { quarantine, intent }: Selection,
): Plan | undefined {
  const { onRefusal } = quarantine;
  if (onRefusal === 'report') return undefined;
  const issuers = intent.issuers.map(({ name }) => name);
  const frozen = quarantineOf({ level: onRefusal, revokeSessions: false }, plan.role, issuers);
  const why = `IAM refused the trust policy (${reason})`;
  return { ...plan, remedy: 'quarantine', after: null, quarantine: frozen, notes: [why, ...frozen.notes] };
}
