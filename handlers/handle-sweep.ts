import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Rules } from '../remediation/ports.ts';
import {
  sweepRoles,
  type SweepOrder,
  type SweepOutcome,
  type SweepSurroundings,
} from '../remediation/sweep.ts';
import { UnreadableEventError } from './iam-event.ts';

/** What the handler of sweeps works with; `around` is made anew for each message. */
export interface SweepParts {
  /** Returns the configuration in force; throws where there is none, and nothing is judged. */
  readonly rules: () => Promise<Rules>;
  readonly around: SweepSurroundings;
  readonly log: {
    /** Told once for each message that was worked off. */
    ended(outcome: SweepOutcome): void;
    /** Told once for each one that was not, before it goes back to the queue. */
    failed(error: unknown): void;
  };
}

/** Works off messages that begin a sweep or go on with one; answers with those to deliver again. */
export async function handleSweep(
  event: SQSEvent,
  { rules, around, log }: SweepParts,
): Promise<SQSBatchResponse> {
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    try {
      log.ended(await sweepRoles(readSweepOrder(record.body), rules, around));
    } catch (error) {
      log.failed(error);
      throw error;
    }
  };
  return processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
    processInParallel: false,
    throwOnFullBatchFailure: false,
  });
}

/** WHY: a name becomes part of the journal and of a log. */
const NAME = /^[\w-]{1,64}$/;

/**
 * Reads a message: `{"start": NAME}` of the schedule, or `{"goOn": NAME}` of a run before.
 *
 * @throws UnreadableEventError for anything else
 */
export function readSweepOrder(body: string): SweepOrder {
  const { start, goOn } = fieldsOf(body);
  if (isName(start) && goOn === undefined) return { start };
  if (isName(goOn) && start === undefined) return { goOn };
  throw new UnreadableEventError('not a message to the sweep, send `{"start": "<a new name>"}`');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
