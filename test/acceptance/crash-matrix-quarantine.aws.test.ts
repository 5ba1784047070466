import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { isOpen } from '../../remediation/change.ts';
import { nameOfCall } from '../support/aws-call.ts';
import type { AwsProxy, Interference } from '../support/aws-proxy.ts';
import { buildFunction } from '../support/bundled-function.ts';
import { crashAt, crashPointsAt, printMatrix, type CrashPoint } from '../support/crash.ts';
import {
  ACCOUNT,
  createRole,
  type DeployedAccount,
  eventOf,
  LIMITS,
  NARROW,
  trustPolicyOf,
} from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { batchOf, startFunction } from '../support/function-process.ts';

/** A lease of a process that is dead is over by then, and sessions are to be revoked once more. */
const LATER = 6 * 60_000;

/** Milliseconds from the verified write to the second revocation. */
const REVOKED_AGAIN_AFTER = 300_000;

const WAY = 'delivered again';

/** A trust policy that lets in a project of somebody else, and none that is allowed. */
const FOREIGN = JSON.parse(JSON.stringify(NARROW).replaceAll('mygroup/', 'elsewhere/')) as object;

interface Cell extends CrashPoint {
  readonly role: string;
  readonly event: object;
}

const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;
/** What an undisturbed quarantine asks of AWS, in order. */
let requests: readonly string[] = [];
const cells: Cell[] = [];
/** The moments before which sessions of each role were ended, in the order in which IAM was told. */
const revocations = new Map<string, number[]>();
const looks: string[] = [];

const watch: Interference = async (call, next) => {
  const reply = await next();
  if (typeof reply !== 'object' || reply.status !== 200) return reply;
  if (call.action === 'SendMessage')
    looks.push((JSON.parse(call.body) as { MessageBody: string }).MessageBody);
  const [, moment] = /"aws:TokenIssueTime":"([^"]+)"/.exec(policyIn(call.body)) ?? [];
  if (moment !== undefined)
    revocations.set(call.role ?? '', [...(revocations.get(call.role ?? '') ?? []), Date.parse(moment)]);
  return reply;
};

function policyIn(body: string): string {
  return new URLSearchParams(body).get('PolicyDocument') ?? '';
}

const deliver = (bodies: readonly unknown[], later = 0) =>
  startFunction('on-iam-event', batchOf(bodies), { environment: account.environment, later });

async function work(bodies: readonly unknown[], later: number): Promise<void> {
  const { answer, output } = await deliver(bodies, later).ended;
  expect({ answer, output: answer === undefined ? output : '' }).toMatchObject({
    answer: { batchItemFailures: [] },
  });
}

const arnOf = (role: string): string => `arn:aws:iam::${ACCOUNT}:role/${role}`;

/** Kills the function around each request from the first that a narrowing does not make, and delivers each event again. */
beforeAll(async () => {
  buildFunction();
  ({ proxy, account } = await deploy(`${LIMITS}quarantine: { level: freeze, revokeSessions: true }\n`));
  await createRole(account.iam, 'undisturbed', FOREIGN);
  const { answer, output } = await deliver([eventOf('undisturbed', FOREIGN)]).ended;
  if (answer === undefined) throw new Error(output);
  requests = proxy.calls.map(nameOfCall);
  const first = requests.indexOf('iam:PutRolePolicy') + 1;
  const own = requests.map((_, index) => index + 1).filter((request) => request >= first);
  for (const point of crashPointsAt(own)) {
    const role = `frozen-${point.request}-${point.when}`;
    await createRole(account.iam, role, FOREIGN);
    const cell = { ...point, role, event: eventOf(role, FOREIGN) };
    await crashAt(point, () => deliver([cell.event]), proxy, watch);
    cells.push(cell);
  }
  proxy.interfere(watch);
  await work(
    cells.map(({ event }) => event),
    LATER,
  );
  await work(looks, 2 * LATER);
}, 600_000);

/** Returns an inline policy of a role as text. */
async function inlinePolicy(RoleName: string, PolicyName: string): Promise<string> {
  const { PolicyDocument = '' } = await account.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return decodeURIComponent(PolicyDocument);
}

/** How a cell ended; `right` where all is as it should be. */
async function endOf({ role }: Cell): Promise<string> {
  const changes = await account.journal.changesOf(arnOf(role));
  const notices = (await account.notices()).filter((notice) => notice.role === arnOf(role));
  const [made, ...others] = changes.filter(({ state }) => state === 'notified');
  const moments = revocations.get(role) ?? [];
  const [last = Number.NaN, previous = Number.NaN] = moments.toReversed();
  if (!isSameTrustPolicy(await trustPolicyOf(account.iam, role), FOREIGN)) return 'trust policy written';
  if (!isFreeze(await inlinePolicy(role, 'TrustwardenFreeze'))) return 'not frozen';
  if (changes.some(isOpen)) return 'unfinished';
  if (made === undefined || others.length > 0) return 'not journaled';
  if (made.quarantine?.level !== 'freeze' || !made.quarantine.revokeSessions)
    return 'not journaled as ordered';
  if (!isSameTrustPolicy(made.before, FOREIGN)) return 'before is lost';
  if (!notices.some(({ kind, remedy }) => kind === 'applied' && remedy === 'quarantine')) return 'not told';
  if (!(last - previous >= REVOKED_AGAIN_AFTER)) return 'not revoked again';
  const revoked = await inlinePolicy(role, 'TrustwardenRevokeSessions');
  return revoked.includes(new Date(last).toISOString()) ? 'right' : 'revoked with an older moment';
}

function isFreeze(document: string): boolean {
  const { Statement } = JSON.parse(document) as { Statement: unknown };
  return isDeepStrictEqual(Statement, [
    {
      Sid: 'TrustwardenFreeze',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {
        StringEquals: {
          'aws:FederatedProvider': [`arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`, 'gitlab.com'],
        },
      },
    },
  ]);
}

describe('L9, L10: a function that is killed before and after every request of a quarantine', () => {
  it('asks AWS for what the freeze and the revocation need', () => {
    expect(requests.filter((name) => name === 'iam:PutRolePolicy')).toHaveLength(2);
    expect(requests).toContain('sqs:SendMessage');
    expect(looks.length).toBeGreaterThanOrEqual(cells.length);
  });

  it('leaves every role frozen and its sessions revoked twice, once the message is delivered again', async () => {
    const ends = new Map<string, string>();
    for (const cell of cells) ends.set(`${cell.request} ${cell.when} ${WAY}`, await endOf(cell));
    printMatrix('crash matrix of a quarantine', requests, [WAY], ends);
    expect([...ends].filter(([, end]) => end !== 'right')).toEqual([]);
  });
});
