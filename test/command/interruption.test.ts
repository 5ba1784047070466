import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { answeringServers } from '../support/answering-server.ts';
import { answerAsIam, testCredentials } from '../support/iam-answers.ts';
import { ndjsonOf } from '../support/run-command.ts';
import { startTrustwarden } from '../support/running-command.ts';
import { makeAccount, type SampleAccount } from '../support/sample-account.ts';
import { arnOf, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const startServer = answeringServers();
const ROLES = 20;
const names = Array.from({ length: ROLES }, (_, at) => `role-${String(at).padStart(3, '0')}`);
const roles = Object.fromEntries(names.map((name) => [name, openPolicy]));
const many = async (): Promise<SampleAccount> => makeAccount(await folder(), roles);

async function planOf(account: SampleAccount): Promise<string> {
  const plan = join(account.folder, 'plan.json');
  expect(account.run('plan', ['--quiet', '--out', plan]).code).toBe(1);
  return plan;
}

async function changedRoles(account: SampleAccount): Promise<readonly string[]> {
  const policies = await Promise.all(
    names.map(async (name) => [name, await account.policyOf(name)] as const),
  );
  return policies.flatMap(([name, policy]) =>
    JSON.stringify(policy) === JSON.stringify(openPolicy) ? [] : [name],
  );
}

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'as %s lets apply finish the role under way, and says what is made; the same plan goes on from there',
    async (signal) => {
      const account = await many();
      const plan = await planOf(account);
      const options = ['--account-dir', account.folder, '--config', account.config];
      const running = startTrustwarden(['apply', '--auto-approve', ...options, plan]);
      await running.until(/changed .*role-003/);
      running.signal(signal);
      const { code, stdout, stderr } = await running.ended;
      expect(code).toBe(130);
      const made = stdout.trimEnd().split('\n');
      expect(stderr).toBe(
        `stopping after what is under way; once more stops at once\nstopped: ${made.length} of ${ROLES} changes are made, and the same plan goes on from here\n`,
      );
      expect(made.length).toBeGreaterThan(3);
      expect(made.length).toBeLessThan(ROLES);
      expect(await changedRoles(account)).toEqual(names.slice(0, made.length));
      const states = (await account.journal()).map((step) => step['state']);
      expect(states.filter((state) => state === 'notified')).toHaveLength(made.length);
      expect(states).toHaveLength(3 * made.length);
      const again = account.run('apply', ['--auto-approve', plan]);
      expect(again.stdout).toContain(`${ROLES} of ${ROLES} changes are made`);
      expect(again.code).toBe(0);
    },
  );

  it('ends a command that waits for AWS at once, without a plan file', async () => {
    const server = await startServer(() => undefined);
    const account = await makeAccount(await folder(), {});
    const plan = join(account.folder, 'plan.json');
    const running = startTrustwarden(
      ['plan', '--config', account.config, '--out', plan, '--endpoint-url', server.endpoint],
      testCredentials,
    );
    while (server.bodies.length === 0) await sleep(10);
    running.signal('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('stopped: 0 roles are looked at, and no plan file is written\n');
    expect(await readdir(account.folder)).toEqual(['trustwarden.yml']);
  });

  it.each(['text', 'ndjson', 'json', 'sarif', 'gitlab'])(
    'ends check as %s while it waits for standard input, with no half of a report',
    async (format) => {
      const running = startTrustwarden(['check', '--allow', 'corp/api', '--format', format, '-']);
      running.type(JSON.stringify({ role: arnOf('deploy'), policy: openPolicy }));
      // WHY: nothing tells from outside that it listens by now; before that it ends by the signal itself.
      await sleep(1500);
      running.signal('SIGINT');
      const { code, stdout, stderr } = await running.ended;
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
      expect(stderr).toContain('stopped, and there is no report of the rest: 0 trust policies');
    },
  );

  it('once more ends it at once, whatever it waits for', async () => {
    const server = await startServer((response, request, body) => {
      if (!body.includes('Action=UpdateAssumeRolePolicy'))
        answerAsIam([{ name: 'deploy', policy: openPolicy }])(response, request, body);
    });
    const account = await makeAccount(await folder());
    const plan = await planOf(account);
    const journal = join(account.folder, 'aws');
    const options = ['--config', account.config, '--endpoint-url', server.endpoint, '--journal', journal];
    const running = startTrustwarden(['apply', '--auto-approve', ...options, plan], testCredentials);
    while (!server.bodies.some((body) => body.includes('Action=UpdateAssumeRolePolicy'))) await sleep(10);
    running.signal('SIGINT');
    await running.until(/once more stops at once/);
    running.signal('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(/\nstopped at once\n$/);
    const steps = ndjsonOf(await readFile(join(journal, 'journal.ndjson'), 'utf8'));
    expect(steps.map((step) => step['state'])).toEqual(['pending']);
  });

  it('at the question ends apply with nothing written', async () => {
    const account = await many();
    const plan = await planOf(account);
    const before = await account.contents();
    const options = ['--account-dir', account.folder, '--config', account.config];
    const running = startTrustwarden(['apply', ...options, plan]);
    await running.until(/Only `yes`/);
    running.signal('SIGINT');
    expect((await running.ended).signal).toBe('SIGINT');
    expect(await account.contents()).toEqual(before);
  });
});
