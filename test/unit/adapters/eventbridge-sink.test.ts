import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from '@jest/globals';
import { EventBridgeSink, PublishError } from '../../../adapters/eventbridge-sink.ts';
import type { Notice } from '../../../remediation/ports.ts';
import { answeringServers, clientOptions } from '../../support/answering-server.ts';
import { hostileText, sampleNotice } from '../../support/samples.ts';

const startServer = answeringServers();

const taken = { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] };

async function sinkAnswering(status: number, answer: object) {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const server = await startServer({ status, headers, body: JSON.stringify(answer) });
  return {
    sink: new EventBridgeSink(new EventBridgeClient(clientOptions(server.endpoint)), 'audit'),
    server,
  };
}

/** Publishes a notice and returns its entry as it went over the wire. */
async function send(notice: Notice): Promise<{ Detail: string } & Record<string, unknown>> {
  const { sink, server } = await sinkAnswering(200, taken);
  await sink.publish(notice);
  return (JSON.parse(server.bodies[0] ?? '') as { Entries: [{ Detail: string }] }).Entries[0];
}

describe('EventBridgeSink', () => {
  it('sends one entry with bus, source, detail-type and role', async () => {
    expect(await send(sampleNotice({ kind: 'proposed' }))).toMatchObject({
      EventBusName: 'audit',
      Source: 'trustwarden',
      DetailType: 'Trustwarden Change Proposed',
      Resources: [sampleNotice().role],
    });
  });

  it('sends hostile text as escapes that mean the same', async () => {
    const { Detail } = await send(sampleNotice({ messages: [hostileText] }));
    expect(Detail).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
    expect(JSON.parse(Detail)).toEqual(sampleNotice({ messages: [hostileText] }));
  });

  it.each(['InternalFailure', 'ThrottlingException', 'AccessDeniedException'])(
    'throws with code and message when EventBridge answers that it did not take the entry: %s',
    async (code) => {
      const Entries = [{ ErrorCode: code, ErrorMessage: 'try later' }];
      const { sink } = await sinkAnswering(200, { FailedEntryCount: 1, Entries });
      const failed = sink.publish(sampleNotice());
      await expect(failed).rejects.toThrow(PublishError);
      await expect(failed).rejects.toThrow(`event bus \`audit\` did not take the notice: ${code}: try later`);
    },
  );

  it.each([
    ['InternalFailure', 2],
    ['ThrottlingException', 2],
    ['AccessDeniedException', 1],
    ['MalformedDetail', 1],
  ])('sends an entry that was not taken for %s as often as %i times', async (code, times) => {
    const notTaken = { FailedEntryCount: 1, Entries: [{ ErrorCode: code, ErrorMessage: 'no' }] };
    const server = await startServer((response) => {
      const answer = server.bodies.length === 1 ? notTaken : taken;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
    const client = new EventBridgeClient({ ...clientOptions(server.endpoint), maxAttempts: 3 });
    const [sent] = await Promise.allSettled([new EventBridgeSink(client, 'audit').publish(sampleNotice())]);
    expect(sent?.status).toBe(times === 1 ? 'rejected' : 'fulfilled');
    expect(server.bodies).toHaveLength(times);
  });

  it('throws when the call fails', async () => {
    const { sink } = await sinkAnswering(400, { __type: 'ValidationException', message: 'no' });
    await expect(sink.publish(sampleNotice())).rejects.toThrow('no');
  });

  it('leaves the documents out of a notice that is too large, and says so', async () => {
    const before = JSON.stringify({ Id: 'é'.repeat(130 * 1024) });
    const detail = JSON.parse((await send(sampleNotice({ before, note: 'quarantined' }))).Detail) as Notice;
    const { before: _, after: __, ...rest } = sampleNotice();
    const note = 'quarantined; too large for one event, the documents are in the journal';
    expect(detail).toEqual({ ...rest, note });
  });

  it('keeps the documents of a notice that just fits', async () => {
    const before = 'x'.repeat(240 * 1024);
    expect(JSON.parse((await send(sampleNotice({ before }))).Detail)).toMatchObject({ before });
  });

  it('leaves the messages out as well where that is not enough', async () => {
    const messages = Array.from({ length: 300 }, () => 'x'.repeat(1024));
    const { Detail } = await send(sampleNotice({ messages }));
    expect(Buffer.byteLength(Detail)).toBeLessThan(1024);
    expect(JSON.parse(Detail)).toMatchObject({ messages: [], change: 'change-1', severity: 'critical' });
  });
});
