import { setTimeout as delay } from 'node:timers/promises';
import { CloudTrailEvents } from '../adapters/cloudtrail-events.ts';
import { deployedFunction, failureOf, shortOutcome } from './deployed-function.ts';
import { handleSchedule, type ScheduleOutcome, type ScheduleParts } from './handle-schedule.ts';
import { EVENT_NAMES } from './iam-event.ts';

let parts: ScheduleParts | undefined;

/** The function behind the schedule, which finishes what is open; `{"since": "24h"}` replays the events of a day. */
export async function handler(event: unknown): Promise<ScheduleOutcome> {
  parts ??= await deployedParts();
  return handleSchedule(event, parts);
}

async function deployedParts(): Promise<ScheduleParts> {
  const { logger, rules, around, trace } = await deployedFunction();
  const past = new CloudTrailEvents((milliseconds) => delay(milliseconds));
  return {
    trace,
    rules,
    around,
    eventsSince: (moment) => past.since(moment, EVENT_NAMES),
    log: {
      handled: (outcome) => logger.info('handled', { outcome: shortOutcome(outcome) }),
      failed: (error) => logger.error('failed', failureOf(error)),
    },
  };
}
