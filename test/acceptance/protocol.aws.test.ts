import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { applyPlanned } from '../../remediation/planned-change.ts';
import { nameOfCall, type AwsCall } from '../support/aws-call.ts';
import { failing } from '../support/aws-faults.ts';
import type { AwsProxy } from '../support/aws-proxy.ts';
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
import { asIamReads, createdLongAgo, staleReads } from '../support/iam-reads.ts';
import { sampleEntry } from '../support/samples.ts';
import { clientsTo, workerOn } from '../support/worker.ts';

const deploy = deployments();
let proxy: AwsProxy;
let account: DeployedAccount;
let worker: ReturnType<typeof workerOn>;
let roles = 0;

const isUpdate = ({ action }: AwsCall): boolean => action === 'UpdateAssumeRolePolicy';
const updates = (): readonly AwsCall[] => proxy.calls.filter(isUpdate);
const arnOf = (role: string): string => `arn:aws:iam::${ACCOUNT}:role/${role}`;

/** Creates a role that lets every project in, under a name of its own. */
async function openRole(): Promise<string> {
  const name = `protocol-${(roles += 1)}`;
  await createRole(account.iam, name);
  return name;
}

/** What was asked to be looked at again since the test began. WHY: the queue itself would keep it for its delay. */
const looks = (): readonly unknown[] =>
  proxy.calls
    .filter(({ action }) => action === 'SendMessage')
    .map(({ body }) => JSON.parse((JSON.parse(body) as { MessageBody: string }).MessageBody) as unknown);

const noticesOf = async (role: string): Promise<readonly string[]> =>
  (await account.notices()).filter((notice) => notice.role === arnOf(role)).map(({ kind }) => kind);

beforeAll(async () => {
  ({ proxy, account } = await deploy(
    'limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 60, per: 1h }, shareOfRoles: 1 }\n',
  ));
  worker = workerOn(account, clientsTo(proxy.endpoint));
});

beforeEach(() => {
  proxy.interfere();
  proxy.forget();
});

afterAll(() => worker.close());

describe('calls for an event', () => {
  it('are one reading of the role and one of the journal where it is compliant already', async () => {
    const role = await openRole();
    await editRole(account.iam, role, NARROW);
    expect(await worker.send(eventOf(role, NARROW))).toMatchObject({ kind: 'unchanged' });
    expect(proxy.calls.map(nameOfCall)).toEqual(['iam:GetRole', 'dynamodb:Query']);
  });

  it('are three readings of the role and one write where it is narrowed, and the quota once', async () => {
    const asked: string[][] = [];
    for (const role of [await openRole(), await openRole()]) {
      proxy.forget();
      expect(await worker.send(eventOf(role))).toMatchObject({ kind: 'applied' });
      asked.push(proxy.calls.map(nameOfCall));
    }
    const narrowed = [
      'iam:GetRole',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'dynamodb:Query',
      'dynamodb:GetItem',
      'dynamodb:TransactWriteItems',
      'iam:GetRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:GetRole',
      'dynamodb:UpdateItem',
      'events:PutEvents',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
    ];
    expect(asked[0]?.filter((name) => name !== 'iam:GetAccountSummary')).toEqual(narrowed);
    expect(asked[0]).toContain('iam:GetAccountSummary');
    expect(asked[1]).toEqual(narrowed);
    process.stdout.write(`\ncalls for an event: compliant 2, narrowed ${narrowed.length}\n`);
  });

  it('are more where what was written is not to be seen at once, and one write all the same', async () => {
    const role = await openRole();
    let reads = 0;
    const stale = staleReads(1, new Dice(1));
    proxy.interfere((call, next) => {
      if (call.action !== 'GetRole') return next();
      reads += 1;
      return reads <= 4 ? stale(call, next) : next();
    });
    expect(await worker.send(eventOf(role))).toMatchObject({ kind: 'applied' });
    expect(updates()).toHaveLength(1);
    expect(reads).toBe(5);
    expect(await noticesOf(role)).toEqual(['applied']);
  });

  it('see the same trust policy in whatever order IAM shows it', async () => {
    const role = await openRole();
    const [statement] = OPEN.Statement;
    const others = {
      Effect: 'Allow',
      Principal: { AWS: ['111122223333', '444455556666', '777788889999', ACCOUNT] },
      Action: 'sts:AssumeRole',
    };
    await editRole(account.iam, role, { ...OPEN, Statement: [statement, others] });
    proxy.interfere(asIamReads(new Dice(3)));
    expect(await worker.send(eventOf(role))).toMatchObject({ kind: 'applied' });
    expect(await worker.send(eventOf(role))).toMatchObject({ kind: 'unchanged' });
    expect(updates()).toHaveLength(1);
  });
});

