import { decodeTrustPolicy } from '../policies/index.ts';
import { keepAdmitting } from './begin-change.ts';
import { inDryRun } from './kill-switch.ts';
import { RoleBusyError } from './lease.ts';
import { planFor } from './plan-for.ts';
import type { Role, RolePage, RolePages, Rules, SweepBook, SweepCounts, Sweeps, SweepSink } from './ports.ts';
import { remediateRole, type Outcome } from './remediate-role.ts';
import type { Surroundings } from './surroundings.ts';

/** What a message asks for: a new sweep, or to go on with one. Both are names of sweeps. */
export type SweepOrder = { readonly start: string } | { readonly goOn: string };

/** How one run of a sweep ended. */
export type SweepOutcome =
  | { readonly kind: 'finished' | 'continued'; readonly sweep: string; readonly counts: SweepCounts }
  | { readonly kind: 'skipped'; readonly reason: string };

/** What a sweep touches beyond the work on one role. */
export interface SweepSurroundings extends Surroundings {
  readonly pages: RolePages;
  readonly sweeps: Sweeps;
  readonly sink: Surroundings['sink'] & SweepSink;
  /** Sends the message that goes on with a sweep. */
  readonly goOnLater: (sweep: string) => Promise<void>;
  /** Tells whether there is time for another page. */
  readonly hasTime: () => boolean;
  readonly log: SweepLog;
}

/** Where a sweep says what became of each role that needed work. */
export interface SweepLog {
  handled(outcome: Outcome): void;
  failed(role: Role, error: unknown): void;
}

/** Another run sweeps right now; the message comes again later. */
export class SweepBusyError extends Error {
  override readonly name = 'SweepBusyError';
}

/** More roles in a row could not be worked on than chance explains; the message comes again later. */
export class SweepFailingError extends Error {
  override readonly name = 'SweepFailingError';
}

/** Under which name a sweep holds its lease. */
const LEASE = 'sweep';

/** How long one run may hold it, in milliseconds; longer than the function may run. */
const LEASE_MILLISECONDS = 10 * 60_000;

/** After so many faults in a row the fault is not of the roles. */
const FAULTS_IN_A_ROW = 10;

const NOTHING: SweepCounts = {
  roles: 0,
  admitting: 0,
  broader: 0,
  undecided: 0,
  proposed: 0,
  applied: 0,
  reported: 0,
  notApplied: 0,
  failed: 0,
};

/**
 * Sweeps some pages of an account's roles: each role is judged from its page, and one that needs anything goes through
 * the same use case as an event.
 *
 * A sweep only proposes until a person accepted what an earlier one found; the brakes hold as for events. Where the run
 * has no time for another page, a new message goes on. The next page is fetched while one is worked on, so that two are in
 * memory at a time.
 *
 * Guarantees: L6, L9, L10; each role of the account is judged at least once, whenever the run is cut short.
 * @param rules - asked again for each page, so that the kill switch counts at once
 * @throws SweepBusyError, SweepFailingError; whatever a port throws on a passing fault
 */
export async function sweepRoles(
  order: SweepOrder,
  rules: () => Promise<Rules>,
  around: SweepSurroundings,
): Promise<SweepOutcome> {
  const { journal, clock, ids } = around;
  const holder = ids();
  const expiresAt = new Date(clock().getTime() + LEASE_MILLISECONDS);
  if (!(await journal.acquireLease(LEASE, holder, expiresAt))) {
    // WHY: whoever holds it has a message of its own, which comes again if that run is cut short.
    if ('start' in order) return { kind: 'skipped', reason: 'another sweep is under way' };
    throw new SweepBusyError('another run sweeps right now, the message comes again later');
  }
  try {
    return await runUnderLease(order, rules, around);
  } finally {
    await journal.releaseLease(LEASE, holder);
  }
}

async function runUnderLease(
  order: SweepOrder,
  rules: () => Promise<Rules>,
  around: SweepSurroundings,
): Promise<SweepOutcome> {
  let book = await around.sweeps.readSweeps();
  const begun = begin(order, book, around.clock());
  if (typeof begun === 'string') return { kind: 'skipped', reason: begun };
  let underWay = begun;
  const row: FaultsInARow = { faults: 0 };
  let fetched = fetch(underWay.next, around);
  for (;;) {
    const page = await fetched;
    const isLast = page !== undefined && page.next === undefined;
    const goesOn = !isLast && around.hasTime();
    if (goesOn) fetched = fetch(page?.next, around);
    // AWS: how long a marker counts is not documented; one that does not count any more begins the sweep anew.
    if (page === undefined) underWay = { ...underWay, next: undefined, counts: NOTHING };
    else {
      const inForce = await rules();
      const counts = await workOn(page, underWay.onlyProposed ? inDryRun(inForce) : inForce, around, row);
      underWay = { ...underWay, next: page.next, counts: sum(underWay.counts, counts) };
      if (isLast) return finish(underWay, book, accountOf(page), around);
    }
    const reached = underWay;
    book = await keep(around.sweeps, book, (current) => ({ ...current, underWay: reached }));
    // WHY: how long a page takes depends on how much on it is to be changed.
    if (!goesOn || !around.hasTime()) {
      await around.goOnLater(underWay.sweep);
      return { kind: 'continued', sweep: underWay.sweep, counts: underWay.counts };
    }
  }
}

