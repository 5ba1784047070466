import { beforeAll, describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { nameOfCall } from '../support/aws-call.ts';
import type { AwsProxy, Interference } from '../support/aws-proxy.ts';
import { buildFunction } from '../support/bundled-function.ts';
import { crashAt, crashPointsAt, printMatrix, type CrashPoint } from '../support/crash.ts';
import {
  createRole,
  type DeployedAccount,
  eventOf,
  NARROW,
  OPEN,
  trustPolicyOf,
} from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { batchOf, startFunction } from '../support/function-process.ts';

/** How the work goes on after the process was killed. */
const WAYS = ['delivered again', 'schedule only'] as const;

/** A lease of a process that is dead is over by then, and a message of SQS is delivered again. */
const LATER = 6 * 60_000;

interface Cell extends CrashPoint {
  readonly way: (typeof WAYS)[number];
  readonly role: string;
  readonly event: object;
}

const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;
/** What an undisturbed remediation asks of AWS, in order. */
let requests: readonly string[] = [];
const cells: Cell[] = [];
/** Roles of which nothing was journaled when the schedule ran. */
const notBegun = new Set<string>();
/** How often the trust policy of each role was written in the server. */
const writes = new Map<string, number>();

const countWrites: Interference = async (call, next) => {
  const reply = await next();
  if (call.action === 'UpdateAssumeRolePolicy' && typeof reply === 'object' && reply.status === 200)
    writes.set(call.role ?? '', (writes.get(call.role ?? '') ?? 0) + 1);
  return reply;
};

const deliver = (events: readonly object[], later = 0) =>
  startFunction('on-iam-event', batchOf(events), { environment: account.environment, later });

const arnOf = (role: string): string => `arn:aws:iam::123456789012:role/${role}`;

/** Kills the function in every cell of one way, and lets the work go on in that way. */
async function work(way: Cell['way']): Promise<void> {
  const crashed: Cell[] = [];
  for (const point of crashPointsAt(requests.map((_, index) => index + 1))) {
    const role = `crash-${way === 'schedule only' ? 's' : 'd'}-${point.request}-${point.when}`;
    await createRole(account.iam, role);
    const cell = { ...point, way, role, event: eventOf(role) };
    await crashAt(point, () => deliver([cell.event]), proxy, countWrites);
    crashed.push(cell);
  }
  cells.push(...crashed);
  proxy.interfere(countWrites);
  if (way === 'schedule only') {
    await startFunction('on-schedule', {}, { environment: account.environment, later: LATER }).ended;
    // WHY: of what was killed before it journaled anything only the message knows, which SQS keeps until it is done.
    for (const { role } of crashed)
      if ((await account.journal.changesOf(arnOf(role))).length === 0) notBegun.add(role);
  }
  const again = crashed.filter(({ role }) => way === 'delivered again' || notBegun.has(role));
  const { answer, output } = await deliver(
    again.map(({ event }) => event),
    LATER,
  ).ended;
  expect({ answer, output: answer === undefined ? output : '' }).toMatchObject({
    answer: { batchItemFailures: [] },
  });
}

beforeAll(async () => {
  buildFunction();
  ({ proxy, account } = await deploy());
  await createRole(account.iam, 'undisturbed');
  const { answer, output } = await deliver([eventOf('undisturbed')]).ended;
  if (answer === undefined) throw new Error(output);
  requests = proxy.calls.map(nameOfCall);
  for (const way of WAYS) await work(way);
}, 1_800_000);

/** How a cell ended; `right` where all is as it should be. */
async function endOf({ role }: Cell): Promise<string> {
  const changes = await account.journal.changesOf(arnOf(role));
  const notices = (await account.notices()).filter((notice) => notice.role === arnOf(role));
  const written = changes.filter(({ state }) => state === 'notified');
  if (!isSameTrustPolicy(await trustPolicyOf(account.iam, role), NARROW)) return 'open';
  if (writes.get(role) !== 1) return `${writes.get(role) ?? 0} writes`;
  if (changes.some(({ state }) => state === 'pending' || state === 'written')) return 'unfinished';
  if (written.length !== 1) return 'not journaled';
  if (!isSameTrustPolicy(written[0]?.before, OPEN)) return 'before is lost';
  if (!notices.some(({ kind }) => kind === 'applied')) return 'not told';
  return notBegun.has(role) ? 'right, by the message' : 'right';
}

describe('L9, L10: a function that is killed before and after every request of a remediation', () => {
  it('asks AWS for what a remediation needs', () => {
    expect(requests.filter((name) => name === 'iam:UpdateAssumeRolePolicy')).toHaveLength(1);
    expect(requests.length).toBeGreaterThan(10);
  });

  it('leaves every role right, once the message is delivered again or only the schedule ran', async () => {
    const ends = new Map<string, string>();
    for (const cell of cells) ends.set(`${cell.request} ${cell.when} ${cell.way}`, await endOf(cell));
    printMatrix('crash matrix', requests, WAYS, ends);
    expect(ends.size).toBe(requests.length * 4);
    expect([...ends].filter(([, end]) => !end.startsWith('right'))).toEqual([]);
  });
});
