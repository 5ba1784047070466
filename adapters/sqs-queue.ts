import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { createSqsClient } from './sqs-look-again.ts';
import { jsonLine } from './visible-text.ts';

/** A queue that messages are sent to. */
export class SqsQueue {
  readonly #url: string;
  readonly #client: SQSClient;

  constructor(url: string, client: SQSClient = createSqsClient()) {
    this.#url = url;
    this.#client = client;
  }

  /** Sends a message, as JSON. */
  async send(message: object): Promise<void> {
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.#url, MessageBody: jsonLine(message) }));
  }
}
