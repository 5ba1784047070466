import { readFileSync } from 'node:fs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoJournal } from '../../adapters/dynamo-journal.ts';
import { DynamoSweeps } from '../../adapters/dynamo-sweeps.ts';
import { IamAccountFacts } from '../../adapters/iam-account-facts.ts';
import { IamRolePages } from '../../adapters/iam-role-pages.ts';
import { IamRoleStore } from '../../adapters/iam-role-store.ts';
import { loadConfiguration } from '../../config/load.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { sweepRoles } from '../../remediation/sweep.ts';
import { nameOfCall, type AwsCall } from '../support/aws-call.ts';
import type { AwsProxy } from '../support/aws-proxy.ts';
import { buildFunction } from '../support/bundled-function.ts';
import { createRole, type DeployedAccount, editRole, NARROW, OPEN } from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { batchOf, startFunction } from '../support/function-process.ts';
import { InMemorySink } from '../support/in-memory-sink.ts';

const ROLES = 2_000;
const PAGE = 100;
const PAGES = ROLES / PAGE;

/** One role of each page lets everybody in. */
const isOpen = (index: number): boolean => index % PAGE === 17;
const nameOf = (index: number): string => `swept-${String(index).padStart(4, '0')}`;

const openNames = Array.from({ length: ROLES }, (_, index) => index)
  .filter(isOpen)
  .map(nameOf);

const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;
let sweeps: DynamoSweeps;

beforeAll(async () => {
  buildFunction();
  ({ proxy, account } = await deploy());
  sweeps = new DynamoSweeps(account.table);
  for (let index = 0; index < ROLES; index++)
    await createRole(account.iam, nameOf(index), isOpen(index) ? OPEN : NARROW);
  const accepted = { sweep: 'before', at: new Date().toISOString(), by: 'somebody' };
  await sweeps.keepSweeps({ ...(await sweeps.readSweeps()), accepted });
}, 900_000);

function run(message: object, later = 0) {
  return startFunction('on-sweep', batchOf([message]), { environment: account.environment, later });
}

/** Tells whether a call keeps how far the sweep has come. */
function isKeptPage({ action, body }: AwsCall): boolean {
  return action === 'PutItem' && body.includes('underWay');
}

function count(name: string): number {
  return proxy.calls.filter((call) => nameOfCall(call) === name).length;
}

describe('a sweep of 2,000 roles', () => {
  it('that is killed at each page judges every role, and changes each at most once', async () => {
    let notKept = 0;
    for (let page = 1; page < PAGES; page++) {
      const isKept = page % 4 > 0;
      if (!isKept) notKept += 1;
      proxy.interfere(async (call, next) => {
        if (!isKeptPage(call)) return next();
        if (isKept) await next();
        await running.kill();
        return 'reset';
      });
      const running = run({ start: 'killed' }, page * 11 * 60_000);
      expect((await running.ended).wasKilled).toBe(true);
    }
    proxy.interfere();
    const { answer } = await run({ start: 'killed' }, PAGES * 11 * 60_000).ended;
    expect(answer).toEqual({ batchItemFailures: [] });
    // WHY: a page that was not kept is judged again, and its role is fine by then; the journal has the change.
    expect((await sweeps.readSweeps()).last).toMatchObject({
      sweep: 'killed',
      counts: { roles: ROLES, admitting: ROLES, applied: PAGES - notKept, failed: 0 },
    });
    const written = proxy.calls.filter(({ action }) => action === 'UpdateAssumeRolePolicy');
    expect(written).toHaveLength(PAGES);
    expect(new Set(written.map(({ role }) => role))).toEqual(new Set(openNames));
  }, 900_000);

  it('asks IAM for its pages, and for three reads and a write of each change', async () => {
    for (let index = 0; index < ROLES; index++)
      if (isOpen(index)) await editRole(account.iam, nameOf(index), OPEN);
    proxy.forget();
    const { answer } = await run({ start: 'counted' }, 30 * 60 * 60_000).ended;
    expect(answer).toEqual({ batchItemFailures: [] });
    const calls = {
      pages: count('iam:GetAccountAuthorizationDetails'),
      reads: count('iam:GetRole'),
      writes: count('iam:UpdateAssumeRolePolicy'),
      quota: count('iam:GetAccountSummary'),
    };
    process.stdout.write(`\na sweep of ${ROLES} roles, ${PAGES} to change: ${JSON.stringify(calls)}\n`);
    expect(calls).toEqual({ pages: PAGES, reads: 3 * PAGES, writes: PAGES, quota: 1 });
  }, 300_000);

  it('that changes nothing takes little more than fetching the pages', async () => {
    const ratios: number[] = [];
    for (let round = 0; round < 5; round++) {
      const fetched = await timeOf(fetchPages);
      const swept = await timeOf(() => sweepHere(`timed-${round}`));
      ratios.push(swept / fetched);
    }
    const median = ratios.sort((one, other) => one - other)[2];
    process.stdout.write(`\na sweep takes ${median?.toFixed(2)} times as long as fetching its pages\n`);
    expect((await sweeps.readSweeps()).last).toMatchObject({ sweep: 'timed-4', counts: { applied: 0 } });
  }, 300_000);
});

async function timeOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function fetchPages(): Promise<void> {
  const pages = new IamRolePages();
  let from: string | undefined;
  do from = (await pages.page(from))?.next;
  while (from !== undefined);
}

const clock = (): Date => new Date();

/** Sweeps in this process, with the adapters of the function. */
async function sweepHere(start: string): Promise<void> {
  const loaded = loadConfiguration(readFileSync(account.config, 'utf8'), account.config);
  if (!loaded.ok) throw new Error('the configuration does not hold');
  const rules = rulesOf(loaded.configuration);
  await sweepRoles({ start }, () => Promise.resolve(rules), {
    roles: new IamRoleStore(),
    pages: new IamRolePages(),
    journal: new DynamoJournal(account.table, clock, new DynamoDBClient({})),
    sweeps,
    account: new IamAccountFacts(),
    again: { lookAgain: () => Promise.resolve() },
    sink: Object.assign(new InMemorySink(), { publishSweep: () => Promise.resolve() }),
    clock,
    ids: () => `id-${Math.random()}`,
    delay: () => Promise.resolve(),
    ownRoles: [],
    goOnLater: () => Promise.resolve(),
    hasTime: () => true,
    log: { handled: () => undefined, failed: () => undefined },
  });
}
