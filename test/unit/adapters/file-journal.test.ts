import { appendFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FileJournal } from '../../../adapters/file-journal.ts';
import { JournalFileError } from '../../../adapters/journal-lines.ts';
import { deployArn, hostileText, sampleEntry } from '../../support/samples.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const makeFolder = temporaryFolders();

let folder: string;
let path: string;
let journal: FileJournal;

beforeEach(async () => {
  folder = join(await makeFolder(), 'account');
  path = join(folder, 'journal.ndjson');
  journal = new FileJournal(folder, () => new Date());
});

async function changes(): Promise<readonly string[]> {
  return (await journal.changesOf(deployArn)).map(({ change }) => change);
}

/** Keeps a step and then cuts its line, as a crash in the middle of the write would. */
async function appendTorn(change: string, keptBytes: (length: number) => number): Promise<void> {
  const before = await readFile(path).catch(() => Buffer.alloc(0));
  await journal.append(sampleEntry({ change, note: 'é漢' }));
  const { length } = await readFile(path);
  await truncate(path, before.length + keptBytes(length - before.length));
}

describe('the file', () => {
  it('holds one step a line', async () => {
    await journal.append(sampleEntry({ change: 'a' }));
    await journal.append(sampleEntry({ change: 'b', note: hostileText }));
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^[^\n]+\n[^\n]+\n$/);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it('is read by another journal on the same folder', async () => {
    await journal.append(sampleEntry({ change: 'a' }));
    const other = new FileJournal(folder, () => new Date());
    expect(await other.changesOf(deployArn)).toEqual([sampleEntry({ change: 'a' })]);
  });

  it('keeps fields that this version does not know', async () => {
    await mkdir(folder);
    await writeFile(path, `${JSON.stringify({ ...sampleEntry(), later: true })}\n`);
    expect(await journal.changesOf(deployArn)).toEqual([{ ...sampleEntry(), later: true }]);
  });
});

describe('a crash in the middle of a write', () => {
  const cuts: readonly [string, (length: number) => number][] = [
    ['after the first byte', () => 1],
    ['in the middle', (length) => Math.floor(length / 2)],
    ['inside a character', (length) => length - 4],
    ['just before the closing brace', (length) => length - 2],
  ];

  it.each(cuts)('%s loses only the step that was being written', async (_, cut) => {
    await journal.append(sampleEntry({ change: 'a' }));
    await appendTorn('torn', cut);
    expect(await changes()).toEqual(['a']);
  });

  it.each(cuts)('%s glues nothing to the next step', async (_, cut) => {
    await journal.append(sampleEntry({ change: 'a' }));
    await appendTorn('torn', cut);
    await journal.append(sampleEntry({ change: 'b' }));
    await journal.append(sampleEntry({ change: 'c' }));
    expect(await changes()).toEqual(['a', 'b', 'c']);
  });

  it('in the very first write leaves a journal that works', async () => {
    await appendTorn('torn', () => 10);
    expect(await changes()).toEqual([]);
    await journal.append(sampleEntry({ change: 'a' }));
    expect(await changes()).toEqual(['a']);
  });

  it('that lost only the line break loses no step', async () => {
    await appendTorn('whole', (length) => length - 1);
    expect(await changes()).toEqual(['whole']);
    await journal.append(sampleEntry({ change: 'b' }));
    expect(await changes()).toEqual(['whole', 'b']);
  });

  it('that left zeros where the line should be loses only that step', async () => {
    await journal.append(sampleEntry({ change: 'a' }));
    await appendFile(path, Buffer.alloc(64));
    expect(await changes()).toEqual(['a']);
    await journal.append(sampleEntry({ change: 'b' }));
    expect(await changes()).toEqual(['a', 'b']);
  });

  it('twice in a row loses only those steps', async () => {
    await appendTorn('torn', () => 20);
    await appendTorn('torn too', (length) => length - 20);
    await journal.append(sampleEntry({ change: 'a' }));
    expect(await changes()).toEqual(['a']);
  });
});

describe('a damaged line', () => {
  const { after: _, ...incomplete } = sampleEntry();

  it.each([
    ['not JSON', '{"change":'],
    ['no object', '[1]'],
    ['a step without its document', JSON.stringify(incomplete)],
    ['two steps glued', JSON.stringify(sampleEntry()).repeat(2)],
  ])('that is %s is an error with file and line', async (_what, line) => {
    await journal.append(sampleEntry({ change: 'a' }));
    await appendFile(path, `${line}\n`);
    await journal.append(sampleEntry({ change: 'b' }));
    await expect(changes()).rejects.toThrow(JournalFileError);
    await expect(changes()).rejects.toThrow(`\`${path}\` line 2 is no journal entry`);
  });
});

describe('leases', () => {
  it('have names that do not come from the role', async () => {
    await journal.acquireLease(`${deployArn}/../../../evil`, 'one', new Date(Date.now() + 60_000));
    const names = await readdir(join(folder, 'leases'), { recursive: true });
    expect(names).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}.1$/),
    ]);
  });
});

describe('the last good configuration', () => {
  const kept = {
    text: 'version: 1\n',
    name: 'trustwarden.yml',
    digest: '0f',
    at: '2026-11-20T09:13:37.000Z',
  };

  it('stands beside the journal, on one line of visible characters', async () => {
    await journal.keepConfiguration({ ...kept, name: hostileText });
    expect(await readdir(folder)).toEqual(['configuration.json']);
    const text = await readFile(join(folder, 'configuration.json'), 'utf8');
    expect(text).toMatch(/^[^\n]+\n$/);
    expect(text.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it.each([
    ['not JSON', '{"text":'],
    ['no object', '["text"]'],
    ['without its digest', JSON.stringify({ ...kept, digest: undefined })],
    ['with a text that is none', JSON.stringify({ ...kept, text: 1 })],
  ])('is an error with its file where that is %s', async (_, text) => {
    await journal.keepConfiguration(kept);
    const file = join(folder, 'configuration.json');
    await writeFile(file, text);
    await expect(journal.lastConfiguration()).rejects.toThrow(JournalFileError);
    await expect(journal.lastConfiguration()).rejects.toThrow(
      `\`${file}\` holds no configuration that was kept`,
    );
  });
});

describe('a change that begins', () => {
  const account = '111122223333';
  const begun = [{ role: deployArn, at: '2026-11-20T10:00:00.000Z', isNew: false }];

  it('is counted all the same where its step cannot be kept', async () => {
    await mkdir(path, { recursive: true });
    const beginning = journal.begin(sampleEntry(), { account, version: 0, begun });
    await expect(beginning).rejects.toThrow(`\`${path}\` took no step`);
    expect(await journal.tallyOf(account)).toEqual({ account, version: 1, begun });
  });

  it('leaves no step where somebody else counted meanwhile', async () => {
    await journal.keepTally({ account, version: 0, begun: [] });
    expect(await journal.begin(sampleEntry(), { account, version: 0, begun })).toBe(false);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });
});
