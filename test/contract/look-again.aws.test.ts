import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createSqsClient, SqsLookAgain } from '../../adapters/sqs-look-again.ts';
import { startAwsProxy } from '../support/aws-proxy.ts';
import { describeLookAgain } from '../support/look-again-contract.ts';

const client = createSqsClient();
let queues = 0;

afterAll(() => client.destroy());

async function createQueue(): Promise<string> {
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `again-${(queues += 1)}` }),
  );
  return QueueUrl;
}

describeLookAgain('SQS', async (time) => {
  const QueueUrl = await createQueue();
  return {
    again: new SqsLookAgain(QueueUrl, time, client),
    arrived: async () => {
      const request = { QueueUrl, MaxNumberOfMessages: 10 };
      const { Messages: messages = [] } = await client.send(new ReceiveMessageCommand(request));
      return messages.map(({ Body: body = '' }) => JSON.parse(body) as unknown);
    },
  };
});

const clock = (): Date => new Date('2026-11-20T10:00:00.000Z');

describe('SQS', () => {
  it.each([
    ['2026-11-20T10:00:00.001Z', 1],
    ['2026-11-20T10:00:30.000Z', 30],
    ['2026-11-20T10:15:00.000Z', 900],
    ['2026-11-20T11:00:00.000Z', 900],
    ['2026-11-20T09:00:00.000Z', 0],
  ])('is asked to keep a look that is due at %s for %i seconds', async (due, seconds) => {
    const proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
    const proxied = createSqsClient({ endpoint: proxy.endpoint });
    await new SqsLookAgain(await createQueue(), clock, proxied).lookAgain({
      roleName: 'deploy',
      attempt: 1,
      due,
    });
    expect(JSON.parse(proxy.calls[0]?.body ?? '')).toMatchObject({ DelaySeconds: seconds });
    proxied.destroy();
    await proxy.close();
  });

  it('throws where there is no queue', async () => {
    const nowhere = (await createQueue()).replace(/again-\d+$/, 'nowhere');
    const look = { roleName: 'deploy', attempt: 1, due: clock().toISOString() };
    await expect(new SqsLookAgain(nowhere, clock, client).lookAgain(look)).rejects.toThrow(/exist/);
  });
});
