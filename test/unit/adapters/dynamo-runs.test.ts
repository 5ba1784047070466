import { describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoRuns } from '../../../adapters/dynamo-runs.ts';
import { answeringServers, clientOptions } from '../../support/answering-server.ts';

const startServer = answeringServers();
const MOMENT = '2026-11-20T09:58:00.000Z';

async function readBook(book: unknown) {
  const item = { version: { N: '3' }, text: { S: JSON.stringify(book) } };
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  const server = await startServer({ status: 200, headers, body: JSON.stringify({ Item: item }) });
  return new DynamoRuns('table', new DynamoDBClient(clientOptions(server.endpoint))).readRuns();
}

describe('the book of the runs', () => {
  it.each([{}, { last: MOMENT }, { last: MOMENT, missed: { since: MOMENT, until: MOMENT } }])(
    'is read: %j',
    async (book) => {
      expect(await readBook(book)).toEqual({ ...book, version: 3 });
    },
  );

  it.each([
    'x',
    { last: 'x' },
    { last: 1 },
    { last: MOMENT, missed: 'soon' },
    { last: MOMENT, missed: null },
    { last: MOMENT, missed: { since: 'zzz', until: MOMENT } },
    { last: MOMENT, missed: { since: MOMENT } },
  ])('is refused where it is damaged: %j', async (book) => {
    await expect(readBook(book)).rejects.toThrow(
      'the item of the runs cannot be read, delete it to begin anew',
    );
  });
});
