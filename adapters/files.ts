import { open, readFile } from 'node:fs/promises';
import { ownText } from './json-text.ts';

/** Reads a file of UTF-8 text; throws for any other. */
export async function readText(path: string): Promise<string> {
  return decodeText(await readFile(path));
}

/** Decodes UTF-8; throws for any other, where a character replaced in silence could be part of a pattern. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Makes a name that was created or replaced in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // WHY: Windows does not open folders, and keeps names without being asked.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Tells whether an error of `node:fs` says that a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}

/** Returns the code of an error of `node:fs`, such as `EEXIST`. */
export function errorCode(error: unknown): string | undefined {
  return ownText(error, 'code');
}

/** Returns the message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
