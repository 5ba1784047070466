import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RunBook, Runs } from '../remediation/ports.ts';
import { DynamoBook } from './dynamo-book.ts';
import { createDynamoClient } from './dynamo-journal.ts';
import { runsKey } from './dynamo-table.ts';
import { isObject, type ParsedObject } from './json-text.ts';

/** Keeps the book of the runs of the schedule in the table of the journal. */
export class DynamoRuns implements Runs {
  readonly #book: DynamoBook<RunBook>;

  /** @param table - name or ARN */
  constructor(table: string, client: DynamoDBClient = createDynamoClient()) {
    this.#book = new DynamoBook(client, table, runsKey, 'runs', isRunBook);
  }

  /** Reads the book; throws `JournalItemError` for an item that is damaged. */
  readRuns(): Promise<RunBook> {
    return this.#book.read();
  }

  /** Keeps a book in the place of the one that it was made from. */
  keepRuns(book: RunBook): Promise<boolean> {
    return this.#book.keep(book);
  }
}

function isRunBook({ last, missed }: ParsedObject): boolean {
  if (last !== undefined && !isMoment(last)) return false;
  return missed === undefined || (isObject(missed) && isMoment(missed['since']) && isMoment(missed['until']));
}

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
