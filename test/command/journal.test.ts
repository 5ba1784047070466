import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { expectText } from '../support/expected.ts';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import { ndjsonOf } from '../support/run-command.ts';
import {
  corpPolicy,
  makeAccount,
  sampleConfiguration,
  widePolicy,
  type SampleAccount,
} from '../support/sample-account.ts';
import { arnOf, limitsText, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();

const roles = { closed: widePolicy, deploy: widePolicy, fine: corpPolicy };

async function applied(configuration = sampleConfiguration): Promise<SampleAccount> {
  const account = await makeAccount(await folder(), roles, configuration);
  const plan = join(account.folder, 'plan.json');
  account.run('plan', ['--quiet', '--out', plan]);
  expect(account.run('apply', ['--auto-approve', '--quiet', plan]).code).toBe(0);
  return account;
}

async function changeOf(account: SampleAccount, role: string): Promise<string> {
  const step = (await account.journal()).find((each) => each['role'] === arnOf(role));
  return String(step?.['change']);
}

/** Puts always the same in the place of what is new in each run. */
function settled(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<change>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<digest>')
    .replaceAll(/configuration [0-9a-f]{12}/g, 'configuration <digest>')
    .replaceAll(`asked by ${userInfo().username}`, 'asked by <user>')
    .replaceAll(`"by": "${userInfo().username}"`, '"by": "<user>"');
}

describe('history', () => {
  it('says as text what was done, and of one role what was replaced', async () => {
    const account = await applied();
    expectText('history-text.txt', settled(account.run('history').stdout));
    const { code, stdout, stderr } = account.run('history', ['deploy']);
    expectText('history-role.txt', settled(stdout));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(account.run('history', [arnOf('deploy')]).stdout).toBe(stdout);
  });

  it('answers as JSON and NDJSON with the documents as JSON', async () => {
    const account = await applied();
    const { stdout } = account.run('history', ['--format', 'json']);
    expectText('history-json.txt', settled(stdout));
    expect(ndjsonOf(account.run('history', ['--format', 'ndjson']).stdout)).toEqual(JSON.parse(stdout));
  });

  it.each([
    ['text', 'nothing is recorded\n'],
    ['json', '[]\n'],
    ['ndjson', ''],
  ])('answers as %s where there is nothing', async (format, stdout) => {
    const account = await makeAccount(await folder());
    expect(account.run('history', ['--format', format])).toEqual({ code: 0, stdout, stderr: '' });
    expect((await applied()).run('history', ['--format', format, 'fine']).stdout).toBe(stdout);
  });

  it('ends with 2 for a journal that is damaged', async () => {
    const account = await applied();
    await writeFile(join(account.folder, 'journal.ndjson'), '{"change":\n{}\n');
    const { code, stdout, stderr } = account.run('history');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^trustwarden: `[^\n]+journal\.ndjson`[^\n]+\n$/);
  });
});

