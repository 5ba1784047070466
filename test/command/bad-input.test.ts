import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { putRoleFile, roleOutput } from '../support/role-files.ts';
import { COMMAND, trustwarden } from '../support/run-command.ts';
import { startProgram, type Running } from '../support/running-command.ts';
import { corpPolicy, makeAccount, type SampleAccount } from '../support/sample-account.ts';
import { arnOf, openPolicy } from '../support/samples.ts';
import { temporaryFiles, temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const files = temporaryFiles();
const policy = JSON.stringify(corpPolicy, null, 2);
const doubled = policy.replace('"Effect": "Allow",', '"Effect": "Deny",\n      "Effect": "Allow",');

/** What may be wrong with a file that is to be judged, and what is said of it. */
const badFiles: readonly [string, string | Buffer | undefined, string][] = [
  ['a file that is missing', undefined, 'there is no such file, check the path'],
  ['an empty file', '', 'the file is empty, give a policy, a role or an event'],
  ['a file of spaces', ' \n\n', 'the file is empty, give a policy, a role or an event'],
  ['a binary file', Buffer.from([1, 0, 2, 3]), 'it is not text, give JSON or YAML'],
  ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0]), 'it is compressed, unpack it with `gunzip`'],
  ['text that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'it is not text in UTF-8, save it as UTF-8'],
  ['JSON that is cut off', policy.slice(0, 120), 'not JSON from line 7, column 23 on, repair the file'],
  [
    'JSON with a fault',
    policy.replace('"Allow",', '"Allow"'),
    'not JSON from line 6, column 7 on, repair the file',
  ],
  ['a key that is given twice', doubled, '`Effect` is given twice'],
  ['JSON of no known kind', '{"Version": "2012-10-17"}', 'nothing in it is known, give a trust policy'],
  ['JSON that is no object', '7', 'nothing in it is known, give a trust policy'],
  ['YAML of no known kind', 'a:\n  b: 1\n', 'YAML that is no CloudFormation template'],
  ['a policy that is none', '{"Statement": 7}', 'no trust policy: '],
];

describe('check answers in one line, with 2 and without a stack, for', () => {
  it.each(badFiles)('%s', async (_, content, said) => {
    const place = await folder();
    const path = join(place, 'input.json');
    if (content !== undefined) await writeFile(path, content);
    const { code, stdout, stderr } = trustwarden(['check', '--allow', 'corp/api', path]);
    expect(stdout.split('\n').slice(1)).toEqual([
      '1 trust policy: 0 broader, 0 undecided, 1 not readable, 0 fine',
      '',
    ]);
    expect(stdout).toContain(`error ${path}: `);
    expect(stdout).toContain(said);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  });

  it('a folder', async () => {
    const { code, stdout } = trustwarden(['check', '--allow', 'corp/api', await folder()]);
    expect(stdout).toContain('it is a folder, give the files in it');
    expect(code).toBe(2);
  });

  it('standard input with nothing in it', () => {
    const { code, stdout } = trustwarden(['check', '--allow', 'corp/api', '-'], {}, '');
    expect(stdout).toContain('error -: the file is empty');
    expect(code).toBe(2);
  });
});

describe('a role that is given twice', () => {
  it('is judged twice by check, with a note where it was first', async () => {
    const line = JSON.stringify({ role: arnOf('deploy'), policy: openPolicy });
    const path = await files({ 'roles.ndjson': `${line}\n${line}\n` });
    const { code, stdout } = trustwarden(['check', '--allow', 'corp/api', path('roles.ndjson')]);
    expect(stdout).toContain(
      `the role was judged before, in \`${path('roles.ndjson')}:1\`, see which of them counts`,
    );
    expect(code).toBe(1);
  });

  it('is an error in a file account, and the other roles are planned for', async () => {
    const account = await makeAccount(await folder());
    await putRoleFile(account.folder, 'again.json', roleOutput('fine', openPolicy));
    const { code, stdout, stderr } = account.run('plan');
    expect(stdout).toContain('Plan: 1 to narrow, 1 to quarantine');
    expect(stderr).toMatch(
      /^trustwarden: `[^\n]+again\.json` and `[^\n]+fine\.json` both hold role `fine`[^\n]+\n$/,
    );
    expect(code).toBe(2);
  });
});

