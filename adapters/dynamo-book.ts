import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { JournalItemError } from './dynamo-journal.ts';
import type { Key } from './dynamo-table.ts';
import { putVersioned, readVersioned, VersionedPut } from './dynamo-versioned.ts';
import { isObject, type ParsedObject } from './json-text.ts';
import { jsonLine } from './visible-text.ts';

/** Keeps a book, which is replaced only by whoever read the newest, in the table of the journal. */
export class DynamoBook<B extends { readonly version: number }> {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #key: Key;
  readonly #name: string;
  readonly #isBook: (value: ParsedObject) => boolean;

  /**
   * @param table - name or ARN
   * @param name - what the book is of, for a message
   * @param isBook - tells whether a JSON object is what such a book holds beside its version
   */
  constructor(
    client: DynamoDBClient,
    table: string,
    key: Key,
    name: string,
    isBook: (value: ParsedObject) => boolean = isObject,
  ) {
    this.#client = client;
    this.#table = table;
    this.#key = key;
    this.#name = name;
    this.#isBook = isBook;
  }

  /** Reads the book, which only has a version before the first; throws {@link JournalItemError} for a damaged item. */
  async read(): Promise<B> {
    const { version, text } = await readVersioned(this.#client, this.#table, this.#key);
    return { ...(text === undefined ? {} : this.#parse(text)), version } as B;
  }

  /** Keeps a book in the place of the one that it was made from; `false` where another was kept since. */
  keep({ version, ...book }: B): Promise<boolean> {
    return putVersioned(this.#client, new VersionedPut(this.#table, this.#key, version, jsonLine(book)));
  }

  #parse(text: string): object {
    try {
      const value: unknown = JSON.parse(text);
      if (isObject(value) && this.#isBook(value)) return value;
    } catch {
      // WHY: told below, as anything else that is no book.
    }
    throw new JournalItemError(`the item of the ${this.#name} cannot be read, delete it to begin anew`);
  }
}
