import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  type Update,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { visibleText } from '../policies/index.ts';
import type { ChangeState, Clock, Journal, JournalEntry, Tally } from '../remediation/ports.ts';
import { obstaclesIn } from './aws-errors.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { callLimits } from './call-limits.ts';
import {
  changeKey,
  changePrefix,
  leaseKey,
  openIndex,
  rolePartition,
  stateIndex,
  tallyKey,
  timeToLive,
} from './dynamo-table.ts';
import { putVersioned, readVersioned, VersionedPut } from './dynamo-versioned.ts';
import { parseEntry } from './journal-lines.ts';
import { isOpen } from './newest-steps.ts';
import { formatTally, parseTally } from './tally-text.ts';
import { jsonLine } from './visible-text.ts';

/** Creates the DynamoDB client. */
export function createDynamoClient(settings: AwsSettings = {}): DynamoDBClient {
  return new DynamoDBClient({ ...callLimits, ...clientSettings(settings) });
}

/** Says which item of the table is damaged, and the way out. */
export class JournalItemError extends Error {
  override readonly name = 'JournalItemError';
}

/**
 * In the order in which a change goes through them.
 *
 * INVARIANT: a change that moves on while they are asked for one after the other is met again, and never missed.
 */
const states = [
  'proposed',
  'pending',
  'written',
  'notified',
  'stale',
  'refused',
  'superseded',
  'overwritten',
] as const satisfies readonly ChangeState[];

/** Keeps the journal in one table of DynamoDB, whose items `docs/journal.md` shows. */
export class DynamoJournal implements Journal {
  readonly #table: string;
  readonly #clock: Clock;
  readonly #client: DynamoDBClient;
  /** Tells apart what began in the same millisecond here. */
  #begun = 0;

  /**
   * @param table - name or ARN
   * @param clock - the time that decides whether a lease has ended
   */
  constructor(table: string, clock: Clock, client: DynamoDBClient = createDynamoClient()) {
    this.#table = table;
    this.#clock = clock;
    this.#client = client;
  }