describe('an account or a configuration that cannot be read ends in one line, with 2:', () => {
  const noAccount = 'cannot be read, name a folder that holds `roles/*.json`';
  it.each([
    ['plan', 'nowhere', noAccount],
    ['explain', 'nowhere', noAccount],
    ['release', 'nowhere', noAccount],
    ['plan', 'file', noAccount],
  ])('%s with %s as its account', async (command, name, said) => {
    const account = await makeAccount(await folder());
    await writeFile(join(account.folder, 'file'), '');
    const place = join(account.folder, name);
    const args = command === 'plan' ? [] : ['deploy'];
    const ended = trustwarden([command, '--account-dir', place, '--config', account.config, ...args]);
    expect(ended.stderr).toMatch(/^trustwarden: [^\n]+\n$/);
    expect(ended.stderr).toContain(said);
    expect({ code: ended.code }).toEqual({ code: 2 });
  });

  it.each(['check', 'plan', 'apply', 'explain', 'undo', 'release', 'handle'])(
    '%s with a configuration that is a folder',
    async (command) => {
      const account = await makeAccount(await folder());
      const plan = join(account.folder, 'plan.json');
      account.run('plan', ['--out', plan]);
      await mkdir(join(account.folder, 'folder'));
      const ended = trustwarden([
        command,
        '--config',
        join(account.folder, 'folder'),
        ...(command === 'check' ? [] : ['--account-dir', account.folder]),
        command === 'undo' ? '' : command === 'apply' ? plan : 'fine',
      ]);
      expect(ended.stderr).toMatch(/^trustwarden: [^\n]+\n$/);
      expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    },
  );
});

describe('a file that is not there, or a folder,', () => {
  it.each([
    [
      'apply',
      'nowhere',
      'trustwarden: `nowhere` cannot be read (ENOENT: no such file or directory), check the path',
    ],
    [
      'apply',
      '.',
      'trustwarden: `.` cannot be read (EISDIR: illegal operation on a directory), name a file in it',
    ],
    ['handle', 'nowhere', 'nowhere: cannot be read (ENOENT: no such file or directory), check the path'],
    ['handle', '.', '.: cannot be read (EISDIR: illegal operation on a directory), name a file in it'],
  ])('is told of by %s for %s', async (command, name, said) => {
    const account = await makeAccount(await folder());
    const { code, stdout, stderr } = account.run(command, [name]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `${said}\n` });
  });
});

/** WHY: a file that may only be written is closed to its reader even where that is root. */
const UNREADABLE = '/proc/sys/vm/compact_memory';
const describeWhereUnreadable = existsSync(UNREADABLE) ? describe : describe.skip;