describe('explain', () => {
  it('says of a role that is broader who gets in, what is allowed, what would be done and what was', async () => {
    const account = await applied();
    await putRoleFile(account.folder, 'deploy.json', roleOutput('deploy', openPolicy));
    const { code, stdout, stderr } = account.run('explain', ['deploy']);
    expectText('explain-broader.txt', settled(stdout));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(account.run('explain', [arnOf('deploy')]).stdout).toBe(stdout);
  });

  it('says of a role that is as it should be that nothing would be done', async () => {
    const account = await makeAccount(await folder());
    const { code, stdout } = account.run('explain', ['fine']);
    expectText('explain-fine.txt', settled(stdout));
    expect(code).toBe(0);
  });

  it.each(['nobody', arnOf('path/deploy'), 'arn:aws:iam::444455556666:role/deploy'])(
    'ends with 2 for %s, which is no role of the account',
    async (name) => {
      const account = await makeAccount(await folder());
      const { code, stdout, stderr } = account.run('explain', [name]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(`trustwarden: there is no role \`${name}\` in this account\n`);
    },
  );
});

describe('undo', () => {
  it('shows what it would write, asks, brings the document back and journals it', async () => {
    const account = await applied();
    const change = await changeOf(account, 'deploy');
    const { code, stdout, stderr } = account.run('undo', [change.slice(0, 13)], 'yes\n');
    expectText('undo-text.txt', settled(stdout));
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Write this trust policy? Only `yes` is taken for an answer:\n',
    });
    expect(await account.policyOf('deploy')).toEqual(widePolicy);
    const last = (await account.journal()).at(-1);
    expect(last).toMatchObject({
      remedy: 'undo',
      undoes: change,
      state: 'notified',
      by: userInfo().username,
    });
    expect(account.run('undo', ['--auto-approve', String(last?.['change'])]).code).toBe(0);
    expect(await account.policyOf('deploy')).toEqual(corpPolicy);
  });

  it.each(['', 'no\n', 'y\n'])('writes nothing where the answer is %j', async (answer) => {
    const account = await applied();
    const before = await account.contents();
    const { code, stderr } = account.run('undo', [await changeOf(account, 'deploy')], answer);
    expect(stderr).toContain(`${arnOf('deploy')}: nothing was changed\n`);
    expect(code).toBe(3);
    expect(await account.contents()).toEqual(before);
  });

  it('is silent with --auto-approve and --quiet', async () => {
    const account = await applied();
    const args = ['--auto-approve', '--quiet', await changeOf(account, 'deploy')];
    expect(account.run('undo', args)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('refuses where IAM would not store the old document, and the nearest that it would store stands', async () => {
    const account = await applied();
    await putRoleFile(account.folder, 'deploy.json', roleOutput('deploy', openPolicy));
    const plan = join(account.folder, 'plan.json');
    account.run('plan', ['--quiet', '--out', plan]);
    account.run('apply', ['--auto-approve', '--quiet', plan]);
    const change = String((await account.journal()).at(-1)?.['change']);
    const { code, stdout, stderr } = account.run('undo', ['--auto-approve', change]);
    expect(stderr).toMatch(
      /^arn:[^\n]+role\/deploy: IAM refuses to store a trust policy in which statement 0[^\n]+\n$/,
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(await account.policyOf('deploy')).toEqual(corpPolicy);
  });

  it('refuses a role that was changed since', async () => {
    const account = await applied();
    const change = await changeOf(account, 'deploy');
    await putRoleFile(account.folder, 'deploy.json', roleOutput('deploy', openPolicy));
    const before = await account.contents();
    const { code, stderr } = account.run('undo', ['--auto-approve', change]);
    expect(stderr).toMatch(/^arn:[^\n]+role\/deploy: its trust policy was changed again since[^\n]+\n$/);
    expect(code).toBe(3);
    expect(await account.contents()).toEqual(before);
  });

  it('refuses in enforce, and prints the entry that would cover the role', async () => {
    const account = await applied(sampleConfiguration.replace('dry-run', 'enforce') + limitsText);
    const before = await account.contents();
    const { code, stderr } = account.run('undo', ['--auto-approve', await changeOf(account, 'deploy')]);
    expect(stderr).toContain(arnOf('deploy'));
    expect(stderr).toContain('exempt');
    expect(code).toBe(3);
    expect(await account.contents()).toEqual(before);
  });

  it.each([
    [
      'no change',
      'nothing',
      'the journal knows of no change `nothing`, `trustwarden history` lists them all',
    ],
    ['several changes', '', '2 changes begin with ``, give more of the name'],
  ])('ends with 2 for a name of %s', async (_, name, said) => {
    const account = await applied();
    const { code, stderr } = account.run('undo', ['--auto-approve', name]);
    expect(stderr).toBe(`trustwarden: ${said}\n`);
    expect(code).toBe(2);
  });
});

describe('release', () => {
  const allowing = sampleConfiguration.replace('allow: []', 'allow: [corp/api]');

  it('takes a role out of quarantine as far as the configuration allows, once it is agreed', async () => {
    const account = await applied();
    await writeFile(account.config, allowing);
    const asked = account.run('release', ['closed'], 'no\n');
    expect(asked.code).toBe(3);
    expectText('release-text.txt', settled(asked.stdout));
    const { code, stdout } = account.run('release', ['--auto-approve', arnOf('closed')]);
    expect(stdout).toMatch(/^changed arn:[^\n]+role\/closed, take it back with `trustwarden undo [^\n]+\n$/);
    expect(code).toBe(0);
    expect(await account.policyOf('closed')).toEqual(corpPolicy);
    expect(account.run('plan').code).toBe(0);
  });

  it('refuses where nothing is allowed to come back', async () => {
    const account = await applied();
    const before = await account.contents();
    const { code, stderr } = account.run('release', ['--auto-approve', 'closed']);
    expect(stderr).toMatch(/^arn:[^\n]+role\/closed: nothing of what the old trust policy allows[^\n]+\n$/);
    expect(code).toBe(3);
    expect(await account.contents()).toEqual(before);
  });

  it.each([
    ['nobody', 'there is no role `nobody` in this account'],
    ['fine', 'the journal knows of no quarantine of `fine`, look at `trustwarden history fine`'],
  ])('ends with 2 for %s', async (name, said) => {
    const account = await applied();
    const { code, stderr } = account.run('release', ['--auto-approve', name]);
    expect(stderr).toBe(`trustwarden: ${said}\n`);
    expect(code).toBe(2);
  });
});