  /** Takes the role for one holder until a moment, among all that use the table. */
  async acquireLease(role: string, holder: string, expiresAt: Date): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: { ...leaseKey(role) },
      UpdateExpression: 'SET #holder = :holder, #expires = :expires, #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(#holder) OR #holder = :holder OR #expires <= :now',
      ExpressionAttributeNames: { '#holder': 'holder', '#expires': 'expires', '#ttl': timeToLive },
      ExpressionAttributeValues: {
        ':holder': { S: holder },
        ':expires': { N: `${expiresAt.getTime()}` },
        ':ttl': { N: `${Math.ceil(expiresAt.getTime() / 1_000)}` },
        ':now': { N: `${this.#clock().getTime()}` },
      },
    });
    return this.#isMade(() => this.#client.send(command));
  }

  /** Gives the role back where this holder still has it. */
  async releaseLease(role: string, holder: string): Promise<void> {
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key: { ...leaseKey(role) },
      ConditionExpression: '#holder = :holder',
      ExpressionAttributeNames: { '#holder': 'holder' },
      ExpressionAttributeValues: { ':holder': { S: holder } },
    });
    await this.#isMade(() => this.#client.send(command));
  }

  /** Keeps a step; when this returns, it is in several places of AWS. */
  async append(entry: JournalEntry): Promise<void> {
    await this.#client.send(new UpdateItemCommand(this.#update(entry)));
  }

  /** Returns the tally of an account. */
  async tallyOf(account: string): Promise<Tally> {
    const { version, text } = await readVersioned(this.#client, this.#table, tallyKey(account));
    if (text === undefined) return { account, version, begun: [] };
    const tally = parseTally(text, account, version);
    if (tally !== undefined) return tally;
    throw new JournalItemError(
      `the tally of account \`${account}\` cannot be read, restore or delete its item`,
    );
  }

  /** Keeps a tally in the place of the one that it was made from. */
  keepTally(tally: Tally): Promise<boolean> {
    return putVersioned(this.#client, this.#putOf(tally));
  }

  /** Keeps the first step of a change and the tally that counts it, both or neither. */
  async begin(entry: JournalEntry, tally: Tally): Promise<boolean> {
    const put = this.#putOf(tally);
    const TransactItems = [{ Put: put.request }, { Update: this.#update(entry) }];
    try {
      await this.#client.send(new TransactWriteItemsCommand({ TransactItems }));
      return true;
    } catch (error) {
      return put.isAmong(obstaclesIn(error));
    }
  }

  /** Returns the open changes of a role, in the order in which they began. */
  openChangesOf(role: string): Promise<readonly JournalEntry[]> {
    return this.#query({
      IndexName: openIndex,
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':pk': { S: rolePartition(role) } },
    });
  }

  /** Returns the open changes of any role whose newest step was kept before a moment. */
  async openBefore(moment: Date): Promise<readonly JournalEntry[]> {
    return this.#inStates(states.filter(isOpen), '<', moment);
  }

  /** Returns the newest step of each change of a role, in the order in which the changes began. */
  changesOf(role: string): Promise<readonly JournalEntry[]> {
    return this.#query({
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :sk)',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':pk': { S: rolePartition(role) }, ':sk': { S: changePrefix } },
    });
  }

  /** Returns the newest step of each change of any role that was kept since a moment. */
  changes(since: Date): Promise<readonly JournalEntry[]> {
    return this.#inStates(states, '>=', since);
  }

  #putOf(tally: Tally): VersionedPut {
    return new VersionedPut(this.#table, tallyKey(tally.account), tally.version, formatTally(tally));
  }

  #update(entry: JournalEntry): Update {
    const began = 'if_not_exists(#began, :began)';
    const open = isOpen(entry.state) ? `, #open = ${began}` : ' REMOVE #open';
    this.#begun += 1;
    return {
      TableName: this.#table,
      Key: { ...changeKey(entry.role, entry.change) },
      UpdateExpression: `SET #state = :state, #at = :at, #entry = :entry, #began = ${began}${open}`,
      ExpressionAttributeNames: {
        '#state': 'state',
        '#at': 'at',
        '#entry': 'entry',
        '#began': 'began',
        '#open': 'open',
      },
      ExpressionAttributeValues: {
        ':state': { S: entry.state },
        ':at': { S: entry.at },
        ':entry': { S: jsonLine(entry) },
        ':began': { S: `${entry.at} ${`${this.#begun}`.padStart(9, '0')}` },
      },
    };
  }

  async #inStates(
    inOrder: readonly ChangeState[],
    comparison: '<' | '>=',
    moment: Date,
  ): Promise<readonly JournalEntry[]> {
    const found = new Map<string | undefined, Item>();
    for (const state of inOrder) {
      const items = await this.#items({
        IndexName: stateIndex,
        KeyConditionExpression: `#state = :state AND #at ${comparison} :at`,
        ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: { ':state': { S: state }, ':at': { S: moment.toISOString() } },
      });
      for (const item of items) found.set(item['sk']?.S, item);
    }
    return entriesOf([...found.values()]);
  }

  async #query(query: Omit<QueryCommandInput, 'TableName'>): Promise<readonly JournalEntry[]> {
    return entriesOf(await this.#items(query));
  }

  async #items(query: Omit<QueryCommandInput, 'TableName'>): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of paginateQuery({ client: this.#client }, { ...query, TableName: this.#table }))
      items.push(...(page.Items ?? []));
    return items;
  }

  async #isMade(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      obstaclesIn(error);
      return false;
    }
  }
}

type Item = Readonly<Record<string, AttributeValue>>;

function entriesOf(items: readonly Item[]): readonly JournalEntry[] {
  const beganOf = (item: Item): string => item['began']?.S ?? '';
  const inOrder = items.toSorted((one, other) => (beganOf(one) < beganOf(other) ? -1 : 1));
  return inOrder.map((item) => {
    const entry = parseEntry(item['entry']?.S ?? '');
    if (entry !== undefined) return entry;
    const key = visibleText(`${item['pk']?.S} ${item['sk']?.S}`);
    throw new JournalItemError(`the item \`${key}\` holds no journal entry, restore or delete it`);
  });
}
