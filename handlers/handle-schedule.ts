import { finishOpen } from '../remediation/finish-open.ts';
import { iamEventHandler, type HandlerParts } from './handle-iam-event.ts';
import { momentBefore } from './past.ts';

/** What the handler of the schedule works with. */
export interface ScheduleParts extends HandlerParts {
  /** Returns the events of the past since a moment, oldest first, each as EventBridge delivers it. */
  readonly eventsSince: (moment: Date) => Promise<readonly unknown[]>;
}

/** How one run of the schedule ended. */
export interface ScheduleOutcome {
  /** How many roles had a change that was open. */
  readonly finished: number;
  /** How many events of the past were handled, where any were asked for. */
  readonly replayed?: number;
}

/** Some events of the past could not be handled; whoever asked asks again. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/**
 * Finishes the changes that were begun a while ago and that nobody finished; then, where `{"since": "24h"}` asks for it
 * after an outage, handles the role changes of that time again.
 *
 * @throws FinishError, ReplayError after the last one, where any could not be finished or handled
 */
export async function handleSchedule(event: unknown, parts: ScheduleParts): Promise<ScheduleOutcome> {
  const { rules, around, log, eventsSince } = parts;
  const since = sinceOf(event);
  const finished = await finishOpen(await rules(), around, log);
  if (since === undefined) return { finished };
  const handle = iamEventHandler(parts);
  const events = await eventsSince(momentBefore(since, around.clock()));
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
  return { finished, replayed: events.length };
}

function sinceOf(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('since' in event)) return undefined;
  return String(event.since);
}
