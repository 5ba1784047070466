import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';

/** Returns a function that makes an empty folder, which is removed after the test that asked for it. */
export function temporaryFolders(): () => Promise<string> {
  const made: string[] = [];
  afterEach(async () => {
    await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trustwarden-'));
    made.push(folder);
    return folder;
  };
}

/** Returns a function that puts texts, or JSON, into such a folder and returns the path of each by its name. */
export function temporaryFiles(): (contents: Record<string, unknown>) => Promise<(name: string) => string> {
  const folder = temporaryFolders();
  return async (contents) => {
    const place = await folder();
    for (const [name, value] of Object.entries(contents))
      await writeFile(join(place, name), typeof value === 'string' ? value : JSON.stringify(value));
    return (name) => join(place, name);
  };
}
