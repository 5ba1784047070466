import type { Clock, Missed, RunBook, Runs } from './ports.ts';

/** What catching up works with. */
export interface Past {
  readonly runs: Runs;
  /** Returns the events between two moments, each as EventBridge delivers it. */
  readonly eventsBetween: (from: Date, to: Date) => Promise<readonly object[]>;
  /** Puts an event where all others are delivered. */
  readonly deliver: (event: object) => Promise<void>;
  /** Tells whether there is time for another part of the past. */
  readonly hasTime: () => boolean;
  readonly clock: Clock;
}

/** What a run did about an outage. */
export interface CaughtUp extends Missed {
  /** How many events were delivered again. */
  readonly events: number;
  /** Since when the next run goes on; left out where all is caught up on. */
  readonly next?: string;
}

const MINUTE = 60_000;

/** WHY: three times the period of the schedule, as a run that is late, or one that failed, is no outage. */
const OUTAGE = 15 * MINUTE;

/** AWS: how long an event may take until the event history shows it, in milliseconds. */
const SHOWN_AFTER = 15 * MINUTE;

/** WHY: the daily sweep has looked at every role since. */
const FARTHEST = 24 * 60 * MINUTE;

/**
 * Which part of the past is worked on at once, in milliseconds.
 *
 * WHY: so short that one fits into a run however much happened, as one that was cut short is begun anew.
 */
const PART = 5 * MINUTE;

/**
 * Notices that the schedule did not run for a while, and delivers the events of that time again; remembers that it runs.
 *
 * What of it may not be shown yet is asked for again by the runs of the next quarter of an hour. An event that comes twice
 * changes nothing twice (L9). The first run of all finds no outage: a sweep looks at what was before.
 *
 * @returns `undefined` where nothing was missed
 * @throws whatever reading the past or delivering throws; the next run goes on behind the last part that was done
 */
export async function catchUp({
  runs,
  eventsBetween,
  deliver,
  hasTime,
  clock,
}: Past): Promise<CaughtUp | undefined> {
  const now = clock();
  const last = now.toISOString();
  const book = await runs.readRuns();
  let { version } = book;
  const missed = missedBy(book, now);
  if (missed === undefined) {
    await runs.keepRuns({ version, last });
    return undefined;
  }
  let rest: Missed | undefined = missed;
  let events = 0;
  let from = new Date(missed.since);
  const end = earlier(now, new Date(missed.until));
  while (from < end && hasTime()) {
    const to = earlier(new Date(from.getTime() + PART), end);
    const found = await eventsBetween(from, to);
    for (const event of found) await deliver(event);
    events += found.length;
    from = to;
    rest = restOf(missed, to, now);
    // WHY: another run that was at it at once goes on with the same.
    if (!(await runs.keepRuns({ version, last, ...(rest && { missed: rest }) }))) break;
    version += 1;
  }
  return { ...missed, events, ...(rest && { next: rest.since }) };
}

/** WHY: what happened shortly before the last run may not have been delivered any more. */
function missedBy({ last, missed }: RunBook, now: Date): Missed | undefined {
  const isOutage = last !== undefined && now.getTime() - Date.parse(last) > OUTAGE;
  const known = isOutage
    ? { since: before(new Date(last), SHOWN_AFTER), ...missed, until: now.toISOString() }
    : missed;
  return known && remaining({ ...known, since: later(known.since, before(now, FARTHEST)) });
}

/** Returns what is left to be caught up on once the past is read up to a moment. */
function restOf({ since, until }: Missed, to: Date, now: Date): Missed | undefined {
  const shown = earlier(to, new Date(before(now, SHOWN_AFTER)));
  return remaining({ since: later(since, shown.toISOString()), until });
}

function remaining(missed: Missed): Missed | undefined {
  return missed.since < missed.until ? missed : undefined;
}

function before(moment: Date, milliseconds: number): string {
  return new Date(moment.getTime() - milliseconds).toISOString();
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
