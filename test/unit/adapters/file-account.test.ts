import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FileAccount, FileAccountError } from '../../../adapters/file-account.ts';
import type { Role } from '../../../remediation/ports.ts';
import { putRoleFile, roleOutput } from '../../support/role-files.ts';
import { readNow } from '../../support/role-store-contract.ts';
import { openPolicy, projectPolicy } from '../../support/samples.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const makeFolder = temporaryFolders();
const newDocument = JSON.stringify(projectPolicy);

let folder: string;
let account: FileAccount;

beforeEach(async () => {
  folder = await makeFolder();
  account = new FileAccount(folder);
});

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}

async function listUntilFault(): Promise<{ names: string[]; error: unknown }> {
  const names: string[] = [];
  try {
    for await (const { name } of account.list()) names.push(name);
  } catch (error) {
    return { names, error };
  }
  return { names, error: undefined };
}

async function writeOver(document: unknown, fields = {}): Promise<{ path: string; before: Role }> {
  const path = await putRoleFile(folder, 'a.json', { ...roleOutput('deploy', document, fields), Extra: 1 });
  const before = await readNow(account, 'deploy');
  expect(await account.writeTrustPolicy(before, newDocument)).toEqual({ kind: 'written' });
  return { path, before };
}

describe('reading a role', () => {
  it('finds it by the name inside the file', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    expect((await readNow(account, 'deploy')).arn).toBe('arn:aws:iam::111122223333:role/deploy');
    expect(await account.read('a')).toBeUndefined();
  });

  it.each(['../outside', '..\\outside', '/etc/passwd', 'x\u0000', '__proto__', ''])(
    'answers undefined for the name %j and never looks for such a path',
    async (name) => {
      await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
      await writeFile(join(folder, 'outside.json'), JSON.stringify(roleOutput('outside', openPolicy)));
      expect(await account.read(name)).toBeUndefined();
    },
  );

  it.each([
    ['an object', openPolicy, JSON.stringify(openPolicy)],
    ['text', '{ "Version" : 1 }', '{ "Version" : 1 }'],
    ['percent-encoded text', '%7B%22a%22%3A1%7D', '%7B%22a%22%3A1%7D'],
  ])('returns a document that is %s', async (_, document, trustPolicy) => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', document));
    expect((await readNow(account, 'deploy')).trustPolicy).toBe(trustPolicy);
  });

  it('reads a file that begins with a byte order mark', async () => {
    await putRoleFile(folder, 'a.json', `\uFEFF${JSON.stringify(roleOutput('deploy', openPolicy))}`);
    expect(await readNow(account, 'deploy')).toMatchObject({ name: 'deploy' });
  });

  it('passes over what is no role file by its name', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    await putRoleFile(folder, 'notes.txt', 'not JSON');
    await putRoleFile(folder, '.hidden.json', 'not JSON');
    await putRoleFile(folder, 'a.json.123456', 'left by a crash in the middle of a write');
    expect(await account.read('nobody')).toBeUndefined();
  });
});

describe('reading a role again', () => {
  beforeEach(async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    await putRoleFile(folder, 'b.json', roleOutput('other', openPolicy));
    await account.read('deploy');
  });

  it('reads its own file and no other', async () => {
    await putRoleFile(folder, 'b.json', roleOutput('deploy', openPolicy));
    expect(await account.read('deploy')).toMatchObject({ name: 'deploy' });
  });

  it('sees what somebody wrote into its file', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', projectPolicy));
    expect((await readNow(account, 'deploy')).trustPolicy).toBe(newDocument);
  });

  it('finds it in another file', async () => {
    await rename(join(folder, 'roles', 'a.json'), join(folder, 'roles', 'z.json'));
    expect(await account.read('deploy')).toMatchObject({ name: 'deploy' });
  });

  it('finds it in another file where its own holds another role now', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('other', openPolicy));
    await putRoleFile(folder, 'b.json', roleOutput('deploy', openPolicy));
    expect(await account.read('deploy')).toMatchObject({ name: 'deploy' });
    expect(await account.read('other')).toMatchObject({ name: 'other' });
  });

  it('finds one that was not there before', async () => {
    expect(await account.read('new')).toBeUndefined();
    await putRoleFile(folder, 'c.json', roleOutput('new', openPolicy));
    expect(await account.read('new')).toMatchObject({ name: 'new' });
  });

  it('names both files again and again where two hold it', async () => {
    await putRoleFile(folder, 'c.json', roleOutput('twice', openPolicy));
    await putRoleFile(folder, 'd.json', roleOutput('twice', openPolicy));
    for (let times = 0; times < 2; times++)
      await expect(account.read('twice')).rejects.toThrow('both hold role `twice`');
  });
});

