import { stat } from 'node:fs/promises';
import type { Item, ReadOptions } from '../adapters/documents/item.ts';
import { readSource } from '../adapters/documents/read-source.ts';

/** What is found in files, each with the file as the command line names it. */
export interface Sources {
  readonly items: AsyncIterable<{ readonly item: Item; readonly file: string }>;
  /** Returns what tells which part of the files is done; `undefined` where their size is not known. */
  share(): Promise<(() => number) | undefined>;
}

/** Finds the trust policies in files, one after the other. */
export function readAll(files: readonly string[], options: ReadOptions): Sources {
  let done = 0;
  async function* items(): AsyncGenerator<{ item: Item; file: string }> {
    for (const file of files) {
      const found = readSource(file, options, (bytes) => {
        done += bytes;
      });
      for await (const item of found) yield { item, file };
    }
  }
  return {
    items: items(),
    share: async () => {
      const sizes = await Promise.all(files.map(sizeOf));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      return Number.isFinite(total) && total > 0 ? () => done / total : undefined;
    },
  };
}

/** WHY: a pipe has no size, and a file that is not there is answered for by who reads it. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return file === '-' ? Infinity : 0;
  return found.isFile() ? found.size : Infinity;
}
