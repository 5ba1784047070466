import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Rules } from '../remediation/ports.ts';
import { remediateRole, type Outcome } from '../remediation/remediate-role.ts';
import type { Surroundings } from '../remediation/surroundings.ts';
import { readIamEvent, type EventReading } from './iam-event.ts';

/** How one event ended. */
export type EventOutcome = Outcome | { readonly kind: 'ignored'; readonly reason: string };

/** Where the handler says what became of each event. */
export interface EventLog {
  /** Told once for each event that was handled. */
  handled(outcome: EventOutcome): void;
  /** Told once for each event that was not, before it goes back to the queue. */
  failed(error: unknown): void;
}

/** What a handler works with. */
export interface HandlerParts {
  /** Returns the configuration in force; throws where there is none, and nothing is written. */
  readonly rules: () => Promise<Rules>;
  readonly around: Surroundings;
  readonly log: EventLog;
  /** Traces the work on one event; left out where nobody traces. */
  readonly trace?: Trace;
}

/** Does some work as a part of its own in a trace, with what is found by later. */
export type Trace = <T>(
  name: string,
  work: () => Promise<T>,
  annotations: (ended: T) => Readonly<Record<string, string>>,
) => Promise<T>;

/**
 * Makes the handler of IAM events: an EventBridge envelope as delivered, or an SQS batch of them.
 *
 * @returns a function that answers a batch with the messages to deliver again, and a single event with its
 *   outcome; for a single event it throws where a retry is wanted
 */
export function iamEventHandler(
  parts: HandlerParts,
): (event: unknown) => Promise<SQSBatchResponse | EventOutcome> {
  return (event) => (isBatch(event) ? handleBatch(event, parts) : handleEvent(event, parts));
}

async function handleEvent(event: unknown, parts: HandlerParts): Promise<EventOutcome> {
  const { log, trace } = parts;
  const work = (): Promise<EventOutcome> => outcomeOf(event, parts);
  try {
    const outcome = await (trace === undefined ? work() : trace('## event', work, annotationsOf));
    log.handled(outcome);
    return outcome;
  } catch (error) {
    log.failed(error);
    throw error;
  }
}

async function outcomeOf(event: unknown, { rules, around }: HandlerParts): Promise<EventOutcome> {
  const reading = readIamEvent(event);
  if (reading.kind === 'ignored') return reading;
  return (await postpone(reading, around)) ?? remediateRole(reading.trigger, await rules(), around);
}

function annotationsOf(outcome: EventOutcome): Readonly<Record<string, string>> {
  return { outcome: outcome.kind, ...('plan' in outcome ? { role: outcome.plan.role } : {}) };
}

/** AWS: a message of SQS waits a quarter of an hour at most, so a look may have to be asked for more than once. */
async function postpone(reading: EventReading, { again, clock }: Surroundings): Promise<Outcome | undefined> {
  if (reading.kind !== 'look' || clock() >= new Date(reading.look.due)) return undefined;
  await again.lookAgain(reading.look);
  const { roleName, due } = reading.look;
  return { kind: 'postponed', roleName, reason: `it is to be looked at after ${due}` };
}

async function handleBatch(event: SQSEvent, parts: HandlerParts): Promise<SQSBatchResponse> {
  const handleRecord = (record: SQSRecord): Promise<EventOutcome> => handleEvent(parseBody(record), parts);
  // WHY: one after the other, so that two events about one role do not wait for each other's lease.
  return processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
    processInParallel: false,
    throwOnFullBatchFailure: false,
  });
}

/** WHY: what is not JSON is handed on as it is, so that it fails where every other unreadable event does. */
function parseBody(record: SQSRecord): unknown {
  try {
    return JSON.parse(record.body);
  } catch {
    return record.body;
  }
}

function isBatch(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event && Array.isArray(event.Records);
}
