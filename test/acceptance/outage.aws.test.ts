import { beforeAll, describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../policies/index.ts';
import type { AwsProxy, Interference } from '../support/aws-proxy.ts';
import { buildFunction } from '../support/bundled-function.ts';
import {
  createRole,
  type DeployedAccount,
  eventOf,
  NARROW,
  OPEN,
  trustPolicyOf,
} from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { EventHistory } from '../support/event-history.ts';
import { batchOf, startFunction, type FunctionName, type Invocation } from '../support/function-process.ts';

const MINUTE = 60_000;

const deploy = deployments();
const history = new EventHistory();
let proxy: AwsProxy;
let account: DeployedAccount;
/** What was put into the queue of the events. */
let messages: string[] = [];

const watch: Interference = (call, next) => {
  if (call.action === 'SendMessage')
    messages.push((JSON.parse(call.body) as { MessageBody: string }).MessageBody);
  return next();
};

function run(name: FunctionName, event: object, later: number): Promise<Invocation> {
  return startFunction(name, event, { environment: account.environment, later }).ended;
}

/** Runs the schedule some minutes from now, and returns what it answered and put into the queue. */
async function runSchedule(minutes: number) {
  messages = [];
  proxy.forget();
  const { answer, output } = await run('on-schedule', {}, minutes * MINUTE);
  const lookups = proxy.calls.filter(({ action }) => action === 'LookupEvents');
  return { answer, output, lookups };
}

beforeAll(async () => {
  buildFunction();
  ({ proxy, account } = await deploy());
  proxy.interfere(watch, history.answer);
});

describe('a schedule that did not run for a while', () => {
  it('has what it missed delivered again, by itself, until all of it is shown', async () => {
    await createRole(account.iam, 'missed', OPEN);
    history.events = [eventOf('missed', OPEN)];
    expect(await runSchedule(0)).toMatchObject({ answer: { finished: 0 }, lookups: [] });
    expect(await runSchedule(5)).toMatchObject({ answer: { finished: 0 }, lookups: [] });
    const back = await runSchedule(90);
    expect(back.answer).toEqual({ finished: 0, caughtUp: 1 });
    expect(back.output).toContain('"outage"');
    const pauses = back.lookups.slice(1).map(({ at }, index) => at - (back.lookups[index]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
    const { answer } = await run('on-iam-event', batchOf(messages), 91 * MINUTE);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(isSameTrustPolicy(await trustPolicyOf(account.iam, 'missed'), NARROW)).toBe(true);
    for (const minutes of [95, 100, 105])
      expect((await runSchedule(minutes)).answer).toEqual({ finished: 0, caughtUp: 0 });
    expect(await runSchedule(110)).toMatchObject({ answer: { finished: 0 }, lookups: [] });
  });
});
