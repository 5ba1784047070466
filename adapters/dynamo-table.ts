import type { CreateTableCommandInput, KeySchemaElement } from '@aws-sdk/client-dynamodb';

/*
 * One table holds the journal; `docs/journal.md` shows each kind of item. Items of one role share a partition, so that
 * what is asked of a role is one consistent read.
 */

/** The index of open changes: an item is in it while its change is open. Local, so that its reads are consistent. */
export const openIndex = 'open';

/** The index of changes by their state and the moment of their newest step. */
export const stateIndex = 'state';

/** The key of an item. */
export interface Key {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
}

const keyOf = (pk: string, sk: string): Key => ({ pk: { S: pk }, sk: { S: sk } });

/** WHY: half of a surrogate pair is no text of DynamoDB; in JSON it is written out. An ARN stays what it is. */
const written = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Returns the partition of a role. */
export const rolePartition = (role: string): string => `role#${written(role)}`;

/** What the sort key of every change begins with. */
export const changePrefix = 'change#';

/** Returns the key of a change. */
export const changeKey = (role: string, change: string): Key =>
  keyOf(rolePartition(role), `${changePrefix}${written(change)}`);

/** Returns the key of the lease of a role. */
export const leaseKey = (role: string): Key => keyOf(rolePartition(role), 'lease');

/** Returns the key of the tally of an account. */
export const tallyKey = (account: string): Key => keyOf(`account#${written(account)}`, 'tally');

/** The key of the book of the sweeps. */
export const sweepsKey = keyOf('sweeps', 'book');

/** The key of the book of the runs of the schedule. */
export const runsKey = keyOf('runs', 'book');

/** The key of the last good configuration. */
export const configurationKey = keyOf('configuration', 'last-good');

/** Returns what creates the table, for an account that has no template for it; time-to-live is a call of its own. */
export function journalTable(TableName: string): CreateTableCommandInput {
  const Projection = { ProjectionType: 'ALL' } as const;
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'open', 'state', 'at'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: schemaOf('pk', 'sk'),
    LocalSecondaryIndexes: [{ IndexName: openIndex, KeySchema: schemaOf('pk', 'open'), Projection }],
    GlobalSecondaryIndexes: [{ IndexName: stateIndex, KeySchema: schemaOf('state', 'at'), Projection }],
  };
}

function schemaOf(hash: string, range: string): KeySchemaElement[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}

/** The attribute that says, in seconds, when DynamoDB may remove an item. */
export const timeToLive = 'ttl';
