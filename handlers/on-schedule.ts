import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { SqsQueue } from '../adapters/sqs-queue.ts';
import { deployedFunction, failureOf, shortOutcome } from './deployed-function.ts';
import { handleSchedule, type ScheduleOutcome, type ScheduleParts } from './handle-schedule.ts';
import { EVENT_NAMES } from './iam-event.ts';

/** What has to be left of the function's time for another part of the past, in milliseconds. */
const TIME_OF_A_PART = 120_000;

let parts: Omit<ScheduleParts, 'hasTime'> | undefined;

/**
 * The function behind the schedule, which finishes what is open and catches up on an outage; `{"since": "24h"}` replays
 * the events of a day.
 */
export async function handler(event: unknown, context: Context): Promise<ScheduleOutcome> {
  parts ??= await deployedParts();
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_OF_A_PART;
  return handleSchedule(event, { ...parts, hasTime });
}

async function deployedParts(): Promise<Omit<ScheduleParts, 'hasTime'>> {
  const { logger, rules, around, runs, trace } = await deployedFunction();
  const queue = new SqsQueue(process.env['TRUSTWARDEN_IAM_EVENTS'] ?? '');
  return {
    trace,
    rules,
    around,
    runs,
    eventsSince,
    deliver: (missed) => queue.send(missed),
    log: {
      handled: (outcome) => logger.info('handled', { outcome: shortOutcome(outcome) }),
      failed: (error) => logger.error('failed', failureOf(error)),
      caughtUp: (outage) => logger.warn('outage', { outage }),
    },
  };
}

/** WHY: the client of CloudTrail is loaded only where there is a past to look up, which hardly any run has. */
async function eventsSince(moment: Date, until?: Date): Promise<readonly object[]> {
  const { CloudTrailEvents } = await import('../adapters/cloudtrail-events.ts');
  const past = new CloudTrailEvents((milliseconds) => delay(milliseconds));
  return past.since(moment, EVENT_NAMES, until);
}
