import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { journalTable, timeToLive } from '../../adapters/dynamo-table.ts';

/** Makes an empty table for a journal and returns its name. */
export async function createJournalTable(client: DynamoDBClient): Promise<string> {
  const TableName = `trustwarden-journal-${randomUUID()}`;
  await client.send(new CreateTableCommand(journalTable(TableName)));
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
  const TimeToLiveSpecification = { AttributeName: timeToLive, Enabled: true };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  return TableName;
}
