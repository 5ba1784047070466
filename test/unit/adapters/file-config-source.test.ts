import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigSourceError } from '../../../adapters/config-source-error.ts';
import { FileConfigSource } from '../../../adapters/file-config-source.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const makeFolder = temporaryFolders();

async function source(
  prepare: (path: string) => Promise<unknown>,
): Promise<{ path: string; source: FileConfigSource }> {
  const path = join(await makeFolder(), 'trustwarden.yml');
  await prepare(path);
  return { path, source: new FileConfigSource(path) };
}

describe('FileConfigSource', () => {
  it('returns the text and the path', async () => {
    const { path, source: config } = await source((at) => writeFile(at, 'version: 1 # é\n'));
    expect(await config.read()).toEqual({ text: 'version: 1 # é\n', name: path });
  });

  it('reads the file anew each time', async () => {
    const { path, source: config } = await source((at) => writeFile(at, 'mode: enforce\n'));
    await config.read();
    await writeFile(path, 'mode: dry-run\n');
    expect((await config.read()).text).toBe('mode: dry-run\n');
  });

  it('drops a byte order mark', async () => {
    const { source: config } = await source((at) => writeFile(at, '\uFEFFversion: 1\n'));
    expect((await config.read()).text).toBe('version: 1\n');
  });

  it('throws one error with the way out where there is no file', async () => {
    const { path, source: config } = await source(async () => {});
    const reading = config.read();
    await expect(reading).rejects.toThrow(ConfigSourceError);
    await expect(reading).rejects.toThrow(
      `there is no configuration at \`${path}\`, write one with \`trustwarden config init\``,
    );
    await expect(reading).rejects.toMatchObject({ cause: { code: 'ENOENT' } });
  });

  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['text that is not UTF-8', (path: string) => writeFile(path, Buffer.from([0x61, 0xff]))],
  ])('throws one error for %s', async (_, prepare) => {
    const { source: config } = await source(prepare);
    await expect(config.read()).rejects.toThrow(/cannot be read \(.*\), make it a readable UTF-8 file$/);
  });
});
