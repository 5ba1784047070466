import { describe, expect, it } from '@jest/globals';
import { iamEventHandler } from '../../handlers/handle-iam-event.ts';
import { deliveredEvent } from '../support/cloudtrail-events.ts';
import { deploy, doublesAround, handlerOnDoubles } from '../support/handler-on-doubles.ts';

const event = deliveredEvent('update-assume-role-policy');

describe('a batch', () => {
  it('delivers again what cannot be read and handles the rest', async () => {
    const { sendBatch, roles, failures } = handlerOnDoubles();
    expect(await sendBatch(['not json', JSON.stringify(event), '{}', 'null', '[]'])).toEqual([
      'm0',
      'm2',
      'm3',
      'm4',
    ]);
    expect(roles.writes).toHaveLength(1);
    expect(failures).toHaveLength(4);
    expect(failures.every((line) => !line.includes('\n') && line.length > 20)).toBe(true);
  });

  it('delivers nothing again where all went well', async () => {
    const { sendBatch } = handlerOnDoubles();
    expect(await sendBatch([JSON.stringify(event), JSON.stringify(deliveredEvent('failed-update'))])).toEqual(
      [],
    );
  });

  it('delivers again while the store has a passing fault, and changes the role then', async () => {
    const { sendBatch, roles, states } = handlerOnDoubles();
    roles.failNextWrite(new Error('Throttling: Rate exceeded'));
    expect(await sendBatch([JSON.stringify(event)])).toEqual(['m0']);
    expect(states()).toEqual(['pending']);
    expect(await sendBatch([JSON.stringify(event)])).toEqual([]);
    expect(states()).toEqual(['pending', 'pending', 'written', 'notified']);
    expect(new Set(roles.writes.map((write) => write.document)).size).toBe(1);
  });

  it('writes nothing where there is no configuration, and delivers again', async () => {
    const { around } = doublesAround(deploy);
    const handle = iamEventHandler({
      rules: () => Promise.reject(new Error('trustwarden.yml:3:1: `mod` is no key, write `mode`')),
      log: { handled: () => undefined, failed: () => undefined },
      around,
    });
    const answer = await handle({
      Records: [{ messageId: 'm0', body: JSON.stringify(event), eventSource: 'aws:sqs' }],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(around.roles.writes).toEqual([]);
  });
});
