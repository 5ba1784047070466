import { readFileSync } from 'node:fs';
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createIamClient } from '../../adapters/iam-role-store.ts';
import { createS3Client } from '../../adapters/s3-config-source.ts';
import { createSsmClient } from '../../adapters/ssm-config-source.ts';
import { buildFunction, invokeFunction } from '../support/bundled-function.ts';
import { openPolicy } from '../support/samples.ts';

const iam = createIamClient();
const s3 = createS3Client();
const ssm = createSsmClient();
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
  for (const client of [iam, s3, ssm]) client.destroy();
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
