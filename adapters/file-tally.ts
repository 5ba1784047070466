import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tally } from '../remediation/ports.ts';
import { listTurns, takeTurn } from './file-turns.ts';
import { isMissing } from './files.ts';
import { JournalFileError } from './journal-lines.ts';
import { formatTally, parseTally } from './tally-text.ts';

/** Keeps the tallies of accounts in a folder: for each account a folder of turns, whose numbers are the versions. */
export class FileTally {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Returns the tally of an account; throws {@link JournalFileError} for a file that is damaged. */
  async of(account: string): Promise<Tally> {
    const turns = this.#turnsOf(account);
    for (;;) {
      const version = Math.max(0, ...(await listTurns(turns)));
      if (version === 0) return { account, version, begun: [] };
      const path = join(turns, `${version}`);
      const text = await readIfThere(path);
      // WHY: a turn that went away after it was listed has a higher one after it.
      if (text !== undefined) return readTally(path, text, account, version);
    }
  }

  /** Keeps a tally in the place of the one that it was made from, between processes as within one. */
  keep(tally: Tally): Promise<boolean> {
    return takeTurn(this.#turnsOf(tally.account), tally.version + 1, `${formatTally(tally)}\n`);
  }

  // WHY: a digest, because an account of a file account may be any text.
  #turnsOf(account: string): string {
    return join(this.#folder, createHash('sha256').update(account).digest('hex'));
  }
}

function readTally(path: string, text: string, account: string, version: number): Tally {
  const tally = parseTally(text, account, version);
  if (tally !== undefined) return tally;
  throw new JournalFileError(`\`${path}\` holds no tally of the brakes, restore it or remove its folder`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
