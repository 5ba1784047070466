import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamoClient } from '../../adapters/dynamo-journal.ts';
import { DynamoLastGood } from '../../adapters/dynamo-last-good.ts';
import { createIamClient } from '../../adapters/iam-role-store.ts';
import { createS3Client } from '../../adapters/s3-config-source.ts';
import { createSsmClient } from '../../adapters/ssm-config-source.ts';
import { buildFunction, invokeFunction } from '../support/bundled-function.ts';
import { createJournalTable } from '../support/journal-table.ts';
import { openPolicy } from '../support/samples.ts';

const iam = createIamClient();
const s3 = createS3Client();
const ssm = createSsmClient();
const dynamo = createDynamoClient();
const Bucket = 'trustwarden-function';
const good = `version: 1
mode: dry-run
unlisted: report
roles: [{ role: "arn:aws:iam::*:role/deploy", allow: [mygroup/myproject] }]
`;

async function putObject(Key: string, Body: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

async function putParameter(Name: string, Value: string): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
}

let event: string;

beforeAll(async () => {
  buildFunction();
  const document = JSON.stringify(openPolicy);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: document }),
  );
  const account = Role?.Arn?.split(':')[4] ?? '';
  const text = readFileSync('test/events/update-assume-role-policy.json', 'utf8');
  event = text.replaceAll('111122223333', account);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await putObject('good.yml', good);
  await putObject('bad.yml', 'version: 1\nmode: dry\n');
  await putParameter('/trustwarden/good', good);
  await putParameter('/trustwarden/kill-switch', 'on');
});

afterAll(async () => {
  await iam.send(new DeleteRoleCommand({ RoleName: 'deploy' }));
  for (const Key of ['good.yml', 'bad.yml']) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  for (const Name of ['/trustwarden/good', '/trustwarden/kill-switch']) {
    await ssm.send(new DeleteParameterCommand({ Name }));
  }
  for (const client of [iam, s3, ssm, dynamo]) client.destroy();
});

function invoke(environment: Record<string, string>) {
  return invokeFunction([event], environment);
}

describe('the bundled function', () => {
  it.each([`s3://${Bucket}/good.yml`, 'ssm:/trustwarden/good'])(
    'takes the configuration from %s',
    (TRUSTWARDEN_CONFIG) => {
      const { answer, output } = invoke({ TRUSTWARDEN_CONFIG });
      expect(answer).toEqual({ batchItemFailures: [] });
      expect(output).toContain('"Trustwarden Change Proposed"');
      expect(output).toContain('mygroup/myproject');
    },
  );

  it.each([
    [`s3://${Bucket}/bad.yml`, `s3://${Bucket}/bad.yml:2:`],
    [`s3://${Bucket}/none.yml`, `there is no object \`s3://${Bucket}/none.yml\``],
    ['ssm:/trustwarden/none', 'there is no parameter `ssm:/trustwarden/none`'],
  ])('judges nothing under %s, says why and counts it', (TRUSTWARDEN_CONFIG, problem) => {
    const { answer, output } = invoke({ TRUSTWARDEN_CONFIG });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(output).toContain(problem);
    expect(output).toContain('"ConfigurationInvalid":1');
    expect(output).not.toContain('"Trustwarden Change');
  });

  it('does not start where a setting cannot be understood', () => {
    const { answer, output } = invoke({ TRUSTWARDEN_CONFIG: 'https://example.com/' });
    expect(answer).toBeUndefined();
    expect(output).toContain('THROWN `https://example.com/` is no place of a configuration');
  });

  it.each([
    ['/trustwarden/kill-switch', 'the kill switch `ssm:/trustwarden/kill-switch` says `on`'],
    ['/trustwarden/none', 'there is no parameter `ssm:/trustwarden/none`'],
  ])('reads the kill switch %s', (TRUSTWARDEN_KILL_SWITCH, reason) => {
    const { answer, output } = invoke({
      TRUSTWARDEN_CONFIG: `s3://${Bucket}/good.yml`,
      TRUSTWARDEN_KILL_SWITCH,
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(output).toContain('"everything is dry-run"');
    expect(output).toContain(reason);
  });
});

describe('a cold start under a configuration that is not good', () => {
  const digest = createHash('sha256').update(good).digest('hex');
  const TRUSTWARDEN_CONFIG = `s3://${Bucket}/changing.yml`;
  let TRUSTWARDEN_JOURNAL: string;

  beforeAll(async () => {
    TRUSTWARDEN_JOURNAL = await createJournalTable(dynamo);
    await putObject('changing.yml', good);
    const { output } = invoke({ TRUSTWARDEN_CONFIG, TRUSTWARDEN_JOURNAL });
    if (!output.includes('"Trustwarden Change Proposed"')) throw new Error(output);
  });

  it.each([
    ['has an error', 'version: 1\nmode: dry\n', 'changing.yml:2:7: mode: '],
    ['is a megabyte of what is no YAML', '%\n'.repeat(500_000), 'words and marks, shorten it'],
    ['is gone', undefined, 'there is no object'],
  ])('goes on with the last good one of the journal where it %s', async (_, text, problem) => {
    if (text === undefined) await s3.send(new DeleteObjectCommand({ Bucket, Key: 'changing.yml' }));
    else await putObject('changing.yml', text);
    const { answer, output } = invoke({ TRUSTWARDEN_CONFIG, TRUSTWARDEN_JOURNAL });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(output).toContain(problem);
    expect(output).toContain(`"inForce":"${digest}"`);
    expect(output).toContain('"ConfigurationInvalid":1');
    expect(output).toContain('"Trustwarden Change Proposed"');
    expect(output).toContain('mygroup/myproject');
  });

  it('does not believe one that was changed in the journal, and judges nothing', async () => {
    const lastGood = new DynamoLastGood(TRUSTWARDEN_JOURNAL, dynamo);
    const kept = await lastGood.lastConfiguration();
    if (kept === undefined) throw new Error('nothing was kept');
    await lastGood.keepConfiguration({ ...kept, text: good.replace('myproject', 'theirs') });
    const { answer, output } = invoke({ TRUSTWARDEN_CONFIG, TRUSTWARDEN_JOURNAL });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(output).toContain('the last good configuration: its text has another digest');
    expect(output).toContain('"inForce":"none, so nothing is judged"');
    expect(output).not.toContain('"Trustwarden Change');
  });
});