describe('a broken file', () => {
  const { Arn: _, ...withoutArn } = roleOutput('x', openPolicy).Role;
  const broken: readonly [string, unknown, string][] = [
    ['no JSON', '{\n  "Role": oops', 'not JSON'],
    ['a list', [], 'no JSON object'],
    ['no role', { User: {} }, 'no `Role`'],
    ['no ARN', { Role: withoutArn }, 'no `Role.Arn`'],
    [
      'a key that is given twice',
      `{"Role": {\n"Arn": "a", "RoleName": "x",\n"RoleName": "y"}}`,
      '`RoleName` is given twice, in line 3',
    ],
    ['no document', roleOutput('x', null), '`Role.AssumeRolePolicyDocument` is neither an object nor text'],
  ];

  it.each(broken)(
    'that holds %s is named when a role is not found elsewhere',
    async (_what, content, reason) => {
      const path = await putRoleFile(folder, 'broken.json', content);
      const reading = account.read('deploy');
      await expect(reading).rejects.toThrow(FileAccountError);
      await expect(reading).rejects.toThrow(`\`${path}\` is not what \`aws iam get-role\` prints (${reason}`);
      await expect(reading).rejects.toMatchObject({ cause: { message: expect.stringContaining(reason) } });
    },
  );

  it('does not hide the roles of good files, neither for reading nor for writing', async () => {
    await putRoleFile(folder, 'a-broken.json', 'not JSON');
    await putRoleFile(folder, 'b.json', roleOutput('deploy', openPolicy));
    const role = await readNow(account, 'deploy');
    expect(await account.writeTrustPolicy(role, newDocument)).toEqual({ kind: 'written' });
  });

  it('keeps a write from calling the role gone', async () => {
    const path = await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    const role = await readNow(account, 'deploy');
    await writeFile(path, 'not JSON');
    await expect(account.writeTrustPolicy(role, newDocument)).rejects.toThrow(path);
  });

  it('is told on one line, whatever it is called and holds', async () => {
    await putRoleFile(folder, 'a\n\u202Eb.json', '{\n"\u001B[2J\n');
    await expect(account.read('deploy')).rejects.toThrow(/^[^\p{Cc}\p{Cf}]+$/u);
  });

  it('names the folder where there is none', async () => {
    await expect(account.read('deploy')).rejects.toThrow(
      `the folder \`${join(folder, 'roles')}\` cannot be read`,
    );
  });

  it('names both files where two hold one role', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    await putRoleFile(folder, 'b.json', roleOutput('deploy', openPolicy));
    await putRoleFile(folder, 'c.json', roleOutput('other', openPolicy));
    await expect(account.read('deploy')).rejects.toThrow(/a\.json` and `.*b\.json` both hold role `deploy`/);
    expect(await account.read('other')).toMatchObject({ name: 'other' });
  });
});

describe('listing', () => {
  it('returns every role in the order of the file names', async () => {
    await putRoleFile(folder, '2.json', roleOutput('alpha', openPolicy));
    await putRoleFile(folder, '1.json', roleOutput('beta', openPolicy));
    expect(await listUntilFault()).toEqual({ names: ['beta', 'alpha'], error: undefined });
  });

  it.each([
    ['a broken file', 'not JSON'],
    ['a role that two files hold', roleOutput('beta', openPolicy)],
  ])('returns the roles of the good files before it throws for %s', async (_, content) => {
    await putRoleFile(folder, '1.json', content);
    await putRoleFile(folder, '2.json', roleOutput('beta', openPolicy));
    await putRoleFile(folder, '3.json', roleOutput('alpha', openPolicy));
    const { names, error } = await listUntilFault();
    expect(names).toContain('alpha');
    expect(error).toBeInstanceOf(FileAccountError);
  });

  it('throws for all that is wrong, a line each', async () => {
    await mkdir(join(folder, 'roles', 'folder.json'), { recursive: true });
    for (const name of ['1.json', '2.json']) await putRoleFile(folder, name, roleOutput('beta', openPolicy));
    await putRoleFile(folder, '3.json', 'not JSON');
    const { error } = await listUntilFault();
    expect(String(error).split('\n')).toEqual([
      expect.stringContaining('both hold role `beta`'),
      expect.stringMatching(/3\.json` is not what `aws iam get-role` prints/),
      expect.stringMatching(/folder\.json` cannot be read \([^,]*EISDIR: [^,]+\), name a file in it$/),
    ]);
  });
});

describe('writing', () => {
  it('keeps every other field', async () => {
    const fields = { Tags: [{ Key: '__proto__', Value: 'x' }], Description: 'é' };
    const { path } = await writeOver(openPolicy, fields);
    expect(await readJson(path)).toEqual({ ...roleOutput('deploy', projectPolicy, fields), Extra: 1 });
  });

  it('keeps an object an object, indented by two spaces', async () => {
    const { path } = await writeOver(openPolicy);
    const expected = { ...roleOutput('deploy', projectPolicy), Extra: 1 };
    expect(await readFile(path, 'utf8')).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  });

  it('keeps text text', async () => {
    const { path } = await writeOver(JSON.stringify(openPolicy));
    expect(await readJson(path)).toMatchObject(roleOutput('deploy', newDocument));
  });

  it('keeps percent-encoded text percent-encoded', async () => {
    const { path } = await writeOver(encodeURIComponent(JSON.stringify(openPolicy)));
    const { Role: role } = (await readJson(path)) as ReturnType<typeof roleOutput>;
    expect(role.AssumeRolePolicyDocument).toMatch(/^[\w%.~-]+$/);
    expect(JSON.parse(decodeURIComponent(String(role.AssumeRolePolicyDocument)))).toEqual(projectPolicy);
  });

  it('keeps the mode of the file', async () => {
    const path = await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    await chmod(path, 0o600);
    await account.writeTrustPolicy(await readNow(account, 'deploy'), newDocument);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('answers gone for a role that was created again under its name', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    const role = await readNow(account, 'deploy');
    const path = await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy, { RoleId: 'AROANEW' }));
    expect(await account.writeTrustPolicy(role, newDocument)).toEqual({ kind: 'gone' });
    expect(await readJson(path)).toEqual(roleOutput('deploy', openPolicy, { RoleId: 'AROANEW' }));
  });

  it('never shows half a file to a reader, and leaves no other file behind', async () => {
    await putRoleFile(folder, 'a.json', roleOutput('deploy', openPolicy));
    const role = await readNow(account, 'deploy');
    const large = JSON.stringify({ ...projectPolicy, Id: 'x'.repeat(100_000) });
    const writes = Array.from({ length: 20 }, (_, at) =>
      account.writeTrustPolicy(role, at % 2 ? newDocument : large),
    );
    const reads = Array.from({ length: 200 }, () => account.read('deploy'));
    expect((await Promise.all(writes)).every(({ kind }) => kind === 'written')).toBe(true);
    expect((await Promise.all(reads)).every((read) => read?.id === role.id)).toBe(true);
    expect(await readdir(join(folder, 'roles'))).toEqual(['a.json']);
  });
});
