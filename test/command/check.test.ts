import { describe, expect, it } from '@jest/globals';
import { ndjsonOf, trustwarden } from '../support/run-command.ts';
import { deployArn, dryRunText, hostileText, openPolicy, projectPolicy } from '../support/samples.ts';
import { temporaryFiles } from '../support/temporary-folder.ts';

const files = temporaryFiles();
const unknownOperator = {
  ...openPolicy,
  Statement: [{ ...openPolicy.Statement[0], Condition: { StringResembles: { 'gitlab.com:sub': 'x' } } }],
};

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
      'trustwarden.yml': dryRunText,
      'roles.ndjson': [
        JSON.stringify({ role: deployArn, policy: openPolicy }),
        'oops',
        '',
        JSON.stringify({ role: deployArn, policy: projectPolicy }),
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
    const [broader, unread = {}, fine] = ndjsonOf(ended.stdout);
    expect(broader).toMatchObject({
      role: deployArn,
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
    expect(Object.keys(unread)).toEqual(['source', 'error', 'location']);
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
    const path = await files({ 'trustwarden.yml': dryRunText, 'policy.json': openPolicy });
    const args = ['check', '--config', path('trustwarden.yml'), '--format', 'ndjson', path('policy.json')];
    expect(ndjsonOf(trustwarden([...args, '--role', deployArn]).stdout)).toMatchObject([
      { role: deployArn, remedy: 'narrow' },
    ]);
    expect(ndjsonOf(trustwarden(args).stdout)).toMatchObject([{ error: expect.stringContaining('--role') }]);
  });

  it('says what a role that no entry names gets', async () => {
    const path = await files({ 'trustwarden.yml': dryRunText, 'policy.json': openPolicy });
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
    expect(ndjsonOf(ended.stdout)).toMatchObject([
      { verdict: 'broader', remedy: 'report', unlisted: true, proposed: null },
    ]);
  });

  it('judges a percent-encoded policy and one with a byte order mark', async () => {
    const path = await files({
      'role.json': {
        Role: {
          Arn: deployArn,
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
    expect(ndjsonOf(ended.stdout).map((line) => line['verdict'])).toEqual(['broader', 'broader']);
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
    ['a project path that is none', ['--allow', 'mygroup/*', 'POLICY'], 'is not a project path'],
    ['a group', ['--allow', 'mygroup', 'POLICY'], 'for a group, use `--config`'],
    [
      'the address of a project',
      ['--allow', 'a/b.git', 'POLICY'],
      '--allow: GitLab has no path like `"a/b.git"`',
    ],
    [
      'an issuer that is none',
      ['--allow', 'a/b', '--issuer', 'https://gitlab.com', 'POLICY'],
      '--issuer: `"https://gitlab.com"` is not an issuer, leave the scheme out',
    ],
    [
      'an issuer for nothing',
      ['--config', 'x', '--issuer', 'gitlab.example.com', 'POLICY'],
      '`--issuer` is the instance of `--allow`',
    ],
    [
      'a role that is no ARN',
      ['--allow', 'a/b', '--role', 'deploy', 'POLICY'],
      '"deploy" is not the ARN of a role',
    ],
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
    expect(ndjsonOf(ended.stdout)).toMatchObject([
      { source: 'nowhere.json', error: expect.any(String) },
      { verdict: 'compliant' },
    ]);
    expect(ended.code).toBe(2);
  });
});
