import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SweepBook, Sweeps } from '../remediation/ports.ts';
import { createDynamoClient, JournalItemError } from './dynamo-journal.ts';
import { sweepsKey } from './dynamo-table.ts';
import { putVersioned, readVersioned, VersionedPut } from './dynamo-versioned.ts';
import { isObject } from './json-text.ts';
import { jsonLine } from './visible-text.ts';

/** Keeps the book of the sweeps in the table of the journal. */
export class DynamoSweeps implements Sweeps {
  readonly #table: string;
  readonly #client: DynamoDBClient;

  /** @param table - name or ARN */
  constructor(table: string, client: DynamoDBClient = createDynamoClient()) {
    this.#table = table;
    this.#client = client;
  }

  /** Reads the book; throws {@link JournalItemError} for an item that is damaged. */
  async readSweeps(): Promise<SweepBook> {
    const { version, text } = await readVersioned(this.#client, this.#table, sweepsKey);
    return text === undefined ? { version } : { ...parseBook(text), version };
  }

  /** Keeps a book in the place of the one that it was made from. */
  keepSweeps({ version, ...book }: SweepBook): Promise<boolean> {
    return putVersioned(this.#client, new VersionedPut(this.#table, sweepsKey, version, jsonLine(book)));
  }
}

function parseBook(text: string): Omit<SweepBook, 'version'> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // WHY: told below, as anything else that is no book.
  }
  throw new JournalItemError('the item of the sweeps cannot be read, delete it to begin anew');
}
