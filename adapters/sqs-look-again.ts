import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Clock, LookAgain, SecondLook } from '../remediation/ports.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { callLimits } from './call-limits.ts';
import { jsonLine } from './visible-text.ts';

/** AWS: seconds; `docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html`. */
const LONGEST_DELAY = 900;

/** Creates the SQS client. */
export function createSqsClient(settings: AwsSettings = {}): SQSClient {
  return new SQSClient({ ...callLimits, ...clientSettings(settings) });
}

/**
 * Asks for a look by a message to a queue that is delivered with a delay; its body is the look as JSON.
 *
 * AWS: a FIFO queue delays no single message, so it has to be one without order.
 */
export class SqsLookAgain implements LookAgain {
  readonly #queue: string;
  readonly #clock: Clock;
  readonly #client: SQSClient;

  /** @param queue - URL of the queue */
  constructor(queue: string, clock: Clock, client: SQSClient = createSqsClient()) {
    this.#queue = queue;
    this.#clock = clock;
    this.#client = client;
  }

  /** Sends the message; what is due later than the longest delay comes early. */
  async lookAgain(look: SecondLook): Promise<void> {
    const seconds = Math.ceil((Date.parse(look.due) - this.#clock().getTime()) / 1_000);
    const DelaySeconds = Math.min(Math.max(seconds, 0), LONGEST_DELAY);
    const MessageBody = jsonLine(look);
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#queue, MessageBody, DelaySeconds }));
  }
}
