import { execFile } from 'node:child_process';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FileJournal } from '../../../adapters/file-journal.ts';
import { FileLease } from '../../../adapters/file-lease.ts';
import { takeTurn, TURNS_KEPT } from '../../../adapters/file-turns.ts';
import { deployArn } from '../../support/samples.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const makeFolder = temporaryFolders();
const runFile = promisify(execFile);

let folder: string;

beforeEach(async () => {
  folder = await makeFolder();
});

function leaseAt(now: number): FileLease {
  return new FileLease(folder, () => new Date(now));
}

async function turns(): Promise<{ path: string; names: readonly string[] }> {
  const [role = ''] = await readdir(folder);
  const path = join(folder, role);
  return { path, names: await readdir(path) };
}

describe('a turn whose folder cannot be made', () => {
  it('is told of with the way out', async () => {
    await writeFile(join(folder, 'file'), '');
    const place = join(folder, 'file', 'turns');
    await expect(takeTurn(place, 1, 'x')).rejects.toThrow(
      /turns` could not be written and is as it was \(.*ENOTDIR: not a directory\), make its folder first$/,
    );
  });
});

describe('FileLease', () => {
  it('leaves a few small files for each role, however often it is taken', async () => {
    const lease = leaseAt(0);
    for (let round = 0; round < TURNS_KEPT; round++) {
      expect(await lease.acquire(deployArn, 'one', new Date(60_000))).toBe(true);
      await lease.release(deployArn, 'one');
    }
    expect((await turns()).names).toHaveLength(TURNS_KEPT);
  });

  it('lets only one in at a time, however they contend', async () => {
    let inside = 0;
    let most = 0;
    let entries = 0;
    async function contend(holder: string): Promise<void> {
      const lease = new FileLease(folder, () => new Date());
      for (let round = 0; round < 40; round++) {
        if (!(await lease.acquire(deployArn, holder, new Date(Date.now() + 60_000)))) continue;
        entries++;
        most = Math.max(most, ++inside);
        await sleep(1);
        inside--;
        await lease.release(deployArn, holder);
      }
    }
    await Promise.all(Array.from({ length: 8 }, (_, at) => contend(`holder-${at}`)));
    expect(most).toBe(1);
    expect(entries).toBeGreaterThan(1);
  });

  it.each(['', '{"holder":', '[]', '{"holder":1,"expiresAt":2}', '{"holder":"x"}'])(
    'holds for a minute, and no longer, where its file is %j',
    async (text) => {
      await leaseAt(0).acquire(deployArn, 'one', new Date(1));
      const { path } = await turns();
      await writeFile(join(path, '2'), text);
      await utimes(join(path, '2'), 1000, 1000);
      expect(await leaseAt(1_059_000).acquire(deployArn, 'two', new Date(2_000_000))).toBe(false);
      expect(await leaseAt(1_060_000).acquire(deployArn, 'two', new Date(2_000_000))).toBe(true);
    },
  );

  it('passes over files that are no turns', async () => {
    await leaseAt(0).acquire(deployArn, 'one', new Date(60_000));
    const { path } = await turns();
    for (const name of ['.DS_Store', '9e9', '007', '99999999999999999999'])
      await writeFile(join(path, name), '');
    await mkdir(join(path, 'folder'));
    expect(await leaseAt(0).acquire(deployArn, 'two', new Date(60_000))).toBe(false);
    expect(await leaseAt(60_000).acquire(deployArn, 'two', new Date(120_000))).toBe(true);
  });
});

describe('a lease between processes', () => {
  let program: string;

  beforeEach(async () => {
    program = join(folder, 'contender.cjs');
    const source = join(__dirname, '../../support/lease-contender.ts');
    const esbuild = join(__dirname, '../../../node_modules/.bin/esbuild');
    await runFile(esbuild, [source, '--bundle', '--platform=node', '--format=cjs', `--outfile=${program}`]);
  });

  async function contend(holder: string, ...rest: string[]): Promise<string> {
    const ran = await runFile(process.execPath, [program, folder, deployArn, holder, '60', ...rest]).catch(
      (killed: { stdout: string }) => killed,
    );
    return ran.stdout.trim();
  }

  it('goes to exactly one of several', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => contend(holder)));
    expect(answers.toSorted()).toEqual(['false', 'false', 'false', 'true']);
  });

  it('outlives a process that was killed, until it ends', async () => {
    expect(await contend('dead', 'die')).toBe('true');
    expect(await contend('next')).toBe('false');
    const later = Date.now() + 61_000;
    const journal = new FileJournal(folder, () => new Date(later));
    expect(await journal.acquireLease(deployArn, 'next', new Date(later + 1))).toBe(true);
  });
});
