import {
  encodeTrustPolicy,
  isSameTrustPolicy,
  type JsonObject,
  type Plan,
  type QuarantineOrder,
} from '../policies/index.ts';
import type { ChangeState, Deed, JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** What is to be changed in one role, and on whose word. */
export interface ChangeOrder {
  readonly remedy: Deed;
  readonly verdict: Plan['verdict'];
  readonly severity: Plan['severity'];
  readonly before: JsonObject;
  /** The same as `before` where the trust policy stays as it is. */
  readonly after: JsonObject;
  /** What is put on the role beside its trust policy, or with `release` taken off. */
  readonly quarantine?: QuarantineOrder | undefined;
  /** Digest of the configuration in force. */
  readonly configuration: string;
  readonly event?: string | undefined;
  readonly by?: string | undefined;
  readonly undoes?: string | undefined;
}

/** Returns the first step of a new change. */
export function newChange(order: ChangeOrder, role: Role, { ids, clock }: Surroundings): JournalEntry {
  const { remedy, verdict, severity, before, after, configuration } = order;
  const { quarantine, event, by, undoes } = order;
  const now = clock().toISOString();
  return {
    change: ids(),
    state: 'pending',
    at: now,
    began: now,
    role: role.arn,
    roleId: role.id,
    remedy,
    verdict,
    severity,
    before: encodeTrustPolicy(before),
    after: encodeTrustPolicy(after),
    configuration,
    ...(quarantine === undefined ? {} : { quarantine: onlyOrder(quarantine) }),
    ...(event === undefined ? {} : { event }),
    ...(by === undefined ? {} : { by }),
    ...(undoes === undefined ? {} : { undoes }),
  };
}

/** WHY: the configuration says more about a quarantine than what is done to the role. */
function onlyOrder({ level, revokeSessions, marks }: QuarantineOrder): QuarantineOrder {
  return { level, revokeSessions, ...(marks === undefined ? {} : { marks }) };
}

/** Journals the next step of a change and returns it. */
export async function step(
  change: JournalEntry,
  state: ChangeState,
  { journal, clock }: Surroundings,
  more: Partial<Pick<JournalEntry, 'note' | 'attempts' | 'revokeAgain'>> = {},
): Promise<JournalEntry> {
  const entry = { ...change, ...more, state, at: clock().toISOString() };
  await journal.append(entry);
  return entry;
}

/** Closes a change that is not what is planned now. */
export async function supersede(change: JournalEntry, around: Surroundings): Promise<void> {
  // WHY: what is pending may have been written, and somebody may have written the old trust policy back.
  await step(change, 'superseded', around, { attempts: attemptsOf(change) });
}

/** Tells whether nothing of a pending change was written, since the store refused it so far. */
export function isUnwritten({ attempts }: JournalEntry): boolean {
  return attempts === 0;
}

/**
 * Returns a change that is begun once more.
 *
 * INVARIANT: its documents are those of now; what is recorded only keeps its name.
 */
export function again(
  open: JournalEntry,
  { before, after }: ChangeOrder,
  { clock }: Pick<Surroundings, 'clock'>,
): JournalEntry {
  const documents = { before: encodeTrustPolicy(before), after: encodeTrustPolicy(after) };
  return { ...open, ...documents, at: clock().toISOString(), attempts: attemptsOf(open) + 1 };
}

function attemptsOf({ attempts = 1 }: JournalEntry): number {
  return attempts;
}

/** Tells whether a change is the one that is wanted now, whatever form its documents are recorded in. */
export function isSameChange(
  change: JournalEntry,
  { remedy, before, after, quarantine }: Pick<ChangeOrder, 'remedy' | 'before' | 'after' | 'quarantine'>,
): boolean {
  return (
    change.remedy === remedy &&
    change.quarantine?.level === quarantine?.level &&
    change.quarantine?.revokeSessions === quarantine?.revokeSessions &&
    isSameTrustPolicy(change.before, before) &&
    isSameTrustPolicy(change.after, after)
  );
}

/** Tells whether a change leads to another trust policy. */
export function rewritesTrustPolicy({ before, after }: Pick<JournalEntry, 'before' | 'after'>): boolean {
  return !isSameTrustPolicy(before, after);
}

/** Tells whether a change was written, as far as the journal knows. */
export function isWritten({ state }: JournalEntry): boolean {
  return state === 'written' || state === 'notified';
}

/** Tells whether a change is one that somebody has to finish. */
export function isOpen({ state }: JournalEntry): boolean {
  return state === 'pending' || state === 'written';
}
