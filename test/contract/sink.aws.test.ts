import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createEventBridgeClient, EventBridgeSink } from '../../adapters/eventbridge-sink.ts';
import type { Notice } from '../../remediation/ports.ts';
import { createQueue, type Queue } from '../support/queue.ts';
import { hostileText, sampleNotice } from '../support/samples.ts';
import { describeSink } from '../support/sink-contract.ts';

const client = createEventBridgeClient();
let buses = 0;

/** Makes an event bus with a rule that puts every event of Trustwarden into a queue. */
async function createBus(): Promise<{ bus: string; queue: Queue }> {
  const bus = `bus-${buses++}`;
  const queue = await createQueue(bus);
  const pattern = JSON.stringify({ source: ['trustwarden'] });
  await client.send(new CreateEventBusCommand({ Name: bus }));
  await client.send(new PutRuleCommand({ Name: 'all', EventBusName: bus, EventPattern: pattern }));
  await client.send(
    new PutTargetsCommand({ Rule: 'all', EventBusName: bus, Targets: [{ Id: 'queue', Arn: queue.arn }] }),
  );
  return { bus, queue };
}

interface Envelope {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: Notice;
}

async function receiveEvents(queue: Queue): Promise<readonly Envelope[]> {
  return (await queue.receive()).map((body) => JSON.parse(body) as Envelope);
}

afterAll(() => client.destroy());

describeSink('EventBridge', async () => {
  const { bus, queue } = await createBus();
  return {
    sink: new EventBridgeSink(client, bus),
    received: async () => (await receiveEvents(queue)).map(({ detail }) => detail),
  };
});

describe('EventBridge sink', () => {
  it('sends an event of the source trustwarden about the role', async () => {
    const { bus, queue } = await createBus();
    await new EventBridgeSink(client, bus).publish(sampleNotice());
    const { role } = sampleNotice();
    expect(await receiveEvents(queue)).toMatchObject([
      { source: 'trustwarden', 'detail-type': 'Trustwarden Role Remediated', resources: [role] },
    ]);
  });

  it('delivers hostile text as it was', async () => {
    const { bus, queue } = await createBus();
    const text = hostileText.replace('\uD800', '');
    await new EventBridgeSink(client, bus).publish(sampleNotice({ messages: [text] }));
    expect(await receiveEvents(queue)).toMatchObject([{ detail: { messages: [text] } }]);
  });

  it('throws where there is no such bus', async () => {
    await expect(new EventBridgeSink(client, 'nowhere').publish(sampleNotice())).rejects.toThrow(/nowhere/);
  });
});
