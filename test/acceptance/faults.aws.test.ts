import type { SQSBatchResponse } from 'aws-lambda';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../policies/index.ts';
import type { AwsCall } from '../support/aws-call.ts';
import { faulty, type Fault } from '../support/aws-faults.ts';
import type { AwsProxy, Interference } from '../support/aws-proxy.ts';
import {
  ACCOUNT,
  createRole,
  type DeployedAccount,
  editRole,
  eventOf,
  NARROW,
  OPEN,
  trustPolicyOf,
} from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { Dice } from '../support/dice.ts';
import { batchOf } from '../support/function-process.ts';
import { asIamReads, staleReads } from '../support/iam-reads.ts';
import { impatientClients } from '../support/impatient-clients.ts';
import { workerOn } from '../support/worker.ts';

const ROLES = 200;
const EVENTS = 1_000;
const SHARE = 0.3;
const FAULTS: readonly Fault[] = [
  'throttled',
  'throttled',
  'failed',
  'failed',
  'reset-before',
  'reset-after',
  'reset-after',
  'timeout-before',
  'timeout-after',
  'delayed',
  'entry-not-taken',
];

/** Milliseconds after which IAM shows what was written, everywhere; it is much less as a rule. */
const SHOWN_BY = 20_000;

const seed = Number(process.env['TRUSTWARDEN_SEED'] ?? 1);
const dice = new Dice(seed);
/** Edits that made a role let every project in; the others end as they should be. */
const names = Array.from({ length: ROLES }, (_, index) => `faulty-${index}`);
const isOpened = (index: number): boolean => index % 4 !== 0;

const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;
const happened = new Map<string, number>();
const written = new Map<string, number>();
let looks: string[] = [];

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);

/** Counts the writes of which a worker was told that they were taken, and keeps what is to be looked at again. */
const watch: Interference = async (call, next) => {
  const reply = await next();
  if (typeof reply !== 'object' || reply.status !== 200) return reply;
  if (call.action === 'UpdateAssumeRolePolicy') count(written, call.role ?? '');
  if (call.action === 'SendMessage')
    looks.push((JSON.parse(call.body) as { MessageBody: string }).MessageBody);
  return reply;
};

const told = (fault: string, { service }: Pick<AwsCall, 'service'>): void =>
  count(happened, `${fault} ${service}`);

/** Five events for each role: what it was created with, what it was changed to, and some of them twice. */
function allEvents(): string[] {
  const events = names.flatMap((name, index) => {
    const last = isOpened(index) ? OPEN : NARROW;
    const created = eventOf(name, NARROW, 'CreateRole');
    const edited = eventOf(name, last);
    return [created, edited, edited, dice.pick([created, edited]), edited];
  });
  return dice.shuffled(events).map((event) => JSON.stringify(event));
}

beforeAll(async () => {
  ({ proxy, account } = await deploy());
  for (const name of names) await createRole(account.iam, name, NARROW);
}, 300_000);

describe('L9, L10: faults at 30 % of all requests', () => {
  it('end with every role right, one write for each needed change, and nothing open', async () => {
    const workers = [1, 2].map(() => workerOn(account, impatientClients(proxy.endpoint)));
    // WHY: on the clock of the workers, for whom minutes pass between two rounds.
    const until = { lasting: SHOWN_BY, now: () => workers[0]?.around.clock().getTime() ?? 0 };
    const stale = staleReads(SHARE, dice, (call) => told('stale', call), until);
    // WHY: reads through the proxy before the edits, so that there is an older state to be seen afterwards.
    proxy.interfere(stale);
    for (const name of names) await workers[0]?.around.roles.read(name);
    for (const [index, name] of names.entries()) if (isOpened(index)) await editRole(account.iam, name, OPEN);
    proxy.interfere(faulty(SHARE, FAULTS, dice, told), watch, asIamReads(dice), stale);
    proxy.forget();
    const started = Date.now();
    let queue = allEvents();
    expect(queue).toHaveLength(EVENTS);
    let deliveries = 0;
    const work = async (worker: ReturnType<typeof workerOn>): Promise<void> => {
      while (queue.length > 0) {
        const bodies = queue.splice(0, 10);
        deliveries += bodies.length;
        const { batchItemFailures } = (await worker.handle(batchOf(bodies))) as SQSBatchResponse;
        for (const { itemIdentifier } of batchItemFailures)
          queue.push(bodies[Number(itemIdentifier.slice(1))] ?? '');
      }
    };
    let rounds = 0;
    for (; queue.length > 0 && rounds < 40; rounds++) {
      await Promise.all(workers.map(work));
      // WHY: leases of cut work end, and messages that wait are delivered.
      for (const worker of workers) worker.wait(6);
      await workers[0]?.finish().catch(() => undefined);
      queue = looks;
      looks = [];
    }
    await report({ started, deliveries, rounds });
    for (const worker of workers) worker.close();
    await expectAllRight();
  }, 1_500_000);
});

async function report(figures: { started: number; deliveries: number; rounds: number }): Promise<void> {
  const faults = [...happened.values()].reduce((sum, each) => sum + each, 0);
  const kinds = new Map<string, number>();
  for (const [key, times] of happened) {
    const [kind = ''] = key.split(' ');
    kinds.set(kind, (kinds.get(kind) ?? 0) + times);
  }
  process.stdout.write(
    `\nfaults, seed ${seed}: ${EVENTS} events over ${ROLES} roles, two workers; ${figures.deliveries} deliveries in ` +
      `${figures.rounds} rounds, ${proxy.calls.length} requests, ${faults} of them faulty or stale (` +
      `${[...kinds].map(([kind, times]) => `${kind} ${times}`).join(', ')}); ` +
      `${[...written.values()].reduce((sum, each) => sum + each, 0)} writes taken for ` +
      `${names.filter((_, index) => isOpened(index)).length} needed changes; ${(Date.now() - figures.started) / 1_000} s\n`,
  );
}

async function expectAllRight(): Promise<void> {
  const wrong: string[] = [];
  const notices = await account.notices();
  for (const [index, name] of names.entries()) {
    const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    const changes = (await account.journal.changesOf(arn)).filter(({ state }) => state !== 'overwritten');
    const made = changes.filter(({ state }) => state === 'notified');
    if (!isSameTrustPolicy(await trustPolicyOf(account.iam, name), NARROW)) wrong.push(`${name} is open`);
    if (changes.some(({ state }) => state === 'pending' || state === 'written'))
      wrong.push(`${name} is unfinished`);
    if (made.length !== (isOpened(index) ? 1 : 0)) wrong.push(`${name} was changed ${made.length} times`);
    if (!isOpened(index)) continue;
    if (!isSameTrustPolicy(made[0]?.before, OPEN)) wrong.push(`${name}: what was replaced is lost`);
    if (!notices.some(({ kind, role }) => kind === 'applied' && role === arn))
      wrong.push(`${name} was not told`);
  }
  expect(wrong).toEqual([]);
}
