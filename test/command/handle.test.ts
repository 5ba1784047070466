import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ndjsonOf, trustwarden, type Ended } from '../support/run-command.ts';
import { dryRunText, limitsText, projectPolicy } from '../support/samples.ts';
import { temporaryFiles } from '../support/temporary-folder.ts';

const files = temporaryFiles();

/** Copies the account of the quickstart. */
async function copyAccount(to: string): Promise<string> {
  await cp('examples/quickstart/account', to, { recursive: true });
  return to;
}

const handle = (account: string, configuration: string, ...events: readonly string[]): Ended =>
  trustwarden(['handle', '--account-dir', account, '--config', configuration, ...events]);

describe('handle', () => {
  it('runs events against a file account and goes on behind one that cannot be read', async () => {
    const path = await files({
      'trustwarden.yml': `${dryRunText.replace('dry-run', 'enforce')}${limitsText}`,
      'bad.json': '{',
      'none.json': '{}',
    });
    const account = await copyAccount(path('account'));
    const roleFile = join(account, 'roles', 'deploy.json');
    await writeFile(roleFile, (await readFile(roleFile, 'utf8')).replaceAll('/ci/', '/'));
    const ended = handle(
      account,
      path('trustwarden.yml'),
      path('bad.json'),
      path('none.json'),
      'test/events/update-assume-role-policy.json',
      'test/events/failed-update.json',
    );
    expect(ended.code).toBe(2);
    const problems = ended.stderr.trim().split('\n');
    expect(problems.filter((line) => line.endsWith('(warning)'))).toHaveLength(1);
    expect(problems).toHaveLength(3);
    expect(ended.stdout).toContain('applied: `deploy`, narrow');
    expect(ended.stdout).toContain('ignored: the call failed');
    const rewritten = JSON.parse(await readFile(roleFile, 'utf8'));
    expect(rewritten.Role.AssumeRolePolicyDocument).toEqual(projectPolicy);
    const journal = ndjsonOf(await readFile(join(account, 'journal.ndjson'), 'utf8'));
    expect(journal.map((entry) => entry['state'])).toEqual(['pending', 'written', 'notified']);
  });

  it('ends with 1 where changes are pending, and with 0 once they are made', async () => {
    const path = await files({
      'propose.yml': dryRunText,
      'enforce.yml': `${dryRunText.replace('dry-run', 'enforce')}${limitsText}`,
    });
    const account = await copyAccount(path('account'));
    const roleFile = join(account, 'roles', 'deploy.json');
    await writeFile(roleFile, (await readFile(roleFile, 'utf8')).replaceAll('/ci/', '/'));
    const event = 'test/events/update-assume-role-policy.json';
    const proposed = handle(account, path('propose.yml'), event);
    expect(proposed.stdout).toContain('proposed: `deploy`');
    expect(proposed.code).toBe(1);
    expect(handle(account, path('enforce.yml'), event).code).toBe(0);
    expect(handle(account, path('enforce.yml'), event).code).toBe(0);
  });

  it('is silent but for errors with --quiet', async () => {
    const path = await files({ 'trustwarden.yml': dryRunText, 'bad.json': '{' });
    const account = await copyAccount(path('account'));
    const events = ['test/events/update-assume-role-policy.json', path('bad.json'), '--quiet'];
    const ended = handle(account, path('trustwarden.yml'), ...events);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^\S+bad\.json: [^\n]+\n$/);
  });

  it('refuses a configuration with an error before anything is read or written', async () => {
    const path = await files({ 'trustwarden.yml': 'version: 2\n' });
    const account = await copyAccount(path('account'));
    const ended = handle(account, path('trustwarden.yml'), 'test/events/update-assume-role-policy.json');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('trustwarden.yml:1:');
    await expect(readFile(join(account, 'journal.ndjson'))).rejects.toThrow('ENOENT');
  });
});
