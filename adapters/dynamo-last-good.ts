import { gunzipSync, gzipSync } from 'node:zlib';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { KeptConfiguration, LastGood } from '../remediation/ports.ts';
import { createDynamoClient, JournalItemError } from './dynamo-journal.ts';
import { configurationKey } from './dynamo-table.ts';
import { formatKept, parseKept } from './kept-configuration.ts';

/**
 * Keeps the last good configuration in the table of the journal.
 *
 * AWS: an item has 400 KB at most, and a configuration may have a megabyte; so it is kept compressed.
 */
export class DynamoLastGood implements LastGood {
  readonly #table: string;
  readonly #client: DynamoDBClient;

  /** @param table - name or ARN */
  constructor(table: string, client: DynamoDBClient = createDynamoClient()) {
    this.#table = table;
    this.#client = client;
  }

  /** Keeps a configuration in the place of the one before. */
  async keepConfiguration(configuration: KeptConfiguration): Promise<void> {
    const { digest, at } = configuration;
    const kept = gzipSync(formatKept(configuration));
    const Item = { ...configurationKey, digest: { S: digest }, at: { S: at }, kept: { B: kept } };
    await this.#client.send(new PutItemCommand({ TableName: this.#table, Item }));
  }

  /** Returns the configuration that was kept last; throws {@link JournalItemError} for an item that is damaged. */
  async lastConfiguration(): Promise<KeptConfiguration | undefined> {
    const request = { TableName: this.#table, Key: { ...configurationKey }, ConsistentRead: true };
    const { Item: item } = await this.#client.send(new GetItemCommand(request));
    if (item === undefined) return undefined;
    return parseKept(`${configurationKey.pk.S} ${configurationKey.sk.S}`, textOf(item['kept']?.B));
  }
}

function textOf(kept: Uint8Array | undefined): string {
  try {
    return gunzipSync(kept ?? '').toString('utf8');
  } catch (cause) {
    throw new JournalItemError('the item of the last good configuration cannot be read, delete it', {
      cause,
    });
  }
}
