import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../remediation/ports.ts';
import { listTurns, takeTurn } from './file-turns.ts';
import { isMissing } from './files.ts';
import { isObject, own } from './json-text.ts';

/** How long a lease that cannot be read counts: its process may be about to write it, or may be dead. */
const unreadableFor = 60_000;

interface Lease {
  readonly turn: number;
  /** `null` where the role was given back, `undefined` where the turn cannot be read. */
  readonly holder: string | null | undefined;
  readonly expiresAt: number;
}

/**
 * Keeps leases in a folder, between processes as within one.
 *
 * Each role has a folder of turns. Whoever takes or gives back the role creates the next one; no timer and no process
 * has to stay alive for a lease to hold or to end.
 */
export class FileLease {
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Takes the role for one holder until a moment; `false` while another holds it. */
  async acquire(role: string, holder: string, expiresAt: Date): Promise<boolean> {
    const turns = this.#turnsOf(role);
    const newest = await this.#newest(turns);
    const taken = newest.holder !== null && newest.expiresAt > this.#clock().getTime();
    if (taken && newest.holder !== holder) return false;
    return take(turns, { turn: newest.turn + 1, holder, expiresAt: expiresAt.getTime() });
  }

  /** Gives the role back where this holder still has it. */
  async release(role: string, holder: string): Promise<void> {
    const turns = this.#turnsOf(role);
    const newest = await this.#newest(turns);
    if (newest.holder === holder) await take(turns, { turn: newest.turn + 1, holder: null, expiresAt: 0 });
  }

  // WHY: a digest, because a role's name may hold what a file system reads as a path.
  #turnsOf(role: string): string {
    return join(this.#folder, createHash('sha256').update(role).digest('hex'));
  }

  async #newest(turns: string): Promise<Lease> {
    for (;;) {
      const turn = Math.max(0, ...(await listTurns(turns)));
      if (turn === 0) return { turn, holder: null, expiresAt: 0 };
      const lease = await readTurn(turns, turn);
      // WHY: a turn that went away after it was listed has a higher one after it.
      if (lease !== undefined) return lease;
    }
  }
}

function take(turns: string, { turn, holder, expiresAt }: Lease): Promise<boolean> {
  return takeTurn(turns, turn, JSON.stringify({ holder, expiresAt }));
}

async function readTurn(turns: string, turn: number): Promise<Lease | undefined> {
  const path = join(turns, `${turn}`);
  try {
    const lease = parseLease(turn, await readFile(path, 'utf8'));
    return lease ?? { turn, holder: undefined, expiresAt: (await stat(path)).mtimeMs + unreadableFor };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parseLease(turn: number, text: string): Lease | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const [holder, expiresAt] = [own(value, 'holder'), own(value, 'expiresAt')];
    if (!isObject(value) || typeof expiresAt !== 'number') return undefined;
    return holder === null || typeof holder === 'string' ? { turn, holder, expiresAt } : undefined;
  } catch {
    return undefined;
  }
}
