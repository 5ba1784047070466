import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SweepBook, Sweeps } from '../remediation/ports.ts';
import { DynamoBook } from './dynamo-book.ts';
import { createDynamoClient } from './dynamo-journal.ts';
import { sweepsKey } from './dynamo-table.ts';

/** Keeps the book of the sweeps in the table of the journal. */
export class DynamoSweeps implements Sweeps {
  readonly #book: DynamoBook<SweepBook>;

  /** @param table - name or ARN */
  constructor(table: string, client: DynamoDBClient = createDynamoClient()) {
    this.#book = new DynamoBook(client, table, sweepsKey, 'sweeps');
  }

  /** Reads the book; throws `JournalItemError` for an item that is damaged. */
  readSweeps(): Promise<SweepBook> {
    return this.#book.read();
  }

  /** Keeps a book in the place of the one that it was made from. */
  keepSweeps(book: SweepBook): Promise<boolean> {
    return this.#book.keep(book);
  }
}
