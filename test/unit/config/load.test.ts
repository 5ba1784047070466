import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import { COMPLETE } from './complete.ts';
import { ALLOW, configurationOf, HEAD, LIMITS, linesOf, problemsOf, warningsOf } from './texts.ts';

const allowed = (line: string) => configurationOf(linesOf(line)).roles[0]?.allow[0];

describe('loadConfiguration', () => {
  it('fills in the defaults of a document with only what is required', () => {
    expect(configurationOf(HEAD)).toEqual({
      mode: 'dry-run',
      unlisted: 'report',
      unfixable: 'quarantine',
      undecided: 'report',
      quarantine: { level: 'isolate', revokeSessions: false, onRefusal: 'freeze' },
      issuers: [{ name: 'gitlab.com', isPublic: true }],
      defaults: [],
      roles: [],
      exempt: [],
      knownRoots: [],
      digest: createHash('sha256').update(HEAD).digest('hex'),
    });
  });

  it('reads every key', () => {
    const { digest, ...rest } = configurationOf(JSON.stringify(COMPLETE));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(rest).toEqual({
      mode: 'dry-run',
      unlisted: 'quarantine',
      unfixable: 'report',
      undecided: 'isolate',
      quarantine: { level: 'isolate', revokeSessions: true, onRefusal: 'report' },
      limits: {
        changesPerRole: { max: 3, per: 3_600_000 },
        changesPerAccount: { max: 20, per: 1_800_000 },
        shareOfRoles: 0.1,
      },
      issuers: [
        { name: 'gitlab.com', isPublic: true },
        { name: 'gitlab.example.com/gitlab', isPublic: true, audiences: ['https://gitlab.example.com'] },
      ],
      defaults: [],
      roles: [
        {
          role: 'arn:aws:iam::111122223333:role/deploy-*',
          mode: 'enforce',
          allow: [
            { kind: 'project', path: 'mygroup/myproject', issuer: 'gitlab.com' },
            {
              kind: 'project',
              path: 'mygroup/api',
              id: '67890',
              issuer: 'gitlab.com',
              refs: { branches: ['main', 'release/*'], tags: ['v*'] },
              shapes: [['project_path', 'ref_type', 'ref']],
            },
            {
              kind: 'group',
              path: 'platform',
              issuer: 'gitlab.example.com/gitlab',
              refs: { branches: ['main'], tags: [] },
              shapes: [['project_path', 'ref_type', 'ref']],
            },
          ],
          quarantine: { level: 'freeze', revokeSessions: false, onRefusal: 'freeze-all' },
        },
      ],
      exempt: [{ role: 'arn:aws:iam::*:role/break-glass', reason: 'on-call access', until: '2027-03-31' }],
      knownRoots: ['mygroup', 'platform'],
    });
  });

  it.each(['default.yml', 'example.yml'])('reads the file %s without a warning', (file) => {
    const text = readFileSync(`config/${file}`, 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/config\.schema\.json\n/);
    expect(loadConfiguration(text, file)).toMatchObject({ ok: true, warnings: [] });
  });

  it('changes nothing by default', () => {
    const text = readFileSync('config/default.yml', 'utf8');
    const issuers = [{ name: 'gitlab.com', isPublic: true }];
    const rest = { defaults: [], roles: [], exempt: [], knownRoots: [] };
    expect(configurationOf(text)).toMatchObject({ mode: 'dry-run', unlisted: 'report', issuers, ...rest });
  });

  it('shows in the example every key that a person writes', () => {
    const keys = [...readFileSync('config/example.yml', 'utf8').matchAll(/[\s{]([a-z]+):/g)];
    const written = [...JSON.stringify({ ...COMPLETE, $schema: undefined }).matchAll(/"([a-z]+)":/g)];
    expect(keys.map(([, key]) => key)).toEqual(expect.arrayContaining(written.map(([, key]) => key)));
  });

  it('reads JSON that is indented with tabs', () => {
    expect(problemsOf(JSON.stringify(COMPLETE, null, '\t'))).toEqual([]);
  });

  it.each([
    ['a byte order mark', `\uFEFF${HEAD}`],
    ['Windows line ends', HEAD.replaceAll('\n', '\r\n')],
    ['a start marker', `---\n${HEAD}`],
    ['explicit tags of the core schema', HEAD.replace('dry-run', '!!str dry-run')],
  ])('reads a text with %s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it('writes aliases out', () => {
    const lines = `      - { project: a/b, branches: &stable [main, 'v*'] }\n      - { group: c, branches: *stable }\n`;
    const [first, second] = configurationOf(ALLOW + lines).roles[0]?.allow ?? [];
    expect(second?.refs).toEqual(first?.refs);
  });

  it('takes the nearest anchor above an alias', () => {
    const lines = ['&x a/one', '*x', '&x a/two', '*x'].map((line) => `      - ${line}\n`).join('');
    const paths = configurationOf(ALLOW + lines).roles[0]?.allow.map(({ path }) => path);
    expect(paths).toEqual(['a/one', 'a/one', 'a/two', 'a/two']);
  });

  it('keeps YAML 1.2 where a directive asks for 1.1', () => {
    const text = `%YAML 1.1\n---\n${HEAD}issuers: [{ issuer: a.example, public: yes }]\n`;
    expect(problemsOf(text)).toEqual([
      '6:40: issuers[0].public: `"yes"` is not a boolean, use `true` or `false`',
    ]);
  });
});