describe('feedback and fights', () => {
  it('ends in no write where our own write comes back as an event', async () => {
    const role = await openRole();
    const event = eventOf(role);
    await worker.send(event);
    const ours = JSON.parse(await trustPolicyOf(account.iam, role)) as object;
    expect(await worker.send(eventOf(role, ours))).toMatchObject({ kind: 'unchanged' });
    expect(await worker.send(event)).toMatchObject({ kind: 'unchanged' });
    expect(updates()).toHaveLength(1);
    expect(looks()).toEqual([]);
  });

  it('trips the brake of the role at three, tells once, and does not leave a critical role open', async () => {
    const role = await openRole();
    for (let turn = 0; turn < 6; turn++) {
      await worker.send(eventOf(role));
      await editRole(account.iam, role, OPEN);
    }
    expect(updates()).toHaveLength(3);
    expect(await noticesOf(role)).toEqual(['applied', 'applied', 'applied', 'braked']);
    const told = (await account.notices()).find((notice) => notice.kind === 'braked');
    expect(told?.source?.terraform).toContain('project_path:mygroup/myproject');
    worker.wait(5);
    const outcomes = [];
    for (const look of looks()) outcomes.push(await worker.send(look));
    expect(outcomes.map(({ kind }) => kind)).toContain('applied');
    expect(isSameTrustPolicy(await trustPolicyOf(account.iam, role), NARROW)).toBe(true);
  });

  it('catches a policy that flaps, in whatever order its events come', async () => {
    const role = await openRole();
    const documents = [OPEN, NARROW, OPEN, NARROW, OPEN];
    for (const document of documents) await editRole(account.iam, role, document);
    const events = new Dice(5).shuffled(documents.map((document) => eventOf(role, document)));
    for (const event of events) await worker.send(event);
    expect(isSameTrustPolicy(await trustPolicyOf(account.iam, role), NARROW)).toBe(true);
    expect(updates().length).toBeLessThanOrEqual(1);
  });

  it('catches one that IAM does not show yet, by a second look', async () => {
    const role = await openRole();
    await editRole(account.iam, role, NARROW);
    expect(await worker.send(eventOf(role, OPEN))).toMatchObject({ kind: 'unchanged' });
    await editRole(account.iam, role, OPEN);
    worker.wait(1);
    const [look] = looks();
    expect(await worker.send(look)).toMatchObject({ kind: 'applied' });
  });

  it('is not disarmed by twenty decoys', async () => {
    const victim = await openRole();
    proxy.interfere(createdLongAgo(({ role }) => role === victim));
    const kinds: string[] = [];
    for (let decoy = 0; decoy < 20; decoy++) {
      const role = await openRole();
      kinds.push((await worker.send(eventOf(role, OPEN, 'CreateRole'))).kind);
    }
    expect(new Set(kinds)).toEqual(new Set(['applied']));
    expect(await worker.send(eventOf(victim))).toMatchObject({ kind: 'applied' });
    expect((await account.journal.tallyOf(ACCOUNT)).latched).toBeUndefined();
  });
});

describe('a refusal by IAM', () => {
  it.each([
    ['MalformedPolicyDocument', 'Syntax errors in policy.'],
    ['LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048'],
    ['UnmodifiableEntity', 'Cannot perform the operation on the protected role.'],
    ['AccessDenied', 'User: trustwarden is not authorized to perform: iam:UpdateAssumeRolePolicy'],
  ])('is recorded in its words, answered by a quarantine, and not tried again: %s', async (code, message) => {
    const role = await openRole();
    proxy.interfere(failing(isUpdate, { status: code === 'AccessDenied' ? 403 : 400, code, message }));
    for (const _ of [1, 2, 3]) expect(await worker.send(eventOf(role))).toMatchObject({ kind: 'refused' });
    expect(updates()).toHaveLength(1);
    const [refused, frozen] = await account.journal.changesOf(arnOf(role));
    expect(refused).toMatchObject({ state: 'refused', note: expect.stringContaining(message) });
    expect(frozen).toMatchObject({
      state: 'notified',
      remedy: 'quarantine',
      quarantine: { level: 'freeze' },
    });
    const { PolicyDocument: policy = '' } = await account.iam.send(
      new GetRolePolicyCommand({ RoleName: role, PolicyName: 'TrustwardenFreeze' }),
    );
    expect(decodeURIComponent(policy)).toContain(`arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`);
    expect(await noticesOf(role)).toEqual(['refused', 'applied']);
  });

  it('of a principal that is not known yet is tried again, and passes', async () => {
    const role = await openRole();
    const error = {
      status: 400,
      code: 'MalformedPolicyDocument',
      message: 'Invalid principal in policy: "AWS":"x"',
    };
    proxy.interfere(failing(isUpdate, error, 1));
    expect(await worker.send(eventOf(role))).toMatchObject({ kind: 'postponed' });
    worker.wait(1);
    const outcomes = [];
    for (const look of looks()) outcomes.push(await worker.send(look));
    expect(outcomes).toMatchObject([{ kind: 'applied' }]);
    expect(await account.journal.changesOf(arnOf(role))).toMatchObject([{ state: 'notified' }]);
  });
});

describe('the journal and a plan file', () => {
  const stranger = {
    ...NARROW,
    Statement: [{ Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'sts:AssumeRole' }],
  };

  it.each(['pending', 'written'] as const)('are evidence: a forged entry says %s', async (state) => {
    const role = await openRole();
    const { id: roleId } = (await worker.around.roles.read(role)) ?? { id: '' };
    await account.journal.append(
      sampleEntry({
        change: `forged-${state}`,
        state,
        at: '2026-01-01T00:00:00.000Z',
        role: arnOf(role),
        roleId,
        before: JSON.stringify(OPEN),
        after: JSON.stringify(stranger),
      }),
    );
    await worker.finish();
    await worker.send(eventOf(role));
    expect(
      updates()
        .map(({ body }) => body)
        .join(),
    ).not.toContain('999999999999');
    expect(isSameTrustPolicy(await trustPolicyOf(account.iam, role), NARROW)).toBe(true);
  });

  it('are evidence: a forged plan is refused', async () => {
    const role = await openRole();
    const { id: roleId } = (await worker.around.roles.read(role)) ?? { id: '' };
    const planned = { role: arnOf(role), roleId, before: OPEN, after: stranger, quarantine: null };
    const outcome = await applyPlanned(planned, worker.rules, worker.around, undefined);
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('make a new plan') });
    expect(updates()).toEqual([]);
  });
});
