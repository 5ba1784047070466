import { encodeTrustPolicy, isSameTrustPolicy, type JsonObject, type Plan } from '../policies/index.ts';
import type { ChangeState, Deed, JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** What is to be changed in one role, and on whose word. */
export interface ChangeOrder {
  readonly remedy: Deed;
  readonly verdict: Plan['verdict'];
  readonly severity: Plan['severity'];
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Digest of the configuration in force. */
  readonly configuration: string;
  readonly event?: string | undefined;
  readonly by?: string | undefined;
  readonly undoes?: string | undefined;
}

/** Returns the first step of a new change. */
export function newChange(order: ChangeOrder, role: Role, { ids, clock }: Surroundings): JournalEntry {
  const { remedy, verdict, severity, before, after, configuration, event, by, undoes } = order;
  return {
    change: ids(),
    state: 'pending',
    at: clock().toISOString(),
    role: role.arn,
    roleId: role.id,
    remedy,
    verdict,
    severity,
    before: encodeTrustPolicy(before),
    after: encodeTrustPolicy(after),
    configuration,
    ...(event === undefined ? {} : { event }),
    ...(by === undefined ? {} : { by }),
    ...(undoes === undefined ? {} : { undoes }),
  };
}

/** Journals the next step of a change and returns it. */
export async function step(
  change: JournalEntry,
  state: ChangeState,
  { journal, clock }: Surroundings,
  more: Pick<JournalEntry, 'note' | 'attempts'> = {},
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

/**
 * Returns a change that is begun once more.
 *
 * INVARIANT: its documents are those of now; what is recorded only keeps its name.
 */
export function again(open: JournalEntry, { before, after }: ChangeOrder): JournalEntry {
  const documents = { before: encodeTrustPolicy(before), after: encodeTrustPolicy(after) };
  return { ...open, ...documents, attempts: attemptsOf(open) + 1 };
}

function attemptsOf({ attempts = 1 }: JournalEntry): number {
  return attempts;
}

/** Tells whether a change leads from one trust policy to another, whatever form they are recorded in. */
export function isSameChange(change: JournalEntry, before: JsonObject, after: JsonObject): boolean {
  return isSameTrustPolicy(change.before, before) && isSameTrustPolicy(change.after, after);
}
