import { randomUUID } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, type Put, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Obstacles, obstaclesIn } from './aws-errors.ts';
import type { Key } from './dynamo-table.ts';

/** A text that is replaced only by whoever read the newest. */
export interface Versioned {
  readonly version: number;
  /** Left out before the first. */
  readonly text?: string;
}

/** Reads the newest text of an item. */
export async function readVersioned(client: DynamoDBClient, TableName: string, Key: Key): Promise<Versioned> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName, Key: { ...Key }, ConsistentRead: true }),
  );
  const [version, text] = [Number(item?.['version']?.N ?? 0), item?.['text']?.S];
  return text === undefined ? { version: 0 } : { version, text };
}

/** Replaces the text of an item; `false` where it was replaced since it was read. */
export async function putVersioned(client: DynamoDBClient, put: VersionedPut): Promise<boolean> {
  try {
    await client.send(new PutItemCommand(put.request));
    return true;
  } catch (error) {
    return put.isAmong(obstaclesIn(error));
  }
}

/** The writing of a text, alone or as a part of a transaction. */
export class VersionedPut {
  readonly request: Put & { readonly ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
  readonly #writing = randomUUID();

  /** @param version - of the text that was read */
  constructor(TableName: string, key: Key, version: number, text: string) {
    this.request = {
      TableName,
      Item: {
        ...key,
        version: { N: `${version + 1}` },
        text: { S: text },
        writing: { S: this.#writing },
      },
      ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ...(version > 0 && { ExpressionAttributeValues: { ':version': { N: `${version}` } } }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
  }

  /**
   * Tells whether this very writing is what stands in its way.
   *
   * WHY: where the answer of AWS is lost on its way, the client asks again, and meets what it wrote itself.
   */
  isAmong(obstacles: Obstacles): boolean {
    return obstacles.some((item) => item?.['writing']?.S === this.#writing);
  }
}
