import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { answeringServers } from '../support/answering-server.ts';
import { answerAsIam, testCredentials, type Faults } from '../support/iam-answers.ts';
import { startTrustwarden } from '../support/running-command.ts';
import type { Ended } from '../support/run-command.ts';
import { makeAccount } from '../support/sample-account.ts';
import { arnOf, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const startServer = answeringServers();
const roles = [
  { name: 'closed', policy: openPolicy },
  { name: 'deploy', policy: openPolicy },
];

interface Question {
  readonly faults?: Faults;
  readonly args?: readonly string[];
  readonly environment?: Record<string, string>;
}

async function onAws(
  command: 'plan' | 'apply',
  { faults = {}, args = [], environment = testCredentials }: Question,
): Promise<Ended> {
  const { endpoint } = await startServer(answerAsIam(roles, faults));
  const account = await makeAccount(await folder());
  const plan = join(account.folder, 'plan.json');
  if (command === 'apply') account.run('plan', ['--quiet', '--out', plan]);
  const journal = ['--journal', join(account.folder, 'aws'), '--auto-approve', plan];
  return startTrustwarden(
    [
      command,
      '--config',
      account.config,
      '--endpoint-url',
      endpoint,
      ...args,
      ...(command === 'apply' ? journal : []),
    ],
    { HOME: account.folder, AWS_EC2_METADATA_DISABLED: 'true', ...environment },
  ).ended;
}

function refusedWrite(role: string): string {
  return `refused ${arnOf(role)}: \`UpdateAssumeRolePolicy\` of role \`${role}\` is denied (AccessDenied: User: arn is not authorized), allow \`iam:UpdateAssumeRolePolicy\` to whoever calls\n`;
}

describe('AWS', () => {
  it('is asked with the credentials and the Region of the environment', async () => {
    const { code, stdout, stderr } = await onAws('plan', {});
    expect(stdout).toContain('Plan: 1 to narrow, 1 to quarantine');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  const denied = ['AccessDenied', 'User: arn is not authorized'] as const;

  it('that denies the list is told of in one line, with the permission to add', async () => {
    const { code, stderr } = await onAws('plan', { faults: { ListRoles: denied } });
    expect(stderr).toBe(
      'trustwarden: `ListRoles` is denied (AccessDenied: User: arn is not authorized), allow `iam:ListRoles` to whoever calls\n',
    );
    expect(code).toBe(2);
  });

  it('that denies one role is told of with the role', async () => {
    const { code, stderr } = await onAws('plan', { faults: { GetRole: denied }, args: ['deploy'] });
    expect(stderr).toContain('trustwarden: `GetRole` of role `deploy` is denied');
    expect(stderr).toContain('allow `iam:GetRole` to whoever calls');
    expect(code).toBe(2);
  });

  it('that denies writing is told of for each role, and which permission is missing', async () => {
    const { code, stdout, stderr } = await onAws('apply', { faults: { UpdateAssumeRolePolicy: denied } });
    expect(stderr).toBe(refusedWrite('closed') + refusedWrite('deploy'));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '0 of 2 changes are made\n' });
  });

  it('that throttles is asked again, and told of in the end', async () => {
    const { code, stderr } = await onAws('plan', {
      faults: { GetRole: ['Throttling', 'Rate exceeded'] },
      args: ['deploy'],
    });
    expect(stderr).toBe(
      'trustwarden: `GetRole` of role `deploy` is throttled (Throttling: Rate exceeded), try again later\n',
    );
    expect(code).toBe(2);
  });

  it.each([
    ['plan', { ListRoles: ['ExpiredToken', 'too old'] }, '`ListRoles` has no credentials that count'],
    ['apply', { GetCallerIdentity: ['InvalidClientTokenId', 'no'] }, 'no credentials that AWS takes'],
  ] as const)('that does not take the credentials of %s is told of', async (command, faults, said) => {
    const { code, stderr } = await onAws(command, { faults });
    expect(stderr).toMatch(/^trustwarden: [^\n]+\n$/);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it.each([
    [['--profile', 'nowhere'], {}],
    [[], { AWS_REGION: 'us-east-1' }],
  ])('cannot be asked without credentials, with %j and %j', async (args, environment) => {
    const { code, stderr } = await onAws('plan', {
      args,
      environment: { AWS_REGION: 'us-east-1', ...environment },
    });
    expect(stderr).toMatch(/^trustwarden: `ListRoles` has no credentials that count \([^\n]+\n$/);
    expect(code).toBe(2);
  });

  it('cannot be asked where nobody answers', async () => {
    const { code, stderr } = await onAws('plan', {
      args: ['--endpoint-url', 'http://127.0.0.1:1', 'deploy'],
    });
    expect(stderr).toMatch(
      /^trustwarden: `GetRole` of role `deploy` failed \([^\n]*ECONNREFUSED[^\n]*, try again later\n$/,
    );
    expect(code).toBe(2);
  });

  it('cannot be asked without a Region', async () => {
    const { AWS_REGION: _, ...environment } = testCredentials;
    const { code, stderr } = await onAws('plan', { environment });
    expect(stderr).toBe(
      'trustwarden: `ListRoles` lacks a Region (Error: Region is missing), give `--region` or set `AWS_REGION`\n',
    );
    expect(code).toBe(2);
  });
});
