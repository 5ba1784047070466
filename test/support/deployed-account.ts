import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  paginateListRoles,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoJournal } from '../../adapters/dynamo-journal.ts';
import type { Journal, Notice } from '../../remediation/ports.ts';
import { createJournalTable } from './journal-table.ts';
import { openPolicy, projectPolicy } from './samples.ts';

/** The account of moto. */
export const ACCOUNT = '123456789012';

/** A document of the samples, of the account of moto. */
export function ofAccount<T>(document: T): T {
  return JSON.parse(JSON.stringify(document).replaceAll('111122223333', ACCOUNT)) as T;
}

export const OPEN = ofAccount(openPolicy);
export const NARROW = ofAccount(projectPolicy);

/** Limits that no test reaches. */
export const LIMITS =
  'limits: { changesPerRole: { max: 50, per: 1h }, changesPerAccount: { max: 5000, per: 1h }, shareOfRoles: 1 }\n';

/** What {@link deployInto} returns. */
export type DeployedAccount = Awaited<ReturnType<typeof deployInto>>;

/**
 * Puts what a deployment needs into the server that stands for AWS, past the proxy: the table, the queue of the events,
 * the kill switch, and a queue that keeps every notice.
 *
 * @param endpoint - where the functions reach AWS: the proxy
 * @param configuration - lines beside mode and roles
 */
export async function deployInto(endpoint: string, configuration = LIMITS) {
  const [iam, dynamo, sqs, ssm, events] = [
    new IAMClient({}),
    new DynamoDBClient({}),
    new SQSClient({}),
    new SSMClient({}),
    new EventBridgeClient({}),
  ];
  const folder = await mkdtemp(join(tmpdir(), 'trustwarden-'));
  const config = join(folder, 'trustwarden.yml');
  const name = `deployed-${randomUUID()}`;
  await writeFile(
    config,
    `version: 1\nmode: enforce\nunlisted: quarantine\n${configuration}roles:\n  - { role: "arn:aws:iam::${ACCOUNT}:role/*", allow: [mygroup/myproject] }\n`,
  );
  const table = await createJournalTable(dynamo);
  const queue = await makeQueue(sqs, name);
  const told = await makeQueue(sqs, `${name}-notices`);
  await events.send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["trustwarden"]}' }));
  await events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: 'told', Arn: told.arn }] }));
  const killSwitch = `/${name}/kill-switch`;
  await ssm.send(new PutParameterCommand({ Name: killSwitch, Value: 'off', Type: 'String' }));
  const journal: Journal = new DynamoJournal(table, () => new Date(), dynamo);
  const notices: Notice[] = [];

  return {
    iam,
    journal,
    table,
    queue: queue.url,
    config,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      TRUSTWARDEN_CONFIG: config,
      TRUSTWARDEN_JOURNAL: table,
      // WHY: the client of SQS asks where the URL of the queue leads to, which is past the proxy.
      TRUSTWARDEN_IAM_EVENTS: endpoint + new URL(queue.url).pathname,
      TRUSTWARDEN_KILL_SWITCH: killSwitch,
      TRUSTWARDEN_WRITES: 'trust-policy,inline-policy,managed-policy',
    },
    /** Takes out of the queue whatever is to be looked at again. */
    looks: () => receive(sqs, queue.url),
    /** Every notice so far. */
    notices: async (): Promise<readonly Notice[]> => {
      for (const body of await receive(sqs, told.url))
        notices.push((JSON.parse(body) as { detail: Notice }).detail);
      return notices;
    },
    clean: async (): Promise<void> => {
      await events.send(new RemoveTargetsCommand({ Rule: name, Ids: ['told'] }));
      await events.send(new DeleteRuleCommand({ Name: name }));
      await removeRoles(iam);
      for (const client of [iam, dynamo, sqs, ssm, events]) client.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeQueue(sqs: SQSClient, QueueName: string) {
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return { url, arn: Attributes?.QueueArn };
}

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (messages.length === 0) return bodies;
    bodies.push(...messages.map(({ Body }) => Body ?? ''));
    const Entries = messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

async function removeRoles(client: IAMClient): Promise<void> {
  // WHY: a marker that counts roles passes over some of them while others go.
  const names: string[] = [];
  for await (const { Roles: roles = [] } of paginateListRoles({ client }, {}))
    names.push(...roles.map(({ RoleName = '' }) => RoleName));
  for (const RoleName of names) {
    for await (const { PolicyNames: own = [] } of paginateListRolePolicies({ client }, { RoleName }))
      for (const PolicyName of own) await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    for await (const { AttachedPolicies: attached = [] } of paginateListAttachedRolePolicies(
      { client },
      { RoleName },
    ))
      for (const { PolicyArn } of attached)
        await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await client.send(new DeleteRoleCommand({ RoleName }));
  }
}

/** Creates a role, and returns its ARN. */
export async function createRole(iam: IAMClient, RoleName: string, document: object = OPEN): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify(document);
  const { Role: role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return role?.Arn ?? '';
}

/** Writes the trust policy of a role, as somebody else would. */
export async function editRole(iam: IAMClient, RoleName: string, document: object): Promise<void> {
  const PolicyDocument = JSON.stringify(document);
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
}

/** Returns the trust policy of a role as it stands in the server. */
export async function trustPolicyOf(iam: IAMClient, RoleName: string): Promise<string> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(role?.AssumeRolePolicyDocument ?? '');
}

let eventIds = 0;

/** Makes the event of a trust policy that was written, as EventBridge delivers it. */
export function eventOf(
  roleName: string,
  document: object = OPEN,
  eventName: 'UpdateAssumeRolePolicy' | 'CreateRole' = 'UpdateAssumeRolePolicy',
): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(document);
  return {
    version: '0',
    id: `envelope-${(eventIds += 1)}`,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account: ACCOUNT,
    time: new Date().toISOString(),
    region: 'us-east-1',
    resources: [],
    detail: {
      eventVersion: '1.11',
      eventTime: new Date().toISOString(),
      eventSource: 'iam.amazonaws.com',
      eventName,
      eventID: `event-${eventIds}`,
      awsRegion: 'us-east-1',
      recipientAccountId: ACCOUNT,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
      requestParameters:
        eventName === 'CreateRole'
          ? { roleName, assumeRolePolicyDocument: text }
          : { roleName, policyDocument: text },
      responseElements: null,
    },
  };
}
