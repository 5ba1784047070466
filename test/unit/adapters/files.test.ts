import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createFile, replaceFile } from '../../../adapters/files.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const folder = temporaryFolders();

describe('replaceFile', () => {
  it('makes a file, and puts another text in its place', async () => {
    const place = await folder();
    await replaceFile(join(place, 'a'), 'old');
    await replaceFile(join(place, 'a'), 'new');
    expect(await readFile(join(place, 'a'), 'utf8')).toBe('new');
    expect(await readdir(place)).toEqual(['a']);
  });

  it('leaves a link a link, and the mode as it was', async () => {
    const place = await folder();
    await writeFile(join(place, 'a'), 'old');
    await chmod(join(place, 'a'), 0o640);
    await symlink('a', join(place, 'b'));
    await replaceFile(join(place, 'b'), 'new');
    expect(await readlink(join(place, 'b'))).toBe('a');
    expect(await readFile(join(place, 'a'), 'utf8')).toBe('new');
    expect((await stat(join(place, 'a'))).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['folder', 'it is a folder, name a file in it'],
    ['nowhere/a', 'make its folder first'],
    ['file/a', 'make its folder first'],
  ])('says of %s the way out and leaves nothing', async (name, wayOut) => {
    const place = await folder();
    await mkdir(join(place, 'folder'));
    await writeFile(join(place, 'file'), '');
    await expect(replaceFile(join(place, name), 'x')).rejects.toThrow(wayOut);
    expect((await readdir(place)).sort()).toEqual(['file', 'folder']);
  });
});

describe('replaceFile on what is no file', () => {
  it('leaves it in its place', async () => {
    const place = join(await folder(), 'pipe');
    execFileSync('mkfifo', [place]);
    await expect(replaceFile(place, 'x')).rejects.toThrow(
      'could not be written and is as it was (not a file), name a file',
    );
    expect((await stat(place)).isFIFO()).toBe(true);
    expect(await readdir(join(place, '..'))).toEqual(['pipe']);
  });
});

describe('createFile', () => {
  it('makes a file, and never replaces one', async () => {
    const place = await folder();
    await createFile(join(place, 'a'), 'first');
    await expect(createFile(join(place, 'a'), 'second')).rejects.toThrow('move it away or name another');
    expect(await readFile(join(place, 'a'), 'utf8')).toBe('first');
    expect(await readdir(place)).toEqual(['a']);
  });
});
