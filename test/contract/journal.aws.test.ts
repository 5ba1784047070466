import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamoClient, DynamoJournal, JournalItemError } from '../../adapters/dynamo-journal.ts';
import { DynamoLastGood } from '../../adapters/dynamo-last-good.ts';
import { DynamoRuns } from '../../adapters/dynamo-runs.ts';
import { DynamoSweeps } from '../../adapters/dynamo-sweeps.ts';
import { changeKey, configurationKey, sweepsKey, tallyKey } from '../../adapters/dynamo-table.ts';
import { beginChange } from '../../remediation/begin-change.ts';
import { nameOfCall } from '../support/aws-call.ts';
import { wrongOnce } from '../support/aws-faults.ts';
import { startAwsProxy, type AwsProxy } from '../support/aws-proxy.ts';
import { describeRuns, describeSweeps } from '../support/book-contract.ts';
import { describeJournal } from '../support/journal-contract.ts';
import { createJournalTable } from '../support/journal-table.ts';
import { describeLastGood } from '../support/last-good-contract.ts';
import { deployArn, sampleEntry } from '../support/samples.ts';

const clients = [createDynamoClient(), createDynamoClient()] as const;
const clock = (): Date => new Date('2026-11-20T09:13:37.000Z');
const account = '111122223333';

afterAll(() => clients.forEach((client) => client.destroy()));

/*
 * WHY: moto is laxer than DynamoDB. Its global index shows at once what DynamoDB's shows a moment later. Two writes at
 * once both meet a condition, which is why it is asked for one thing after the other (`test/aws/serve.py`); so no
 * transaction of its ever conflicts with another. It knows no token of a request: whoever asks twice has asked twice.
 */
describeJournal('DynamoDB', async (time) => {
  const table = await createJournalTable(clients[0]);
  let opened = 0;
  return () => new DynamoJournal(table, time, clients[opened++ % 2]);
});

describeLastGood('DynamoDB', async () => {
  const table = await createJournalTable(clients[0]);
  return () => new DynamoLastGood(table, clients[1]);
});

describeSweeps('DynamoDB', async () => {
  const table = await createJournalTable(clients[0]);
  let opened = 0;
  return () => new DynamoSweeps(table, clients[opened++ % 2]);
});

describeRuns('DynamoDB', async () => {
  const table = await createJournalTable(clients[0]);
  let opened = 0;
  return () => new DynamoRuns(table, clients[opened++ % 2]);
});

describe('DynamoDB journal', () => {
  let table: string;
  let journal: DynamoJournal;

  beforeEach(async () => {
    table = await createJournalTable(clients[0]);
    journal = new DynamoJournal(table, clock, clients[0]);
  });

  const itemsThere = async () => (await clients[0].send(new ScanCommand({ TableName: table }))).Items ?? [];

  it('keeps a change, a lease and a tally each in one item', async () => {
    await journal.acquireLease(deployArn, 'one', new Date('2026-11-20T09:18:37.500Z'));
    await journal.begin(sampleEntry(), { account, version: 0, begun: [] });
    await journal.append(sampleEntry({ state: 'written', at: '2026-11-20T09:13:38.000Z' }));
    const items = await itemsThere();
    expect(new Set(items.map(({ sk }) => sk?.S))).toEqual(new Set(['change#change-1', 'lease', 'tally']));
    expect(items).toContainEqual({
      pk: { S: `role#${deployArn}` },
      sk: { S: 'lease' },
      holder: { S: 'one' },
      expires: { N: '1795166317500' },
      ttl: { N: '1795166318' },
    });
    expect(items).toContainEqual(
      expect.objectContaining({
        pk: { S: `role#${deployArn}` },
        sk: { S: 'change#change-1' },
        state: { S: 'written' },
        at: { S: '2026-11-20T09:13:38.000Z' },
        began: { S: '2026-11-20T09:13:37.000Z 000000001' },
        open: { S: '2026-11-20T09:13:37.000Z 000000001' },
      }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({ pk: { S: `account#${account}` }, version: { N: '1' } }),
    );
  });

  it('lets DynamoDB remove what its time-to-live says', async () => {
    const { TimeToLiveDescription: description } = await clients[0].send(
      new DescribeTimeToLiveCommand({ TableName: table }),
    );
    expect(description).toEqual({ AttributeName: 'ttl', TimeToLiveStatus: 'ENABLED' });
  });

  it('reads page after page', async () => {
    const before = JSON.stringify({ Statement: [], Id: 'x'.repeat(100_000) });
    const changes = Array.from({ length: 25 }, (_, at) => `change-${100 + at}`);
    for (const change of changes) await journal.append(sampleEntry({ change, before }));
    expect((await journal.changesOf(deployArn)).map(({ change }) => change)).toEqual(changes);
    expect(await journal.openChangesOf(deployArn)).toHaveLength(25);
    expect(await journal.changes(new Date(0))).toHaveLength(25);
  });

  it('lets as many changes of two workers begin at once as the limit says, and one of them latch the brake', async () => {
    const workers = clients.map((client) => new DynamoJournal(table, clock, client));
    const hour = 3_600_000;
    const limits = { changesPerRole: { max: 9, per: hour }, changesPerAccount: { max: 5, per: hour } };
    const kinds = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        const arn = `${deployArn}-${at}`;
        const role = { arn, name: `deploy-${at}`, id: `AROA${at}`, trustPolicy: '{}' };
        const entry = sampleEntry({ change: `change-${at}`, role: arn });
        const around = { journal: workers[at % 2] as DynamoJournal, clock };
        return (await beginChange(entry, role, { limits }, around))?.kind;
      }),
    );
    expect(kinds.filter((kind) => kind === undefined)).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'account')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'latched')).toHaveLength(6);
    expect(await journal.openBefore(new Date(clock().getTime() + 1))).toHaveLength(5);
    expect((await journal.tallyOf(account)).begun).toHaveLength(5);
  });

  it('throws for an item that somebody damaged, and says which', async () => {
    const damage = (key: object, name: string) =>
      clients[0].send(new PutItemCommand({ TableName: table, Item: { ...key, [name]: { S: '{}' } } }));
    await damage(changeKey(deployArn, 'change-1'), 'entry');
    await expect(journal.changesOf(deployArn)).rejects.toThrow(JournalItemError);
    await expect(journal.changesOf(deployArn)).rejects.toThrow(`role#${deployArn} change#change-1`);
    await damage(tallyKey(account), 'text');
    await expect(journal.tallyOf(account)).rejects.toThrow(`the tally of account \`${account}\``);
    const brokenBook = { ...sweepsKey, text: { S: '{' } };
    await clients[0].send(new PutItemCommand({ TableName: table, Item: brokenBook }));
    await expect(new DynamoSweeps(table, clients[0]).readSweeps()).rejects.toThrow(JournalItemError);
    await damage(configurationKey, 'text');
    await expect(new DynamoLastGood(table, clients[0]).lastConfiguration()).rejects.toThrow(JournalItemError);
  });

  it('throws where there is no table, and takes nothing for a condition', async () => {
    const nowhere = new DynamoJournal('nowhere', clock, clients[0]);
    await expect(nowhere.acquireLease(deployArn, 'one', clock())).rejects.toThrow('not found');
    await expect(nowhere.releaseLease(deployArn, 'one')).rejects.toThrow('not found');
    await expect(nowhere.append(sampleEntry())).rejects.toThrow('not found');
    await expect(nowhere.begin(sampleEntry(), { account, version: 0, begun: [] })).rejects.toThrow(
      'not found',
    );
    await expect(nowhere.keepTally({ account, version: 0, begun: [] })).rejects.toThrow('not found');
  });
});

