import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import packageFile from '../../package.json' with { type: 'json' };
import { expectText } from '../support/expected.ts';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import { ndjsonOf, trustwarden } from '../support/run-command.ts';
import { corpPolicy, makeAccount, sampleConfiguration } from '../support/sample-account.ts';
import { arnOf, openPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const unknownOperator = {
  ...openPolicy,
  Statement: [{ ...openPolicy.Statement[0], Condition: { StringResembles: { 'gitlab.com:sub': 'x' } } }],
};

describe('plan', () => {
  it('says as text what would change, and ends with 1', async () => {
    const account = await makeAccount(await folder());
    const { code, stdout, stderr } = account.run('plan');
    expectText('plan-text.txt', stdout);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('answers as JSON what it writes to a plan file', async () => {
    const account = await makeAccount(await folder());
    const out = join(account.folder, 'plan.json');
    const { code, stdout, stderr } = account.run('plan', ['--format', 'json', '--out', out]);
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({
      madeBy: `trustwarden ${packageFile.version}`,
      configuration: { name: account.config, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(new Date(plan.made).toISOString()).toBe(plan.made);
    const always = { made: '…', madeBy: '…', configuration: { name: '…', digest: '…' } };
    expectText('plan-json.txt', `${JSON.stringify({ ...plan, ...always }, null, 2)}\n`);
    const written = JSON.parse(await readFile(out, 'utf8'));
    expect({ ...written, made: '' }).toEqual({ ...plan, made: '' });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `wrote \`${out}\`, which \`trustwarden apply\` takes\n`,
    });
  });

  it('answers as NDJSON what check answers', async () => {
    const account = await makeAccount(await folder());
    const { code, stdout } = account.run('plan', ['--format', 'ndjson']);
    const files = ['closed', 'deploy', 'fine'].map((role) => join(account.folder, 'roles', `${role}.json`));
    const checked = trustwarden(['check', '--config', account.config, '--format', 'ndjson', ...files]);
    const [planned, judged] = [ndjsonOf(stdout), ndjsonOf(checked.stdout)];
    const always = { source: '…', location: '…' };
    expect(planned.map((line) => ({ ...line, ...always }))).toEqual(
      judged.map((line) => ({ ...line, ...always })),
    );
    expect(planned).toHaveLength(3);
    const digest = createHash('sha256')
      .update(await readFile(account.config))
      .digest('hex');
    expect(new Set(planned.map((line) => line['configuration']))).toEqual(new Set([digest]));
    expect(code).toBe(1);
  });

  it('looks at the roles that are named, by name or ARN', async () => {
    const account = await makeAccount(await folder());
    const { code, stdout } = account.run('plan', ['--format', 'ndjson', 'fine', arnOf('deploy')]);
    expect(ndjsonOf(stdout).map((line) => line['role'])).toEqual([arnOf('fine'), arnOf('deploy')]);
    expect(code).toBe(1);
  });

  it.each([
    ['fine', { fine: corpPolicy }, 0],
    ['only reported', { deploy: openPolicy }, 1],
    ['undecided only', { deploy: unknownOperator, fine: corpPolicy }, 4],
    ['undecided and broader', { deploy: unknownOperator, closed: openPolicy }, 1],
  ])('ends for roles that are %s with its code', async (what, roles, code) => {
    const configuration =
      what === 'only reported'
        ? `${sampleConfiguration}exempt:\n  - { role: "${arnOf('*')}", reason: x, until: 2099-01-01 }\n`
        : sampleConfiguration;
    const account = await makeAccount(await folder(), roles, configuration);
    expect(account.run('plan').code).toBe(code);
  });

  it('ends with 1 where something undecided would be isolated', async () => {
    const configuration = `${sampleConfiguration}undecided: isolate\n`;
    const account = await makeAccount(await folder(), { deploy: unknownOperator }, configuration);
    const { code, stdout } = account.run('plan');
    expect(stdout).toContain('Plan: 0 to narrow, 1 to quarantine, 0 only reported, 0 fine.');
    expect(code).toBe(1);
  });

  it('ends with 2 for roles that cannot be read, and names them in the plan file', async () => {
    const account = await makeAccount(await folder());
    await putRoleFile(account.folder, 'broken.json', '{"Role": {"Arn": "a"');
    await putRoleFile(account.folder, 'odd.json', roleOutput('odd', { Statement: 7 }));
    const out = join(account.folder, 'plan.json');
    const { code, stderr } = account.run('plan', ['--out', out, '--quiet']);
    const said = stderr.trimEnd().split('\n');
    expect(said).toEqual([
      expect.stringMatching(/^arn:aws:iam::111122223333:role\/odd: its trust policy cannot be read: /),
      expect.stringMatching(/^trustwarden: `[^`]+broken\.json` is not what .* line 1, column \d+ on\)/),
    ]);
    const { changes, errors } = JSON.parse(await readFile(out, 'utf8'));
    expect(changes).toHaveLength(2);
    expect(errors).toHaveLength(2);
    expect(code).toBe(2);
    const applied = account.run('apply', ['--auto-approve', '--quiet', out]);
    expect(applied.stderr.split('\n').filter((line) => line.startsWith('not in the plan: '))).toHaveLength(2);
  });

  it.each(['nobody', arnOf('path/deploy')])('ends with 2 for %s, which is no role', async (name) => {
    const account = await makeAccount(await folder());
    const { code, stderr } = account.run('plan', [name, 'fine']);
    expect(stderr).toBe(`trustwarden: there is no role \`${name}\` in this account\n`);
    expect(code).toBe(2);
  });

  it('is silent with --quiet, but for an answer that is asked for', async () => {
    const account = await makeAccount(await folder());
    const out = join(account.folder, 'plan.json');
    expect(account.run('plan', ['--quiet', '--out', out])).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(ndjsonOf(account.run('plan', ['--quiet', '--format', 'ndjson']).stdout)).toHaveLength(3);
  });

  it('replaces a file that is there', async () => {
    const account = await makeAccount(await folder());
    const out = join(account.folder, 'plan.json');
    await writeFile(out, 'old');
    account.run('plan', ['--out', out]);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ format: 'trustwarden-plan', version: 1 });
  });

  it('does not take options of AWS together with a file account', async () => {
    const account = await makeAccount(await folder());
    const { code, stderr } = account.run('plan', ['--profile', 'x']);
    expect(stderr).toContain('`--profile` is for an account in AWS, give it or `--account-dir`');
    expect(code).toBe(2);
  });
});

describe('a quarantine that leaves the trust policy as it is', () => {
  const freezing = `${sampleConfiguration}quarantine: { level: freeze, revokeSessions: true }\n`;

  it('is planned, applied, and then stands', async () => {
    const account = await makeAccount(await folder(), { closed: openPolicy }, freezing);
    const out = join(account.folder, 'plan.json');
    const { code, stdout } = account.run('plan', ['--out', out]);
    expect(stdout).toContain('  remedy: quarantine, freeze, running sessions end\n');
    expect(stdout).toContain('Plan: 0 to narrow, 1 to quarantine, 0 only reported, 0 fine.');
    expect(code).toBe(1);
    expect(JSON.parse(await readFile(out, 'utf8')).changes).toMatchObject([
      { role: arnOf('closed'), after: null, quarantine: { level: 'freeze' }, source: null },
    ]);
    const applied = account.run('apply', ['--auto-approve', out]);
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    expect(applied.stdout).toContain('1 of 1 changes are made');
    expect(await account.policyOf('closed')).toEqual(openPolicy);
    expect((await account.contents())['closed.json']).toContain('TrustwardenFreeze');
    expect(account.run('plan').code).toBe(0);
    expect(account.run('apply', ['--auto-approve', out]).stdout).toContain('is as planned already');
  });

  it.each([{ level: 'freeze-all' }, { level: 'isolate' }, { revocation: null }, { tags: { a: 'b' } }])(
    'is refused where a plan file says %j instead',
    async (forged) => {
      const account = await makeAccount(await folder(), { closed: openPolicy }, freezing);
      const out = join(account.folder, 'plan.json');
      account.run('plan', ['--quiet', '--out', out]);
      const plan = JSON.parse(await readFile(out, 'utf8'));
      plan.changes[0].quarantine = { ...plan.changes[0].quarantine, ...forged };
      await writeFile(out, JSON.stringify(plan));
      const before = await account.contents();
      const { code, stderr } = account.run('apply', ['--auto-approve', out]);
      expect(stderr).toContain('what the plan says is not what the configuration leads to');
      expect(code).toBe(3);
      expect(await account.contents()).toEqual(before);
    },
  );
});
