import { randomUUID } from 'node:crypto';
import { chmod, chown, link, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ownText } from './json-text.ts';

/** Reads a file of UTF-8 text; throws for any other. */
export async function readText(path: string): Promise<string> {
  return decodeText(await readFile(path));
}

/** Decodes UTF-8; throws for any other, where a character replaced in silence could be part of a pattern. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Says which file could not be written, that it is as it was, and the way out. */
export class FileWriteError extends Error {
  override readonly name = 'FileWriteError';
  /** Of `node:fs`, such as `EEXIST`. */
  readonly code: string | undefined;

  constructor(path: string, cause: unknown) {
    const wayOut = WAYS_OUT[errorCode(cause) ?? ''] ?? 'try another place';
    // WHY: behind the comma Node names the temporary file, which is nobody's business.
    const why = messageOf(cause).split(', ')[0] ?? '';
    super(`\`${path}\` could not be written and is as it was (${why}), ${wayOut}`, { cause });
    this.code = errorCode(cause);
  }
}

/** Says why a file could not be read, and the way out; the name of the file stands before it. */
export function describeReadFault(cause: unknown): string {
  const wayOut = WAYS_TO_READ[errorCode(cause) ?? ''] ?? 'make it a readable UTF-8 file';
  // WHY: behind the comma Node names the file again.
  return `cannot be read (${messageOf(cause).split(', ')[0]}), ${wayOut}`;
}

const WAYS_TO_READ: Readonly<Record<string, string>> = {
  ENOENT: 'check the path',
  ENOTDIR: 'check the path',
  EISDIR: 'name a file in it',
  EACCES: 'ask for the permission',
  EPERM: 'ask for the permission',
};

const MAKE_ROOM = 'make room on the disk and try again';
const ASK = 'ask for the permission or name another place';
const WAYS_OUT: Readonly<Record<string, string>> = {
  ENOSPC: MAKE_ROOM,
  EDQUOT: MAKE_ROOM,
  EFBIG: MAKE_ROOM,
  EACCES: ASK,
  EPERM: ASK,
  EROFS: ASK,
  EEXIST: 'move it away or name another',
  EISDIR: 'it is a folder, name a file in it',
  ENOENT: 'make its folder first',
  ENOTDIR: 'make its folder first',
  ENOTREG: 'name a file',
};

/**
 * Puts a text in the place of a file, whole or not at all: whoever reads the path sees the old or the new, also after a
 * power cut. A link stays one, and the new file has mode and owner of the old.
 *
 * WHY: the usual library writes once, and a disk that is nearly full takes a part of it without an error.
 *
 * @throws FileWriteError
 */
export function replaceFile(path: string, text: string): Promise<void> {
  return put(path, text, async (temporary, target) => {
    await keepOwner(target, temporary);
    await rename(temporary, target);
  });
}

/**
 * Makes a file of a text, whole or not at all, where there is none.
 *
 * @throws FileWriteError, where there is one as well
 */
export function createFile(path: string, text: string): Promise<void> {
  return put(path, text, async (temporary, target) => {
    await link(temporary, target);
    await rm(temporary);
  });
}

async function put(
  path: string,
  text: string,
  settle: (temporary: string, target: string) => Promise<void>,
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await settle(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new FileWriteError(path, cause);
  }
  await syncFolder(dirname(target));
}

async function keepOwner(from: string, to: string): Promise<void> {
  const old = await stat(from).catch(() => undefined);
  if (old === undefined) return;
  // WHY: root could put a file in the place of `/dev/null`.
  if (!old.isFile() && !old.isDirectory()) throw Object.assign(new Error('not a file'), { code: 'ENOTREG' });
  // WHY: only root may give a file away, and everybody else owns what is replaced anyhow.
  await chown(to, old.uid, old.gid).catch(() => undefined);
  await chmod(to, old.mode);
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