type UnderWay = NonNullable<SweepBook['underWay']>;

/** Begins to fetch a page, while the one before is worked on. */
function fetch(from: string | undefined, { pages }: SweepSurroundings): Promise<RolePage | undefined> {
  const page = pages.page(from);
  // WHY: whoever awaits it hears of a fault, and nobody does where the page before ends the run.
  page.catch(() => undefined);
  return page;
}

/** Returns the sweep to work on, or why there is none. */
function begin(order: SweepOrder, { underWay, last, accepted }: SweepBook, now: Date): UnderWay | string {
  if ('goOn' in order) return underWay?.sweep === order.goOn ? underWay : 'that sweep is over';
  if (last?.sweep === order.start) return 'that sweep is over';
  // WHY: one that stopped, since its message was lost, goes on where it was.
  if (underWay !== undefined) return underWay;
  const onlyProposed = accepted === undefined;
  return {
    sweep: order.start,
    started: now.toISOString(),
    next: undefined,
    onlyProposed,
    counts: NOTHING,
  };
}

async function finish(
  { sweep, started, onlyProposed, counts }: UnderWay,
  book: SweepBook,
  account: string | undefined,
  { sweeps, sink, clock, journal }: SweepSurroundings,
): Promise<SweepOutcome> {
  const last = { sweep, started, finished: clock().toISOString(), onlyProposed, counts };
  if (account !== undefined) await keepAdmitting(account, counts.admitting, { journal });
  await sink.publishSweep(last);
  await keep(sweeps, book, ({ underWay: _over, ...rest }) => ({ ...rest, last }));
  return { kind: 'finished', sweep, counts };
}

function accountOf({ roles: [role] }: RolePage): string | undefined {
  return role?.arn.split(':')[4];
}

/** How many roles failed since one did not, over all pages of a run. */
interface FaultsInARow {
  faults: number;
}

async function workOn(
  { roles }: RolePage,
  rules: Rules,
  around: SweepSurroundings,
  row: FaultsInARow,
): Promise<SweepCounts> {
  let counts = NOTHING;
  for (const role of roles) {
    try {
      counts = sum(counts, await lookAt(role, rules, around));
      row.faults = 0;
    } catch (error) {
      around.log.failed(role, error);
      counts = sum(counts, { ...NOTHING, roles: 1, failed: 1 });
      // WHY: a role that somebody works on is looked at by whoever does.
      row.faults += error instanceof RoleBusyError ? 0 : 1;
      if (row.faults >= FAULTS_IN_A_ROW)
        throw new SweepFailingError(`${row.faults} roles in a row failed, the sweep is tried again later`, {
          cause: error,
        });
    }
  }
  return counts;
}

/** WHY: what the page says of a role is enough to leave it alone; whatever is done reads it again. */
async function lookAt(role: Role, rules: Rules, around: SweepSurroundings): Promise<SweepCounts> {
  const decoded = decodeTrustPolicy(role.trustPolicy);
  if (decoded.ok) {
    const plan = planFor(role.arn, decoded.policy, rules.select(role.arn, around.clock()), around.ownRoles);
    if (plan.remedy === 'none')
      return { ...NOTHING, roles: 1, admitting: plan.verdict === 'not-applicable' ? 0 : 1 };
  }
  const outcome = await remediateRole({ roleName: role.name }, rules, around);
  around.log.handled(outcome);
  return countsOf(outcome);
}

function countsOf(outcome: Outcome): SweepCounts {
  const counts = { ...NOTHING, roles: 1 };
  if (outcome.kind === 'skipped') return outcome.isGone ? NOTHING : { ...counts, failed: 1 };
  if (outcome.kind === 'postponed') return { ...counts, notApplied: 1 };
  const { verdict } = outcome.plan;
  return {
    ...counts,
    admitting: verdict === 'not-applicable' ? 0 : 1,
    broader: verdict === 'broader' ? 1 : 0,
    undecided: verdict === 'undecided' ? 1 : 0,
    ...(outcome.kind === 'unchanged' ? {} : { [COUNTED_AS[outcome.kind]]: 1 }),
  };
}

const COUNTED_AS = {
  proposed: 'proposed',
  applied: 'applied',
  reported: 'reported',
  stale: 'notApplied',
  refused: 'notApplied',
} as const;

function sum(one: SweepCounts, other: SweepCounts): SweepCounts {
  const names = Object.keys(NOTHING) as (keyof SweepCounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as SweepCounts;
}

/**
 * Keeps what is made of the book, and returns it as it stands then.
 *
 * WHY: a person may accept a sweep while another one runs; then the book is read again.
 */
async function keep(
  sweeps: Sweeps,
  known: SweepBook,
  change: (book: SweepBook) => SweepBook,
): Promise<SweepBook> {
  for (let book = known; ; book = await sweeps.readSweeps()) {
    const changed = change(book);
    if (await sweeps.keepSweeps(changed)) return { ...changed, version: book.version + 1 };
  }
}
