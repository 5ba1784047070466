import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { trustwarden } from '../support/run-command.ts';
import { hostileText, openPolicy, projectPolicy } from '../support/samples.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const role = 'arn:aws:iam::111122223333:role/deploy';
const unknownOperator = {
  ...openPolicy,
  Statement: [{ ...openPolicy.Statement[0], Condition: { StringResembles: { 'gitlab.com:sub': 'x' } } }],
};
const configuration = `version: 1
mode: dry-run
unlisted: report
roles:
  - { role: "${role}", allow: [mygroup/myproject] }
`;

/** Puts texts into a new folder and returns the path of each by its name. */
async function files(texts: Record<string, unknown>): Promise<(name: string) => string> {
  const place = await folder();
  for (const [name, value] of Object.entries(texts)) {
    await writeFile(join(place, name), typeof value === 'string' ? value : JSON.stringify(value));
  }
  return (name) => join(place, name);
}

type Line = Readonly<Record<string, unknown>>;

const lines = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('check', () => {
  it.each([
    ['fine', projectPolicy, 0],
    ['broader', openPolicy, 1],
    ['an error', '{"Statement":', 2],
    ['undecided only', unknownOperator, 4],
  ])('exits for a policy that is %s with its code', async (_, policy, code) => {
    const path = await files({ 'policy.json': policy });
    const ended = trustwarden(['check', '--allow', 'mygroup/myproject', path('policy.json')]);
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code, stderr: '' });
  });

  it.each([
    [['error', 'broader', 'undecided', 'fine'], 2],
    [['broader', 'undecided', 'fine'], 1],
    [['undecided', 'fine'], 4],
  ])('exits for %j together with the first that applies', async (names, code) => {
    const path = await files({
      error: 'x',
      broader: openPolicy,
      undecided: unknownOperator,
      fine: projectPolicy,
    });
    expect(trustwarden(['check', '--allow', 'mygroup/myproject', ...names.map(path)]).code).toBe(code);
  });

  it('answers NDJSON line by line, in order, and goes on behind a line that cannot be read', async () => {
    const path = await files({
      'trustwarden.yml': configuration,
      'roles.ndjson': [
        JSON.stringify({ role, policy: openPolicy }),
        'oops',
        '',
        JSON.stringify({ role, policy: projectPolicy }),
      ].join('\n'),
    });
    const ended = trustwarden([
      'check',
      '--config',
      path('trustwarden.yml'),
      '--format',
      'ndjson',
      path('roles.ndjson'),
    ]);
    const [broader, unread = {}, fine] = lines(ended.stdout);
    expect(broader).toMatchObject({
      role,
      source: `${path('roles.ndjson')}:1`,
      verdict: 'broader',
      severity: 'critical',
      findings: [
        {
          id: 'subject/unconstrained',
          severity: 'critical',
          statement: 0,
          issuer: 'gitlab.com',
          witness: { sub: 'project_path:a/a:ref_type:branch:ref:a', aud: 'https://gitlab.com' },
          requires: [],
        },
      ],
      remedy: 'narrow',
      proposed: projectPolicy,
    });
    expect(Object.keys(unread)).toEqual(['source', 'error']);
    expect(unread['source']).toBe(`${path('roles.ndjson')}:2`);
    expect(fine).toMatchObject({
      source: `${path('roles.ndjson')}:4`,
      verdict: 'compliant',
      severity: null,
      remedy: 'none',
      proposed: null,
    });
    expect(ended.code).toBe(2);
  });

  it('uses --role for a document that names none', async () => {
    const path = await files({ 'trustwarden.yml': configuration, 'policy.json': openPolicy });
    const args = ['check', '--config', path('trustwarden.yml'), '--format', 'ndjson', path('policy.json')];
    expect(lines(trustwarden([...args, '--role', role]).stdout)).toMatchObject([{ role, remedy: 'narrow' }]);
    expect(lines(trustwarden(args).stdout)).toMatchObject([{ error: expect.stringContaining('--role') }]);
  });

  it('says what a role that no entry names gets', async () => {
    const path = await files({ 'trustwarden.yml': configuration, 'policy.json': openPolicy });
    const other = 'arn:aws:iam::111122223333:role/other';
    const ended = trustwarden([
      'check',
      '--config',
      path('trustwarden.yml'),
      '--role',
      other,
      '--format',
      'ndjson',
      path('policy.json'),
    ]);
    expect(lines(ended.stdout)).toMatchObject([
      { verdict: 'broader', remedy: 'report', unlisted: true, proposed: null },
    ]);
  });

  it('judges a percent-encoded policy and one with a byte order mark', async () => {
    const path = await files({
      'role.json': {
        Role: {
          Arn: role,
          RoleName: 'deploy',
          AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(openPolicy)),
        },
      },
      'marked.json': `\uFEFF${JSON.stringify(openPolicy)}`,
    });
    const ended = trustwarden([
      'check',
      '--allow',
      'a/b',
      '--format',
      'ndjson',
      path('role.json'),
      path('marked.json'),
    ]);
    expect(lines(ended.stdout).map((line) => line['verdict'])).toEqual(['broader', 'broader']);
  });

  it('shows people the finding, the remedy and the difference, without colours', async () => {
    const path = await files({ 'policy.json': openPolicy });
    const { stdout } = trustwarden(['check', '--allow', 'mygroup/myproject', path('policy.json')], {
      CI: 'true',
    });
    expect(stdout).toContain('any gitlab.com project can assume the role, for example `a/a` on branch `a`');
    expect(stdout).toContain('"gitlab.com:sub": "project_path:mygroup/myproject:*"');
    expect(stdout).not.toContain('\u001B');
  });

  it('shows hostile text escaped', async () => {
    const policy = {
      ...openPolicy,
      Statement: [
        {
          ...openPolicy.Statement[0],
          Sid: hostileText,
          Condition: { StringLike: { 'gitlab.com:sub': `project_path:*/*:ref_type:branch:ref:*\u202E*` } },
        },
      ],
    };
    const path = await files({ 'policy.json': policy });
    for (const format of ['text', 'ndjson']) {
      const { stdout } = trustwarden([
        'check',
        '--allow',
        'mygroup/myproject',
        '--format',
        format,
        path('policy.json'),
      ]);
      expect(stdout).toContain('u202e');
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });

  it.each([
    ['nothing that says what is allowed', ['POLICY'], 'give `--config FILE` or `--allow PROJECT`'],
    [
      'both ways of saying it',
      ['--allow', 'a/b', '--config', 'x', 'POLICY'],
      'one of `--allow` and `--config`',
    ],
    ['a project path that is none', ['--allow', 'mygroup/*', 'POLICY'], 'takes a project path'],
    ['a configuration that is not there', ['--config', 'nowhere.yml', 'POLICY'], 'nowhere.yml'],
    ['no file', ['--allow', 'a/b'], 'missing required argument'],
    ['an option that it does not have', ['--alow', 'a/b', 'POLICY'], 'unknown option'],
  ])('refuses %s in one line', async (_, args, said) => {
    const path = await files({ 'policy.json': openPolicy });
    const ended = trustwarden([
      'check',
      ...args.map((arg) => (arg === 'POLICY' ? path('policy.json') : arg)),
    ]);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(said);
  });

  it('names every error of a configuration with its place', async () => {
    const path = await files({
      'trustwarden.yml': 'version: 1\nmod: dry-run\nunlisted: maybe\n',
      'policy.json': openPolicy,
    });
    const ended = trustwarden(['check', '--config', path('trustwarden.yml'), path('policy.json')]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`${path('trustwarden.yml')}:2:1`);
    expect(ended.stderr).toContain('`mode`');
    expect(ended.stderr).toContain(`${path('trustwarden.yml')}:3:`);
  });

  it('answers for a file that is not there and goes on', async () => {
    const path = await files({ 'policy.json': projectPolicy });
    const ended = trustwarden([
      'check',
      '--allow',
      'mygroup/myproject',
      '--format',
      'ndjson',
      'nowhere.json',
      path('policy.json'),
    ]);
    expect(lines(ended.stdout)).toMatchObject([
      { source: 'nowhere.json', error: expect.any(String) },
      { verdict: 'compliant' },
    ]);
    expect(ended.code).toBe(2);
  });
});

