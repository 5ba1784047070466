import { readFileSync } from 'node:fs';
import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoLastGood } from '../../adapters/dynamo-last-good.ts';
import { DynamoSweeps } from '../../adapters/dynamo-sweeps.ts';
import { FUNCTIONS } from '../../adapters/function-permissions.ts';
import { doctor } from '../../cli/commands/doctor.ts';
import { sweepAccept, sweepStatus } from '../../cli/commands/sweep.ts';
import { loadConfiguration } from '../../config/load.ts';
import { colorsFor } from '../../cli/render/terminal.ts';
import { buildFunction } from '../support/bundled-function.ts';
import {
  ACCOUNT,
  createRole,
  deployInto,
  type DeployedAccount,
  NARROW,
} from '../support/deployed-account.ts';
import { sampleSweep } from '../support/samples.ts';

const KEYS = { 'on-iam-event': 'onIamEvent', 'on-schedule': 'onSchedule', 'on-sweep': 'onSweep' } as const;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:IamEvents`;
const [trails, events] = [new CloudTrailClient({}), new EventBridgeClient({})];

let account: DeployedAccount;

/** Resolves the references of the template as CloudFormation does, in all that a value holds. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::Sub': sub, 'Fn::GetAtt': attribute } = value as Record<string, unknown>;
  const names: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AWS::Region': 'us-east-1',
    'AWS::AccountId': ACCOUNT,
    'sls:stage': 'prod',
    KillSwitch: account.environment.TRUSTWARDEN_KILL_SWITCH,
    IamEvents: QUEUE,
    Journal: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${account.table}`,
    'Journal.Arn': `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${account.table}`,
  };
  if (typeof Ref === 'string') return names[Ref];
  if (typeof sub === 'string')
    return sub.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => names[name] ?? name);
  if (Array.isArray(attribute)) return names[String(attribute[0])] ?? `arn:aws:sqs:us-east-1:${ACCOUNT}:x`;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolved(member)]));
}

async function runDoctor(): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const line = (text: string): void => void lines.push(text);
  const code = await doctor({ stage: 'prod' }, { colors: colorsFor({}), line, problem: line });
  return { code, lines };
}

beforeAll(async () => {
  buildFunction();
  account = await deployInto(process.env['AWS_ENDPOINT_URL'] ?? '');
  const { permissions } = JSON.parse(readFileSync('build/handlers/deployment.json', 'utf8')) as {
    permissions: Readonly<Record<string, unknown>>;
  };
  for (const name of FUNCTIONS) {
    const RoleName = `trustwarden-prod-${name}`;
    await createRole(account.iam, RoleName, NARROW);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: resolved(permissions[KEYS[name]]),
    });
    await account.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: name, PolicyDocument }));
  }
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: 'trustwarden-trail' }));
  await trails.send(new CreateTrailCommand({ Name: 'trail', S3BucketName: 'trustwarden-trail' }));
  await trails.send(new StartLoggingCommand({ Name: 'trail' }));
  const eventName = ['CreateRole', 'UpdateAssumeRolePolicy', 'AcquireRole'];
  const EventPattern = JSON.stringify({ source: ['aws.iam'], detail: { eventName } });
  await events.send(new PutRuleCommand({ Name: 'iam-events', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'iam-events', Targets: [{ Id: 'queue', Arn: QUEUE }] }));
  const text = readFileSync('config/default.yml', 'utf8');
  const loaded = loadConfiguration(text, 'trustwarden.yml');
  const digest = loaded.ok ? loaded.configuration.digest : '';
  const at = new Date().toISOString();
  await new DynamoLastGood(account.table).keepConfiguration({ text, name: 'trustwarden.yml', digest, at });
  const last = { ...sampleSweep, finished: at };
  await new DynamoSweeps(account.table).keepSweeps({ version: 0, last });
}, 120_000);

afterAll(async () => {
  await events.send(new RemoveTargetsCommand({ Rule: 'iam-events', Ids: ['queue'] }));
  await events.send(new DeleteRuleCommand({ Name: 'iam-events' }));
  await trails.send(new DeleteTrailCommand({ Name: 'trail' }));
  await account.clean();
});

describe('doctor on a deployment', () => {
  it('says of everything that it is fine', async () => {
    const { code, lines } = await runDoctor();
    expect(lines.filter((line) => !line.startsWith('fine '))).toEqual([]);
    expect(lines).toHaveLength(9);
    expect(lines.join('\n')).toContain(`dynamodb:${account.table}`);
    expect(code).toBe(0);
  });

  it('sees a trail that does not log', async () => {
    await trails.send(new StopLoggingCommand({ Name: 'trail' }));
    const { code, lines } = await runDoctor();
    await trails.send(new StartLoggingCommand({ Name: 'trail' }));
    expect(lines.filter((line) => line.startsWith('WRONG'))).toEqual([
      expect.stringContaining('WRONG  trail: none of `trail` logs calls that write'),
    ]);
    expect(code).toBe(2);
  });
});

describe('sweep on a deployment', () => {
  it('is accepted by its name, once it is the last', async () => {
    const options = { journal: `dynamodb:${account.table}` };
    const lines: string[] = [];
    const line = (text: string): void => void lines.push(text);
    const output = { colors: colorsFor({}), line, problem: line };
    expect(await sweepAccept('another', options, output)).toBe(3);
    expect(await sweepAccept('sweep-1', options, output)).toBe(0);
    expect(await sweepStatus(options, output)).toBe(0);
    expect(lines[0]).toContain('`another` is not the last sweep');
    expect(lines.at(-1)).toMatch(/^sweep `sweep-1` was accepted at .* by arn:aws:/);
  });
});
