import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createIamClient } from '../../adapters/iam-role-store.ts';
import { trustwarden } from '../support/run-command.ts';
import { openPolicy, projectPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const iam = createIamClient();
const endpoint = process.env['AWS_ENDPOINT_URL'] ?? '';
/** WHY: more than IAM returns in one page. */
const OTHERS = Array.from({ length: 120 }, (_, number) => `other-${number}`);
const lambda = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

async function createRole(RoleName: string, policy: object, Path = '/'): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify(policy);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument }));
  return Role?.Arn ?? '';
}

let arns: { readonly open: string; readonly project: string };

beforeAll(async () => {
  for (const name of OTHERS) await createRole(name, lambda);
  arns = {
    open: await createRole('trustwarden-open', openPolicy),
    project: await createRole('trustwarden-project', projectPolicy, '/team/a/'),
  };
});

afterAll(async () => {
  for (const RoleName of [...OTHERS, 'trustwarden-open', 'trustwarden-project'])
    await iam.send(new DeleteRoleCommand({ RoleName }));
  iam.destroy();
});

/** What leads to the account, and nothing else of this process. */
const environment = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };
const nowhere = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
};

describe('config init of an account in AWS', () => {
  it('writes what the trust policies of all its roles name, in dry-run, and it is valid', async () => {
    const out = join(await folder(), 'trustwarden.yml');
    const ended = trustwarden(['config', 'init', '--out', out], {
      ...environment,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: endpoint,
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain(`wrote ${out} from 122 roles`);
    const text = await readFile(out, 'utf8');
    expect(parse(text)).toEqual({
      version: 1,
      mode: 'dry-run',
      unlisted: 'report',
      issuers: ['gitlab.com'],
      defaults: { allow: [] },
      roles: [
        { role: arns.project, allow: ['mygroup/myproject'] },
        { role: arns.open, allow: [] },
      ].toSorted((one, other) => (one.role < other.role ? -1 : 1)),
    });
    expect(text).toMatch(
      /\n {2}# a statement asks for no subject of gitlab\.com[^\n]+\n {2}- role: [^\n]+trustwarden-open\n/,
    );
    expect(trustwarden(['config', 'validate', out]).code).toBe(0);
    const explained = trustwarden(['config', 'explain', arns.project, '--config', out]);
    expect(explained.stdout).toContain('project mygroup/myproject, of gitlab.com, any ref');
  });

  it('is led there by the command line alone', () => {
    const args = ['config', 'init', '--region', 'us-east-1', '--endpoint-url', endpoint];
    const { code, stdout } = trustwarden(args, environment);
    expect(code).toBe(0);
    expect(parse(stdout).roles).toHaveLength(2);
  });

  it.each([
    [
      'without credentials',
      ['--region', 'us-east-1', '--endpoint-url', endpoint],
      nowhere,
      /`ListRoles` has no credentials that count/,
    ],
    [
      'with a profile that there is not',
      ['--region', 'us-east-1', '--profile', 'none'],
      nowhere,
      /no credentials that count/,
    ],
    ['without a Region', [], { ...environment, ...nowhere }, /[Rr]egion/],
    [
      'of a file account and of AWS at once',
      ['--account-dir', '.', '--region', 'us-east-1'],
      {},
      /`--region` is for an account in AWS/,
    ],
  ])('%s writes nothing and says why on one line', async (_, args, variables, reason) => {
    const out = join(await folder(), 'trustwarden.yml');
    const { code, stdout, stderr } = trustwarden(['config', 'init', '--out', out, ...args], variables);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^trustwarden: [^\n]+\n$/);
    expect(stderr).toMatch(reason);
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });
});
