import { catchUp, type CaughtUp } from '../remediation/catch-up.ts';
import { finishOpen } from '../remediation/finish-open.ts';
import type { Runs } from '../remediation/ports.ts';
import { iamEventHandler, type HandlerParts } from './handle-iam-event.ts';
import { isFailedCall } from './iam-event.ts';
import { momentBefore } from './past.ts';

/** What the handler of the schedule works with. */
export interface ScheduleParts extends HandlerParts {
  /** Returns the events of the past since a moment, oldest first, each as EventBridge delivers it. */
  readonly eventsSince: (moment: Date, until?: Date) => Promise<readonly object[]>;
  readonly runs: Runs;
  /** Puts an event into the queue of the events. */
  readonly deliver: (event: object) => Promise<void>;
  /** Tells whether there is time for another part of the past. */
  readonly hasTime: () => boolean;
  readonly log: HandlerParts['log'] & {
    /** Told where the schedule did not run for a while, and what was done about it. */
    caughtUp(caughtUp: CaughtUp): void;
  };
}

/** How one run of the schedule ended. */
export interface ScheduleOutcome {
  /** How many roles had a change that was open. */
  readonly finished: number;
  /** How many events were put into the queue again after an outage, where there was one. */
  readonly caughtUp?: number;
  /** How many events of the past were handled, where any were asked for. */
  readonly replayed?: number;
}

/** Some events of the past could not be handled; whoever asked asks again. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/**
 * Finishes the changes that were begun a while ago and that nobody finished, and catches up on a time in which the
 * schedule did not run; then, where `{"since": "24h"}` asks for it, handles the role changes of that time again.
 *
 * @throws FinishError, ReplayError after the last one, where any could not be finished or handled; whatever catching up
 *   throws; an AggregateError where it is more than one of them
 */
export async function handleSchedule(event: unknown, parts: ScheduleParts): Promise<ScheduleOutcome> {
  const { rules, around, log } = parts;
  const since = sinceOf(event);
  const inForce = await rules();
  const works: readonly (() => Promise<Partial<ScheduleOutcome>>)[] = [
    async () => ({ finished: await finishOpen(inForce, around, log) }),
    () => caughtUpOn(parts),
    ...(since === undefined ? [] : [() => replay(since, parts)]),
  ];
  let ended: ScheduleOutcome = { finished: 0 };
  const faults: unknown[] = [];
  for (const work of works) {
    try {
      ended = { ...ended, ...(await work()) };
    } catch (error) {
      // WHY: a change that cannot be finished keeps nobody from what was missed, nor a damaged book from a replay.
      faults.push(error);
    }
  }
  if (faults.length > 1) throw new AggregateError(faults, faults.map(messageOf).join('; '));
  if (faults.length === 1) throw faults[0];
  return ended;
}

async function replay(
  since: string,
  parts: ScheduleParts,
): Promise<Required<Pick<ScheduleOutcome, 'replayed'>>> {
  const handle = iamEventHandler(parts);
  const events = await parts.eventsSince(momentBefore(since, parts.around.clock()));
  let failures = 0;
  for (const past of events) {
    try {
      await handle(past);
    } catch {
      // WHY: the handler has logged why, and the others are handled all the same.
      failures += 1;
    }
  }
  if (failures > 0)
    throw new ReplayError(`${failures} of ${events.length} events were not handled, try again`);
  return { replayed: events.length };
}

async function caughtUpOn(parts: ScheduleParts): Promise<Pick<ScheduleOutcome, 'caughtUp'>> {
  const { around, log, eventsSince } = parts;
  const caughtUp = await catchUp({
    ...parts,
    // WHY: the rule of EventBridge leaves them out as well.
    eventsBetween: async (from, to) => (await eventsSince(from, to)).filter((past) => !isFailedCall(past)),
    clock: around.clock,
  });
  if (caughtUp === undefined) return {};
  log.caughtUp(caughtUp);
  return { caughtUp: caughtUp.events };
}

function sinceOf(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('since' in event)) return undefined;
  return String(event.since);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