describe('DynamoDB journal through a proxy', () => {
  let proxy: AwsProxy;
  let client: DynamoDBClient;
  let journal: DynamoJournal;

  beforeAll(async () => {
    proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
    client = createDynamoClient({ endpoint: proxy.endpoint });
  });

  beforeEach(async () => {
    proxy.interfere();
    journal = new DynamoJournal(await createJournalTable(clients[0]), clock, client);
    proxy.forget();
  });

  afterAll(async () => {
    client.destroy();
    await proxy.close();
  });

  const called = () => proxy.calls.map(nameOfCall);

  /** WHY: moto always answers with the newest, so what is asked is all that can be seen. */
  it('asks for the newest whatever a change is begun by', async () => {
    await journal.tallyOf(account);
    await journal.openChangesOf(deployArn);
    await journal.changesOf(deployArn);
    const asked = proxy.calls.map(({ body }) => JSON.parse(body) as { ConsistentRead?: boolean });
    expect(asked.map(({ ConsistentRead }) => ConsistentRead)).toEqual([true, true, true]);
    expect(called()).toEqual(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Query']);
  });

  describe('whose answer is lost', () => {
    beforeEach(() => proxy.interfere(wrongOnce('reset-after')));

    it('knows its own lease', async () => {
      expect(await journal.acquireLease(deployArn, 'one', new Date('2026-11-20T09:18:37Z'))).toBe(true);
      expect(called()).toEqual(['dynamodb:UpdateItem', 'dynamodb:UpdateItem']);
    });

    it('gives a lease back', async () => {
      await journal.acquireLease(deployArn, 'one', new Date('2026-11-20T09:18:37Z'));
      proxy.interfere(wrongOnce('reset-after'));
      await journal.releaseLease(deployArn, 'one');
      expect(await journal.acquireLease(deployArn, 'two', new Date('2026-11-20T09:18:37Z'))).toBe(true);
    });

    it('knows its own tally', async () => {
      expect(await journal.keepTally({ account, version: 0, begun: [] })).toBe(true);
      expect(called()).toEqual(['dynamodb:PutItem', 'dynamodb:PutItem']);
      expect(await journal.keepTally({ account, version: 0, begun: [] })).toBe(false);
    });

    it('knows the change that it began', async () => {
      const begun = [{ role: deployArn, at: clock().toISOString(), isNew: false }];
      expect(await journal.begin(sampleEntry(), { account, version: 0, begun })).toBe(true);
      expect(called()).toEqual(['dynamodb:TransactWriteItems', 'dynamodb:TransactWriteItems']);
      expect(await journal.tallyOf(account)).toEqual({ account, version: 1, begun });
      expect(await journal.openChangesOf(deployArn)).toEqual([sampleEntry()]);
    });

    it('keeps a step once', async () => {
      await journal.append(sampleEntry());
      expect(called()).toEqual(['dynamodb:UpdateItem', 'dynamodb:UpdateItem']);
      expect(await journal.changesOf(deployArn)).toEqual([sampleEntry()]);
    });

    it('throws where AWS does not answer at all', async () => {
      proxy.interfere(() => Promise.resolve('reset'));
      await expect(journal.openChangesOf(deployArn)).rejects.toThrow(/ECONNRESET|socket hang up/);
      expect(called()).toHaveLength(3);
    });
  });
});
