import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createIamClient } from '../../adapters/iam-role-store.ts';
import { createSsmClient } from '../../adapters/ssm-config-source.ts';
import {
  environmentOf,
  functionNames,
  invokeArtefact,
  packageFunctions,
  unpack,
  type FunctionKey,
  type PackagedTemplate,
} from '../support/artefact.ts';
import { batchOf } from '../support/function-process.ts';
import { openPolicy } from '../support/samples.ts';

const iam = createIamClient();
const ssm = createSsmClient();
const configuration = `version: 1
mode: dry-run
unlisted: report
roles: [{ role: "arn:aws:iam::*:role/deploy", allow: [mygroup/myproject] }]
`;
const parameters = {
  '/trustwarden/configuration': configuration,
  '/trustwarden/prod/kill-switch': 'off',
};

let template: PackagedTemplate;
let folders: Record<FunctionKey, string>;
let account: string;

beforeAll(async () => {
  template = packageFunctions({ TRUSTWARDEN_CONFIG: 'ssm:/trustwarden/configuration' });
  const folder = await mkdtemp(join(tmpdir(), 'trustwarden-artefact-'));
  folders = Object.fromEntries(keys.map((key) => [key, join(folder, key)])) as typeof folders;
  for (const key of keys) unpack(key, folders[key]);
  const document = JSON.stringify(openPolicy);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: document }),
  );
  account = Role?.Arn?.split(':')[4] ?? '';
  for (const [Name, Value] of Object.entries(parameters))
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
}, 300_000);

afterAll(async () => {
  await iam.send(new DeleteRoleCommand({ RoleName: 'deploy' }));
  for (const Name of Object.keys(parameters)) await ssm.send(new DeleteParameterCommand({ Name }));
  for (const client of [iam, ssm]) client.destroy();
  await rm(join(folders.onIamEvent, '..'), { recursive: true });
});

const keys = Object.keys(functionNames) as FunctionKey[];

function invoke(key: FunctionKey, event: object) {
  const environment = environmentOf(template, key, {
    KillSwitch: '/trustwarden/prod/kill-switch',
    Journal: '',
    Sweeps: '',
    'AWS::Partition': 'aws',
    'AWS::AccountId': account,
  });
  return invokeArtefact(key, folders[key], event, environment);
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile());
}

describe('the packaged artefact', () => {
  it('handles a real event on the Node of Lambda, and writes nothing in dry-run', async () => {
    const event = readFileSync('test/events/update-assume-role-policy.json', 'utf8');
    const { answer, node, output } = invoke(
      'onIamEvent',
      batchOf([JSON.parse(event.replaceAll('111122223333', account)), 'unreadable']),
    );
    expect(node).toMatch(/^v24\./);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(output).toContain('"Trustwarden Change Proposed"');
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'deploy' }));
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual(openPolicy);
  });

  it('sweeps the account on the Node of Lambda', () => {
    const { answer, node, output } = invoke('onSweep', batchOf([{ start: 'first' }]));
    expect(node).toMatch(/^v24\./);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(output).toContain('"Trustwarden Change Proposed"');
    expect(output).toContain('"Trustwarden Sweep Finished"');
    expect(output).toContain('"SweepFinished":1');
  });

  it('knows the roles of the stack, which it leaves alone', () => {
    const { TRUSTWARDEN_OWN_ROLES: own = '' } = environmentOf(template, 'onSweep', {
      'AWS::Partition': 'aws',
      'AWS::AccountId': account,
    });
    const roles = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    const arns = roles.map(
      ({ Properties }) => `arn:aws:iam::${account}:role/${String(Properties['RoleName'])}`,
    );
    expect(new Set(own.split(','))).toEqual(new Set(arns));
  });

  it.each(keys)('of %s holds nothing but minified code', (key) => {
    const files = filesIn(folders[key]);
    expect(new Set(files.map((name) => extname(name)))).toEqual(new Set(['.mjs']));
    const name = functionNames[key];
    const code = readFileSync(join(folders[key], 'build', 'handlers', name, `${name}.mjs`), 'utf8');
    expect(code.length / code.split('\n').length).toBeGreaterThan(200);
  });
});