const limits =
  'limits: { changesPerRole: { max: 3, per: 1h }, changesPerAccount: { max: 20, per: 1h }, shareOfRoles: 0.1 }\n';

describe('handle', () => {
  it('runs events against a file account and goes on behind one that cannot be read', async () => {
    const path = await files({
      'trustwarden.yml': `${configuration.replace('dry-run', 'enforce')}${limits}`,
      'bad.json': '{',
      'none.json': '{}',
    });
    const account = path('account');
    await cp('examples/quickstart/account', account, { recursive: true });
    const roleFile = join(account, 'roles', 'deploy.json');
    await writeFile(roleFile, (await readFile(roleFile, 'utf8')).replaceAll('/ci/', '/'));
    const ended = trustwarden([
      'handle',
      '--account-dir',
      account,
      '--config',
      path('trustwarden.yml'),
      path('bad.json'),
      path('none.json'),
      'test/events/update-assume-role-policy.json',
      'test/events/failed-update.json',
    ]);
    expect(ended.code).toBe(2);
    expect(ended.stderr.trim().split('\n')).toHaveLength(2);
    expect(ended.stdout).toContain('applied: `deploy`, narrow');
    expect(ended.stdout).toContain('ignored: the call failed');
    const rewritten = JSON.parse(await readFile(roleFile, 'utf8'));
    expect(rewritten.Role.AssumeRolePolicyDocument).toEqual(projectPolicy);
    const journal = lines(await readFile(join(account, 'journal.ndjson'), 'utf8'));
    expect(journal.map((entry) => entry['state'])).toEqual(['pending', 'written', 'notified']);
  });

  it('refuses a configuration with an error before anything is read or written', async () => {
    const path = await files({ 'trustwarden.yml': 'version: 2\n' });
    const account = path('account');
    await cp('examples/quickstart/account', account, { recursive: true });
    const ended = trustwarden([
      'handle',
      '--account-dir',
      account,
      '--config',
      path('trustwarden.yml'),
      'test/events/update-assume-role-policy.json',
    ]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('trustwarden.yml:1:');
    await expect(readFile(join(account, 'journal.ndjson'))).rejects.toThrow('ENOENT');
  });
});

describe('quickstart', () => {
  it('proposes, rewrites, and has nothing left to do', async () => {
    const out = join(await folder(), 'out');
    const { code, stdout } = trustwarden(['quickstart', '--out', out]);
    expect(code).toBe(0);
    expect(stdout.match(/proposed: narrow/g)).toHaveLength(3);
    expect(stdout.match(/done: narrow/g)).toHaveLength(3);
    expect(stdout.match(/done: quarantine, no entry names it/g)).toHaveLength(1);
    expect(stdout).toContain('any gitlab.com project can assume `deploy`, for example `a/a` on branch `a`');
    expect(stdout).toContain('nobody gets in: a gitlab.com token never has `gitlab.example.com:sub`');
    expect(stdout).not.toContain('\u001B');
  });

  it('changes no role in dry run', async () => {
    const out = join(await folder(), 'out');
    expect(trustwarden(['quickstart', '--out', out, '--dry-run-only']).code).toBe(0);
    for (const name of ['deploy', 'publish', 'shared', 'forgotten', 'release', 'copied-from-a-vendor']) {
      const given = await readFile(`examples/quickstart/account/roles/${name}.json`, 'utf8');
      expect(await readFile(join(out, 'roles', `${name}.json`), 'utf8')).toBe(given);
    }
  });

  it('says in one line what is wrong where the examples are not there', () => {
    const ended = trustwarden(['quickstart', '--examples', 'nowhere']);
    expect(ended.code).toBe(2);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
