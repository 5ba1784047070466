import { SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { callLimits } from './call-limits.ts';

/** Creates the SQS client. */
export function createSqsClient(options: SQSClientConfig = {}): SQSClient {
  return new SQSClient({ ...callLimits, ...options });
}

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
    await this.#client.send(
      new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify(message) }),
    );
  }
}