describe('an allowlist line', () => {
  it.each([
    ['a/b', undefined],
    ['{ project: a/b }', undefined],
    ['{ project: a/b, branches: [main] }', { branches: ['main'], tags: [] }],
    ['{ project: a/b, tags: ["v*"] }', { branches: [], tags: ['v*'] }],
    ['{ project: a/b, branches: ["*"], tags: ["*"] }', { branches: ['*'], tags: ['*'] }],
    ['{ group: a, branches: [], tags: ["?"] }', { branches: [], tags: ['?'] }],
  ])('%s allows the refs that it lists, and any where it lists none', (line, refs) => {
    expect(allowed(line)?.refs).toEqual(refs);
    expect(Object.hasOwn(allowed(line) ?? {}, 'refs')).toBe(refs !== undefined);
  });

  it.each([
    ['67890', '67890'],
    ['0x10', '16'],
    ['9007199254740991', '9007199254740991'],
  ])('keeps the id %s as decimal digits', (written, id) => {
    expect(allowed(`{ project: a/b, id: ${written} }`)?.id).toBe(id);
  });

  it('means the first issuer where it names none', () => {
    const text = `issuers: [{ issuer: b.example }, gitlab.com]\ndefaults: { allow: [a/b, { group: c, issuer: gitlab.com }] }\n`;
    expect(configurationOf(HEAD + text).defaults).toEqual([
      { kind: 'project', path: 'a/b', issuer: 'b.example' },
      { kind: 'group', path: 'c', issuer: 'gitlab.com' },
    ]);
  });

  it.each(['a/b', 'A_b.c-d/e/f', '_a/.b', '0/1', 'a--b/c..d'])('takes the project path %s', (path) => {
    expect(allowed(path)?.path).toBe(path);
  });

  it.each(['a', 'a/b/c', 'A_b.c-d'])('takes the group path %s', (path) => {
    expect(allowed(`{ group: ${path} }`)).toEqual({ kind: 'group', path, issuer: 'gitlab.com' });
  });

  it('counts the roots of all lists once, in lower case', () => {
    const text = `${HEAD}defaults: { allow: [Zed/a, { group: zeD/b }] }\nroles:\n  - { role: 'arn:aws:iam::1234567890??:role/*', allow: [ops/x] }\n`;
    expect(configurationOf(text).knownRoots).toEqual(['ops', 'zed']);
  });
});

describe('an issuer', () => {
  it.each([
    ['gitlab.com', true],
    ['{ issuer: gitlab.com, public: true }', true],
    ['{ issuer: gitlab.com }', true],
    ['gitlab.example.com', false],
    ['{ issuer: gitlab.example.com, public: false }', false],
    ['{ issuer: gitlab.example.com/gitlab, public: true }', true],
    ['gitlab.com/gitlab', false],
  ])('%s is public: %s', (written, isPublic) => {
    expect(configurationOf(`${HEAD}issuers: [${written}]\n`).issuers[0]?.isPublic).toBe(isPublic);
  });
});

describe('a role pattern', () => {
  it.each([
    'arn:aws:iam::111122223333:role/deploy',
    'arn:aws:iam::*:role/*',
    'arn:aws:iam::11112222333?:role/path/to/deploy-?',
    'arn:aws-cn:iam::1111*:role/a/*',
    'arn:aws-us-gov:iam::111122223333:role/a',
    'arn:aws-iso-b:iam::111122223333:role/a',
    'arn:aws*:iam::111122223333:role/a',
    'arn:*:iam::*:role/Mixed+Case=,.@_-',
  ])('may be %s', (role) => {
    expect(configurationOf(`${HEAD}roles: [{ role: '${role}', allow: [] }]\n`).roles[0]?.role).toBe(role);
  });

  it('takes the mode of the document where its entry has none', () => {
    const text = `roles:\n  - { role: 'arn:aws:iam::*:role/a', allow: [] }\n  - { role: 'arn:aws:iam::*:role/b', mode: dry-run, allow: [] }\n`;
    const { roles } = configurationOf(HEAD.replace('dry-run', 'enforce') + LIMITS + text);
    expect(roles.map(({ mode }) => mode)).toEqual(['enforce', 'dry-run']);
  });
});

describe('a warning', () => {
  it.each([
    [
      '{ project: a/b, branches: [] }',
      '7:35: roles[0].allow[0].branches: no branch and no tag is listed, so that the entry allows nothing: list one or remove the entry',
    ],
    [
      '{ group: a, branches: [], tags: [] }',
      '7:31: roles[0].allow[0].branches: no branch and no tag is listed, so that the entry allows nothing: list one or remove the entry',
    ],
    [
      '{ group: a, branches: [refs/heads/main] }',
      '7:32: roles[0].allow[0].branches[0]: a token carries the short name of a ref, write `"main"`',
    ],
    [
      '{ group: a, tags: ["refs/tags/v*"] }',
      '7:28: roles[0].allow[0].tags[0]: a token carries the short name of a ref, write `"v*"`',
    ],
  ])('is given about %s', (line, warning) => {
    expect(warningsOf(linesOf(line))).toEqual([warning]);
  });

  it.each(['a/b', '{ group: a, branches: [], tags: [v1] }', 'a/b.github.io', '{ group: a, tags: [refs/x] }'])(
    'is not given about %s',
    (line) => {
      expect(warningsOf(linesOf(line))).toEqual([]);
    },
  );
});

describe('formatProblem', () => {
  it('gives file, line, column, path and message', () => {
    const problem = { file: 'a.yml', line: 2, column: 3, path: 'roles[0]', message: 'wrong, do right' };
    expect(formatProblem(problem)).toBe('a.yml:2:3: roles[0]: wrong, do right');
    expect(formatProblem({ ...problem, path: '' })).toBe('a.yml:2:3: wrong, do right');
  });

  it('escapes the name of the file', () => {
    const problem = { file: 'a\u001b[2J\n.yml', line: 1, column: 1, path: '', message: 'm' };
    expect(formatProblem(problem)).toBe(String.raw`a\u001b[2J\n.yml:1:1: m`);
  });
});
