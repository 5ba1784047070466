import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  Clock,
  Journal,
  JournalEntry,
  KeptConfiguration,
  LastGood,
  Tally,
} from '../remediation/ports.ts';
import { FileLease } from './file-lease.ts';
import { FileTally } from './file-tally.ts';
import { isMissing, messageOf, replaceFile, syncFolder } from './files.ts';
import { endsTorn, formatLine, JournalFileError, parseLines, tornMark } from './journal-lines.ts';
import { formatKept, parseKept } from './kept-configuration.ts';
import { newestOfEach, newestSince, onlyOpen, onlyOpenBefore } from './newest-steps.ts';

/**
 * Keeps the journal in a folder: `journal.ndjson`, one step a line, and beside it the leases, the tallies of the
 * brakes and the last good configuration.
 *
 * A line that a crash cut short is no step: its `append` never returned. Reading passes over it.
 */
export class FileJournal implements Journal, LastGood {
  readonly #folder: string;
  readonly #path: string;
  readonly #kept: string;
  readonly #lease: FileLease;
  readonly #tally: FileTally;

  /**
   * @param folder - is created at the first step or lease
   * @param clock - the time that decides whether a lease has ended
   */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#path = join(folder, 'journal.ndjson');
    this.#kept = join(folder, 'configuration.json');
    this.#lease = new FileLease(join(folder, 'leases'), clock);
    this.#tally = new FileTally(join(folder, 'brakes'));
  }

  /** Takes the role for one holder until a moment, among all processes that use the folder. */
  acquireLease(role: string, holder: string, expiresAt: Date): Promise<boolean> {
    return this.#lease.acquire(role, holder, expiresAt);
  }

  /** Gives the role back where this holder still has it. */
  releaseLease(role: string, holder: string): Promise<void> {
    return this.#lease.release(role, holder);
  }

  /** Keeps a step; when this returns, the step is on the disk. */
  async append(entry: JournalEntry): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const isNew = await appendLine(this.#path, formatLine(entry));
      if (isNew) await syncFolder(this.#folder);
    } catch (cause) {
      throw cause instanceof JournalFileError ? cause : notKept(this.#path, cause);
    }
  }

  /** Returns the tally of an account; throws {@link JournalFileError} for a file that is damaged. */
  tallyOf(account: string): Promise<Tally> {
    return this.#tally.of(account);
  }

  /** Keeps a tally in the place of the one that it was made from, among all processes that use the folder. */
  keepTally(tally: Tally): Promise<boolean> {
    return this.#tally.keep(tally);
  }

  /**
   * Keeps the first step of a change and the tally that counts it.
   *
   * WHY: two files cannot be written at once. The count comes first, so that a crash in between leaves one change too
   * many counted, and never one that is not.
   */
  async begin(entry: JournalEntry, tally: Tally): Promise<boolean> {
    const isKept = await this.#tally.keep(tally);
    if (isKept) await this.append(entry);
    return isKept;
  }

  /** Returns the open changes of a role, in the order in which they began. */
  async openChangesOf(role: string): Promise<readonly JournalEntry[]> {
    return onlyOpen(await this.changesOf(role));
  }

  /** Returns the open changes of any role whose newest step was kept before a moment. */
  async openBefore(moment: Date): Promise<readonly JournalEntry[]> {
    return onlyOpenBefore(await this.#entries(), moment);
  }

  /** Returns the newest step of each change of a role, in the order in which the changes began. */
  async changesOf(role: string): Promise<readonly JournalEntry[]> {
    return newestOfEach((await this.#entries()).filter((entry) => entry.role === role));
  }

  /** Returns the newest step of each change of any role that was kept since a moment. */
  async changes(since: Date): Promise<readonly JournalEntry[]> {
    return newestSince(await this.#entries(), since);
  }

  async #entries(): Promise<readonly JournalEntry[]> {
    return parseLines(this.#path, await readIfThere(this.#path));
  }

  /** Keeps a configuration in the place of the one before, whole or not at all. */
  async keepConfiguration(configuration: KeptConfiguration): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await replaceFile(this.#kept, formatKept(configuration));
  }

  /** Returns the configuration that was kept last; throws {@link JournalFileError} for a file that is damaged. */
  async lastConfiguration(): Promise<KeptConfiguration | undefined> {
    const text = await readIfThere(this.#kept);
    return text === '' ? undefined : parseKept(this.#kept, text);
  }
}

function notKept(path: string, cause: unknown): JournalFileError {
  return new JournalFileError(
    `\`${path}\` took no step (${messageOf(cause)}), make room on the disk or ask for the permission`,
    { cause },
  );
}

async function appendLine(path: string, line: string): Promise<boolean> {
  const handle = await open(path, 'a');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.from((await seam(path, size)) + line);
    // WHY: one call in append mode, so that lines of two processes do not mix.
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) {
      throw new JournalFileError(`\`${path}\` took only part of a line, make room on the disk and try again`);
    }
    await handle.sync();
    return size === 0;
  } finally {
    await handle.close();
  }
}

/** What goes in front of a new line, so that nothing is glued to one that a crash cut short. */
async function seam(path: string, size: number): Promise<string> {
  if (size === 0) return '';
  const handle = await open(path, 'r');
  try {
    const last = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    if (last.buffer.toString('latin1') === '\n') return '';
  } finally {
    await handle.close();
  }
  return endsTorn(await readIfThere(path)) ? `${tornMark}\n` : '\n';
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
