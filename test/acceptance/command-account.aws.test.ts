import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ndjsonOf, trustwarden, type Ended } from '../support/run-command.ts';
import { corpPolicy, sampleConfiguration, widePolicy } from '../support/sample-account.ts';
import { openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const client = new IAMClient({});
const policies = { closed: openPolicy, deploy: widePolicy, fine: corpPolicy };
const names = Object.keys(policies);
const endpoint = process.env['AWS_ENDPOINT_URL'] ?? '';

let place: string;
let arn: string;

/** Runs a command on the account in AWS with a profile, and with nothing of the environment of the tests. */
function onAws(command: string, args: readonly string[] = [], input = ''): Ended {
  const options = ['--profile', 'auditor', '--region', 'eu-west-1', '--endpoint-url', endpoint];
  const journal = command === 'plan' ? [] : ['--journal', join(place, 'journal')];
  const config = command === 'history' ? [] : ['--config', join(place, 'trustwarden.yml')];
  const environment = {
    AWS_SHARED_CREDENTIALS_FILE: join(place, 'credentials'),
    AWS_CONFIG_FILE: join(place, 'none'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return trustwarden([command, ...options, ...journal, ...config, ...args], environment, input);
}

async function policyOf(name: string): Promise<unknown> {
  const { Role: role } = await client.send(new GetRoleCommand({ RoleName: name }));
  return JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''));
}

async function removeRoles(): Promise<void> {
  for (const RoleName of names) await client.send(new DeleteRoleCommand({ RoleName })).catch(() => undefined);
}

beforeEach(async () => {
  await removeRoles();
  place = await folder();
  for (const RoleName of names) {
    const document = JSON.stringify(policies[RoleName as keyof typeof policies]);
    const made = await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document }));
    arn = (made.Role?.Arn ?? '').replace(RoleName, '');
  }
  const account = arn.split(':')[4] ?? '';
  await writeFile(join(place, 'trustwarden.yml'), sampleConfiguration.replaceAll('111122223333', account));
  await writeFile(
    join(place, 'credentials'),
    '[auditor]\naws_access_key_id = testing\naws_secret_access_key = testing\n',
  );
});

afterAll(async () => {
  await removeRoles();
  client.destroy();
});

describe('the command on an account in AWS', () => {
  it('plans, applies, tells and takes back', async () => {
    const plan = join(place, 'plan.json');
    const planned = onAws('plan', ['--format', 'ndjson', '--out', plan, '--quiet']);
    expect(planned).toMatchObject({ code: 1, stderr: '' });
    const remedies = ndjsonOf(planned.stdout).map(({ role, remedy }) => [role, remedy]);
    expect(Object.fromEntries(remedies)).toEqual({
      [`${arn}closed`]: 'quarantine',
      [`${arn}deploy`]: 'narrow',
      [`${arn}fine`]: 'none',
    });
    expect(await policyOf('deploy')).toEqual(widePolicy);

    const applied = onAws('apply', [plan], 'yes\n');
    expect(applied.stdout).toContain('2 of 2 changes are made');
    expect(applied.code).toBe(0);
    expect(await policyOf('deploy')).toEqual(corpPolicy);
    expect(onAws('plan')).toMatchObject({ code: 0 });

    expect(ndjsonOf(onAws('history', ['--format', 'ndjson']).stdout)).toHaveLength(2);
    const [deploy] = ndjsonOf(onAws('history', ['--format', 'ndjson', 'deploy']).stdout);
    expect(deploy).toMatchObject({
      role: `${arn}deploy`,
      state: 'notified',
      by: expect.stringMatching(/^arn:aws:/),
      before: widePolicy,
      after: corpPolicy,
    });
    const { stdout: page } = onAws('explain', ['deploy']);
    expect(page).toContain(`compliant ${arn}deploy`);
    expect(page).toContain(`change ${String(deploy?.['change'])}, asked by arn:aws:`);

    expect(onAws('undo', ['--auto-approve', String(deploy?.['change'])])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await policyOf('deploy')).toEqual(widePolicy);
    expect(onAws('release', ['--auto-approve', 'closed']).code).toBe(3);
  });

  it('refuses a role that somebody changed since', async () => {
    const plan = join(place, 'plan.json');
    onAws('plan', ['--out', plan, '--quiet', 'deploy']);
    const document = JSON.stringify({ ...openPolicy, Id: 'changed' });
    await client.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'deploy', PolicyDocument: document }));
    const { code, stderr } = onAws('apply', ['--auto-approve', plan]);
    expect(stderr).toContain(`stale ${arn}deploy: its trust policy changed since the plan was made`);
    expect(code).toBe(3);
    expect(await policyOf('deploy')).toEqual({ ...openPolicy, Id: 'changed' });
  });

  it('makes a configuration to start from', () => {
    const init = [
      'config',
      'init',
      '--profile',
      'auditor',
      '--region',
      'eu-west-1',
      '--endpoint-url',
      endpoint,
    ];
    const { code, stdout } = trustwarden(init, { AWS_SHARED_CREDENTIALS_FILE: join(place, 'credentials') });
    expect(stdout).toContain(`${arn}fine`);
    expect(code).toBe(0);
  });
});
