import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../policies/index.ts';
import type { AwsProxy } from '../support/aws-proxy.ts';
import {
  ACCOUNT,
  createRole,
  type DeployedAccount,
  eventOf,
  NARROW,
  OPEN,
  trustPolicyOf,
} from '../support/deployed-account.ts';
import { deployments } from '../support/deployments.ts';
import { EventHistory } from '../support/event-history.ts';
import { startTrustwarden } from '../support/running-command.ts';
import type { Ended } from '../support/run-command.ts';

const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;
const history = new EventHistory();

const run = (...args: readonly string[]): Promise<Ended> =>
  startTrustwarden(
    [
      ...args,
      '--journal',
      `dynamodb:${account.table}`,
      '--endpoint-url',
      proxy.endpoint,
      '--region',
      'us-east-1',
    ],
    { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_EC2_METADATA_DISABLED: 'true' },
  ).ended;

beforeAll(async () => {
  ({ proxy, account } = await deploy());
});

beforeEach(() => proxy.interfere(history.answer));

describe('trustwarden handle --since', () => {
  it('replays the role changes of the event history into the journal of the deployment', async () => {
    await createRole(account.iam, 'missed', OPEN);
    await createRole(account.iam, 'fine', NARROW);
    history.events = [eventOf('missed', OPEN), eventOf('fine', NARROW, 'CreateRole'), eventOf('gone', OPEN)];
    const { code, stdout, stderr } = await run('handle', '--config', account.config, '--since', '24h');
    expect(stderr).not.toContain('trustwarden: ');
    expect(stdout).toContain('applied: `missed`, narrow');
    expect(stdout).toContain('nothing to do: `fine` is compliant');
    expect(stdout).toContain('skipped `gone`');
    expect(code).toBe(0);
    expect(isSameTrustPolicy(await trustPolicyOf(account.iam, 'missed'), NARROW)).toBe(true);
    const [change] = await account.journal.changesOf(`arn:aws:iam::${ACCOUNT}:role/missed`);
    expect(change).toMatchObject({ state: 'notified', event: expect.stringContaining('event-') });
    const lookups = proxy.calls.filter(({ action }) => action === 'LookupEvents');
    expect(lookups).toHaveLength(3);
    const pauses = lookups.slice(1).map(({ at }, index) => at - (lookups[index]?.at ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
  });

  it.each([
    [['--since', '1y'], 'write `30m`, `24h` or `7d`'],
    [[], 'or `--since 24h`'],
  ])('refuses %j and says the way out', async (args, wayOut) => {
    const { code, stderr } = await run('handle', '--config', account.config, ...args);
    expect(stderr).toContain(wayOut);
    expect(code).toBe(2);
  });
});

describe('trustwarden brake', () => {
  it('says whether the brake of the account is on, and lets it go', async () => {
    const off = await run('brake', 'status');
    expect(off.stdout).toContain(`account ${ACCOUNT}: the brake is off`);
    expect(off.code).toBe(0);
    const tally = await account.journal.tallyOf(ACCOUNT);
    const latched = { at: '2026-11-20T10:00:00.000Z', reason: 'roles were changed 20 times' };
    expect(await account.journal.keepTally({ ...tally, latched })).toBe(true);
    const on = await run('brake', 'status');
    expect(on.stdout).toContain(
      'the brake is on since 2026-11-20T10:00:00.000Z: roles were changed 20 times',
    );
    expect(on.code).toBe(3);
    const reset = await run('brake', 'reset');
    expect(reset.stdout).toContain('the brake is let go, it was on since');
    expect(reset.code).toBe(0);
    expect(await account.journal.tallyOf(ACCOUNT)).toMatchObject({
      reset: { by: expect.stringContaining('arn:') },
    });
    expect((await run('brake', 'status')).code).toBe(0);
  });

  it('refuses what is no account', async () => {
    const { code, stderr } = await run('brake', 'status', '--account', 'x');
    expect(stderr).toContain('give its twelve digits');
    expect(code).toBe(2);
  });
});
