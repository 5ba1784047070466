import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Notice, Sink, SweepSink, SweepSummary } from '../remediation/ports.ts';
import { isPassingEntryCode } from './aws-errors.ts';
import { callLimits } from './call-limits.ts';
import { jsonLine } from './visible-text.ts';
import { noticeTitles, sweepTitle } from './notice-titles.ts';

/**
 * WHY: an event may have a megabyte since 2026, before that a quarter of one; who receives it may keep to the
 * old limit.
 * AWS: `docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html`.
 */
const detailLimit = 250 * 1024;

/** Says that EventBridge did not take a notice, with the code and message of its answer. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  /** How the SDK is told to try again. */
  readonly $retryable: { readonly throttling: boolean } | undefined;

  constructor(bus: string, code: string, message: string) {
    super(`event bus \`${bus}\` did not take the notice: ${code}: ${message}`);
    this.$retryable = isPassingEntryCode(code) ? { throttling: code === 'ThrottlingException' } : undefined;
  }
}

/** Creates the EventBridge client with the retries of the other clients. */
export function createEventBridgeClient(): EventBridgeClient {
  return new EventBridgeClient({ ...callLimits, maxAttempts: 5 });
}

/** Sends each notice to an event bus, as an event of the source `trustwarden`. */
export class EventBridgeSink implements Sink, SweepSink {
  readonly #client: EventBridgeClient;
  readonly #bus: string;

  /** @param bus - name or ARN of the event bus */
  constructor(client: EventBridgeClient = createEventBridgeClient(), bus = 'default') {
    this.#client = client;
    this.#bus = bus;
  }

  /** Sends one notice about its role; throws unless EventBridge took it. */
  async publish(notice: Notice): Promise<void> {
    await this.#put(noticeTitles[notice.kind], [notice.role], detailOf(notice));
  }

  /** Sends what a sweep found; throws unless EventBridge took it. */
  async publishSweep(summary: SweepSummary): Promise<void> {
    await this.#put(sweepTitle, [], jsonLine({ kind: 'swept', ...summary }));
  }

  async #put(DetailType: string, Resources: string[], Detail: string): Promise<void> {
    const entry = { EventBusName: this.#bus, Source: 'trustwarden', DetailType, Resources, Detail };
    const command = new PutEventsCommand({ Entries: [entry] });
    // WHY: thrown within the client, it is tried again like an error of the call, with the same waits and limits.
    command.middlewareStack.add(
      (next) => async (call) => {
        const answered = await next(call);
        throwUnlessTaken(this.#bus, answered.output);
        return answered;
      },
      { step: 'deserialize', priority: 'high' },
    );
    await this.#client.send(command);
  }
}

/**
 * AWS: PutEvents answers 200 also for an entry that it did not take,
 * `docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html`.
 */
function throwUnlessTaken(bus: string, answer: PutEventsCommandOutput | undefined): void {
  if (!answer?.FailedEntryCount) return;
  const { ErrorCode: code, ErrorMessage: message } = answer.Entries?.[0] ?? {};
  throw new PublishError(bus, `${code}`, `${message}`);
}

/** Leaves out what a notice can spare until it fits: the documents, which the journal keeps, then the messages. */
function detailOf(notice: Notice): string {
  const { before: _before, after: _after, ...light } = notice;
  const withoutDocuments = { ...light, note: addNote(notice, 'the documents are in the journal') };
  const withoutMessages = {
    ...withoutDocuments,
    messages: [],
    note: addNote(notice, 'all else is in the journal'),
  };
  const candidates = [notice, withoutDocuments].map((candidate) => jsonLine(candidate));
  return candidates.find((detail) => Buffer.byteLength(detail) <= detailLimit) ?? jsonLine(withoutMessages);
}

function addNote(notice: Notice, why: string): string {
  return `${notice.note ? `${notice.note}; ` : ''}too large for one event, ${why}`;
}
