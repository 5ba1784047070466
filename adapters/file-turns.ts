import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createFile, errorCode, FileWriteError, isMissing } from './files.ts';

/*
 * Turns are the numbered files of a folder, of which the highest counts. Whoever has read it creates the next,
 * exclusively, so that of two only one can.
 *
 * INVARIANT: the highest turn of a folder is never removed or written again, so its number only grows.
 */

/** Returns the numbers of the turns in a folder; none where there is no folder. */
export async function listTurns(folder: string): Promise<readonly number[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** How many of the newest turns stay: so many others may come while one process rests between two of its steps. */
export const TURNS_KEPT = 16;

/**
 * Creates a turn, whole and on the disk or not at all, and removes those far below it.
 *
 * INVARIANT: a turn is removed only when there is one that is {@link TURNS_KEPT} above it.
 *
 * @throws FileWriteError
 * @returns `false` where somebody else has taken this turn or a much later one
 */
export async function takeTurn(folder: string, turn: number, text: string): Promise<boolean> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new FileWriteError(folder, cause);
  });
  if (!(await createUnlessThere(join(folder, `${turn}`), text))) return false;
  const all = await listTurns(folder);
  // WHY: where later turns are that many, this one may have been taken before and removed, and counts for nothing.
  const isOver = Math.max(...all) >= turn + TURNS_KEPT;
  const over = isOver ? [turn] : all.filter((other) => other <= turn - TURNS_KEPT);
  await Promise.all(over.map((other) => rm(join(folder, `${other}`), { force: true })));
  return !isOver;
}

async function createUnlessThere(path: string, text: string): Promise<boolean> {
  try {
    await createFile(path, text);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