describeWhereUnreadable('what may not be read', () => {
  it('is told of by check', () => {
    const { code, stdout } = trustwarden(['check', '--allow', 'corp/api', UNREADABLE]);
    expect(stdout).toContain(
      `error ${UNREADABLE}: it may not be read, ask for the permission or pipe it in as \`-\``,
    );
    expect(code).toBe(2);
  });

  it.each(['check', 'plan', 'apply', 'handle'])('is told of by %s', async (command) => {
    const account = await makeAccount(await folder());
    const { code, stdout, stderr } =
      command === 'check'
        ? trustwarden(['check', '--config', UNREADABLE, 'x'])
        : command === 'plan'
          ? trustwarden(['plan', '--config', UNREADABLE, '--account-dir', account.folder])
          : account.run(command, [UNREADABLE]);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(UNREADABLE);
    expect(stderr).toMatch(/permission/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('what may not be written', () => {
  const places = ['/proc/plan.json', '/sys/plan.json', '/dev/full/plan.json'].filter((path) =>
    existsSync(join(path, '..')),
  );

  it.each([...places, 'nowhere/plan.json'])(
    'such as a plan in %s is told of, with what to do',
    async (out) => {
      const account = await makeAccount(await folder());
      const { code, stderr } = account.run('plan', ['--quiet', '--out', out]);
      expect(stderr).toMatch(
        /^trustwarden: `[^\n]+plan\.json` could not be written and is as it was \(E[^\n]+\), [^\n]+\n$/,
      );
      expect(code).toBe(2);
    },
  );
});

/**
 * Starts a command that may write so many blocks of 512 bytes into a file: a disk that becomes full in the middle.
 *
 * WHY: without somebody who listens, Linux ends a process that goes beyond the limit, where a disk only answers.
 */
function startOnFullDisk(blocks: number, args: readonly string[]): Running {
  const listening = '--import=data:text/javascript,process.on(%22SIGXFSZ%22,()=>0)';
  return startProgram('sh', ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, COMMAND, ...args], {
    NODE_OPTIONS: listening,
  });
}

function onAccount({ folder: place, config }: SampleAccount): readonly string[] {
  return ['--account-dir', place, '--config', config];
}

async function textsIn(place: string): Promise<unknown> {
  const names = await readdir(place);
  return Promise.all(names.map(async (name) => [name, await readFile(join(place, name), 'utf8')]));
}

describe('a full disk', () => {
  it.each([{}, { 'plan.json': 'old' }])('leaves no half of a plan in a folder with %j', async (texts) => {
    const account = await makeAccount(await folder());
    const path = await files(texts);
    const before = await textsIn(path('.'));
    const args = ['plan', '--quiet', '--out', path('plan.json'), ...onAccount(account)];
    const { code, stderr } = await startOnFullDisk(4, args).ended;
    expect(stderr).toBe(
      `trustwarden: \`${path('plan.json')}\` could not be written and is as it was (EFBIG: file too large), make room on the disk and try again\n`,
    );
    expect(code).toBe(2);
    expect(await textsIn(path('.'))).toEqual(before);
  });

  it('keeps a role from being changed whose journal cannot be written', async () => {
    const account = await makeAccount(await folder());
    const plan = join(account.folder, 'plan.json');
    account.run('plan', ['--out', plan]);
    const before = await account.contents();
    const { code, stdout, stderr } = await startOnFullDisk(1, [
      'apply',
      '--auto-approve',
      ...onAccount(account),
      plan,
    ]).ended;
    const lines = ['closed', 'deploy'].map(
      (role) => `${arnOf(role)}: \`[^\\n]+journal\\.ndjson\` took [^\\n]+ make room on the disk[^\\n]+\\n`,
    );
    expect(stderr).toMatch(new RegExp(`^${lines.join('')}$`));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '0 of 2 changes are made\n' });
    expect({ ...(await account.contents()), journal: '' }).toEqual(before);
    expect(account.run('history').stdout).toBe('nothing is recorded\n');
    expect(account.run('apply', ['--auto-approve', plan]).code).toBe(0);
  });

  it('leaves a role as it was whose file cannot be written', async () => {
    const account = await makeAccount(await folder(), { deploy: openPolicy });
    await putRoleFile(
      account.folder,
      'deploy.json',
      roleOutput('deploy', openPolicy, { Description: 'x'.repeat(9000) }),
    );
    const plan = join(account.folder, 'plan.json');
    account.run('plan', ['--out', plan]);
    const { code, stderr } = await startOnFullDisk(16, [
      'apply',
      '--auto-approve',
      ...onAccount(account),
      plan,
    ]).ended;
    expect(stderr).toMatch(/role\/deploy: `[^\n]+deploy\.json` could not be written and is as it was/);
    expect(code).toBe(2);
    expect(await account.policyOf('deploy')).toEqual(openPolicy);
    expect(await readdir(join(account.folder, 'roles'))).toEqual(['deploy.json']);
  });
});
