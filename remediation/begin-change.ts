import {
  brakeOn,
  tallyLatched,
  tallyReset,
  tallyTold,
  tallyWith,
  tallyWithout,
  type Brake,
  tallyAdmitting,
} from './brakes.ts';
import type { JournalEntry, Limits, Role, Tally } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** So many others counted changes of the account at the same moment; trying again later is the way out. */
export class TallyBusyError extends Error {
  override readonly name = 'TallyBusyError';
}

/** How often a tally is read anew that others keep at the same moment. */
const TRIES = 20;

type Counting = Pick<Surroundings, 'journal' | 'clock'>;

/** What may hold a change back. */
export interface UnderBrakes {
  readonly limits: Limits;
  /** How many roles the account has, where that is known. */
  readonly roles?: number | undefined;
  /** Whether the change is only counted, unless the brake of the account is latched. */
  readonly isFree?: boolean;
}

/**
 * Journals the first step of a change and counts it, both or neither, unless a brake holds it back.
 *
 * @returns the brake; `account` to exactly one of all who meet it, the one that latched it
 * @throws TallyBusyError
 */
export async function beginChange(
  entry: JournalEntry,
  role: Role,
  { limits, roles, isFree = false }: UnderBrakes,
  { journal, clock }: Counting,
): Promise<Brake | undefined> {
  return untilKept(accountOf(role), journal, async (tally) => {
    const measured = { limits, roles, now: clock(), isCritical: entry.severity === 'critical' };
    const brake = brakeOn(role, tally, measured);
    if (brake === undefined || (isFree && brake.kind !== 'latched'))
      return { kept: await journal.begin(entry, tallyWith(role, tally, measured)), answer: undefined };
    if (brake.kind !== 'account') return { kept: true, answer: brake };
    return { kept: await journal.keepTally(tallyLatched(tally, brake.reason, measured.now)), answer: brake };
  });
}

/** Takes the newest change of a role off the count, since nothing of it was written. */
export async function uncount(role: Role, { journal }: Pick<Surroundings, 'journal'>): Promise<void> {
  await untilKept(accountOf(role), journal, async (tally) => ({
    kept: await journal.keepTally(tallyWithout(role, tally)),
    answer: undefined,
  }));
}

/** Keeps how many roles of an account let GitLab in, of which changes may be a share. */
export async function keepAdmitting(
  account: string,
  admitting: number,
  { journal }: Pick<Surroundings, 'journal'>,
): Promise<void> {
  await untilKept(account, journal, async (tally) => ({
    kept: await journal.keepTally(tallyAdmitting(tally, admitting)),
    answer: undefined,
  }));
}

/** Keeps that the brake of an account was told. */
export async function keepTold(role: Role, { journal }: Pick<Surroundings, 'journal'>): Promise<void> {
  await untilKept(accountOf(role), journal, async (tally) => ({
    kept: await journal.keepTally(tallyTold(tally)),
    answer: undefined,
  }));
}

/**
 * Lets the brake of an account go.
 *
 * @param by - who asks for it
 * @returns the tally as it was before
 */
export async function resetBrake(account: string, by: string, { journal, clock }: Counting): Promise<Tally> {
  return untilKept(account, journal, async (tally) => ({
    kept: await journal.keepTally(tallyReset(tally, by, clock())),
    answer: tally,
  }));
}

async function untilKept<T>(
  account: string,
  journal: Surroundings['journal'],
  attempt: (tally: Tally) => Promise<{ readonly kept: boolean; readonly answer: T }>,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { kept, answer } = await attempt(await journal.tallyOf(account));
    if (kept) return answer;
  }
  throw new TallyBusyError(`changes of account ${account} are counted by many at once, try again later`);
}

function accountOf({ arn }: Role): string {
  return arn.split(':')[4] ?? '';
}
