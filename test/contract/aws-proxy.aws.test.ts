import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { nameOfCall, type AwsCall } from '../support/aws-call.ts';
import { failing, faulty, wrongOnce, type Fault } from '../support/aws-faults.ts';
import { startAwsProxy, type AwsProxy } from '../support/aws-proxy.ts';
import { Dice } from '../support/dice.ts';
import { asIamReads, notThereYet, staleReads } from '../support/iam-reads.ts';
import { openPolicy, projectPolicy } from '../support/samples.ts';

let proxy: AwsProxy;
let iam: IAMClient;

/** Settings of a client that goes through the proxy and does not wait long. */
const settings = () => ({
  endpoint: proxy.endpoint,
  maxAttempts: 2,
  requestHandler: { requestTimeout: 2_000, throwOnRequestTimeout: true },
});

const trusting = (principals: readonly string[]) => ({
  ...openPolicy,
  Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole' }],
});

const update = (policy: object) =>
  iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: 'proxied', PolicyDocument: JSON.stringify(policy) }),
  );

async function read(): Promise<{ readonly Statement: readonly { readonly Principal: unknown }[] }> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'proxied' }));
  return JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''));
}

beforeAll(async () => {
  proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
  iam = new IAMClient(settings());
  // WHY: past the proxy, since the first call of all wakes the server up, and for SSM it reads all that AWS publishes.
  await new SSMClient({}).send(new DescribeParametersCommand({}));
  await new IAMClient({}).send(
    new CreateRoleCommand({ RoleName: 'proxied', AssumeRolePolicyDocument: JSON.stringify(openPolicy) }),
  );
});

beforeEach(() => {
  proxy.interfere();
  proxy.forget();
});

afterAll(async () => {
  proxy.interfere();
  await iam.send(new DeleteRoleCommand({ RoleName: 'proxied' }));
  iam.destroy();
  await proxy.close();
});

describe('the proxy before moto', () => {
  it.each([
    ['iam:GetRole', () => read()],
    ['dynamodb:ListTables', () => new DynamoDBClient(settings()).send(new ListTablesCommand({}))],
    ['sqs:ListQueues', () => new SQSClient(settings()).send(new ListQueuesCommand({}))],
    ['events:ListEventBuses', () => new EventBridgeClient(settings()).send(new ListEventBusesCommand({}))],
    ['ssm:DescribeParameters', () => new SSMClient(settings()).send(new DescribeParametersCommand({}))],
  ])('is believed by the client of %s', async (name, call) => {
    const faults: readonly Fault[] = ['throttled', 'failed', 'reset-before', 'reset-after', 'timeout-after'];
    for (const fault of faults) {
      proxy.forget();
      proxy.interfere(wrongOnce(fault));
      await call();
      expect(proxy.calls.map(nameOfCall)).toEqual([name, name]);
    }
  });

  it('hands on the errors of its choice, with their names', async () => {
    const error = {
      status: 400,
      code: 'MalformedPolicyDocument',
      message: 'Invalid principal in policy: <x>',
    };
    proxy.interfere(failing((call: AwsCall) => call.action === 'UpdateAssumeRolePolicy', error));
    await expect(update(openPolicy)).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: 'Invalid principal in policy: <x>',
    });
    expect(proxy.calls).toMatchObject([{ service: 'iam', role: 'proxied' }]);
  });

  it('answers with the state before the newest, and with a role that is not there yet', async () => {
    proxy.interfere(staleReads(1, new Dice(1)));
    await read();
    await update(projectPolicy);
    expect(await read()).toEqual(openPolicy);
    proxy.interfere(notThereYet(() => true));
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('shows principals as IAM does: in any order, account ids as ARNs', async () => {
    const accounts = Array.from({ length: 9 }, (_, digit) => `11112222330${digit}`);
    await update(trusting(accounts));
    proxy.interfere(asIamReads(new Dice(7)));
    const shown = [await read(), await read()].map(({ Statement: [statement] }) => statement?.Principal);
    expect(shown[0]).not.toEqual(shown[1]);
    for (const principal of shown)
      expect((principal as { AWS: string[] }).AWS.toSorted()).toEqual(
        accounts.map((account) => `arn:aws:iam::${account}:root`),
      );
  });

  it('makes about as many calls go wrong as it is told', async () => {
    const happened: Fault[] = [];
    const impatient = new IAMClient({ ...settings(), maxAttempts: 1 });
    proxy.interfere(faulty(0.3, ['throttled'], new Dice(11), (fault) => happened.push(fault)));
    for (let call = 0; call < 100; call++)
      await impatient.send(new GetRoleCommand({ RoleName: 'proxied' })).catch(() => undefined);
    expect(happened.length / proxy.calls.length).toBeGreaterThan(0.2);
    expect(happened.length / proxy.calls.length).toBeLessThan(0.4);
  });
});
