import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FileTally } from '../../../adapters/file-tally.ts';
import { TURNS_KEPT } from '../../../adapters/file-turns.ts';
import { JournalFileError } from '../../../adapters/journal-lines.ts';
import { deployArn } from '../../support/samples.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const makeFolder = temporaryFolders();
const account = '111122223333';
const begun = { role: deployArn, at: '2026-11-20T10:00:00.000Z', isNew: false };

let folder: string;
let tally: FileTally;

beforeEach(async () => {
  folder = await makeFolder();
  tally = new FileTally(folder);
});

async function turns(): Promise<{ path: string; names: readonly string[] }> {
  const [digest = ''] = await readdir(folder);
  const path = join(folder, digest);
  return { path, names: await readdir(path) };
}

/** Keeps one more as soon as a version is there. */
async function keepNext(own: FileTally, version: number): Promise<boolean> {
  for (;;) {
    const read = await own.of(account);
    if (read.version === version) return own.keep({ ...read, begun: [...read.begun, begun] });
  }
}

describe('FileTally', () => {
  it('leaves a few files for each account, whose highest number is the version', async () => {
    for (let version = 0; version < 40; version++) await tally.keep({ account, version, begun: [begun] });
    const numbers = (await turns()).names.map(Number);
    expect(numbers).toHaveLength(TURNS_KEPT);
    expect(Math.max(...numbers)).toBe(40);
    expect(await tally.of(account)).toEqual({ account, version: 40, begun: [begun] });
  });

  it('has kept what a later one was made from before it looked', async () => {
    const [one, other] = await Promise.all([
      tally.keep({ account, version: 0, begun: [begun] }),
      keepNext(new FileTally(folder), 1),
    ]);
    expect([one, other]).toEqual([true, true]);
    expect(await tally.of(account)).toMatchObject({ version: 2, begun: [begun, begun] });
  });

  it('loses no count, however many keep it at once', async () => {
    async function count(times: number): Promise<void> {
      const own = new FileTally(folder);
      for (let kept = 0; kept < times;) {
        const read = await own.of(account);
        if (await own.keep({ ...read, begun: [...read.begun, begun] })) kept++;
      }
    }
    await Promise.all(Array.from({ length: 5 }, () => count(6)));
    expect((await tally.of(account)).begun).toHaveLength(30);
  });

  it('never goes back behind a later one, however long ago it was read', async () => {
    const read = await tally.of(account);
    for (let version = 0; version < 3 * TURNS_KEPT; version++) {
      await tally.keep({ account, version, begun: [begun] });
      expect(await tally.keep({ ...read, begun: [] })).toBe(false);
    }
    expect(await tally.of(account)).toMatchObject({ version: 3 * TURNS_KEPT, begun: [begun] });
  });

  it.each([
    '',
    '[]',
    '{"account":"111122223333"',
    '{"account":"444455556666","begun":[]}',
    '{"account":"111122223333","begun":[{"role":"a","at":"b"}]}',
    '{"account":"111122223333","begun":[],"latched":{"at":"a"}}',
    '{"account":"111122223333","begun":[],"reset":true}',
  ])('throws and names its file where that holds %j, since a brake must not be forgotten', async (text) => {
    await tally.keep({ account, version: 0, begun: [] });
    const { path } = await turns();
    await writeFile(join(path, '2'), text);
    await expect(tally.of(account)).rejects.toThrow(JournalFileError);
    await expect(tally.of(account)).rejects.toThrow(`\`${join(path, '2')}\` holds no tally of the brakes`);
  });

  it('takes the name of an account for no path', async () => {
    await tally.keep({ account: '../../evil', version: 0, begun: [] });
    expect((await turns()).path).toMatch(/[\da-f]{64}$/);
    expect(await tally.of('../../evil')).toMatchObject({ version: 1 });
  });
});
