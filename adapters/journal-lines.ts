import type { JournalEntry } from '../remediation/ports.ts';
import { isObject } from './json-text.ts';
import { jsonLine } from './visible-text.ts';

/** Says what is wrong with a journal's file, and where. */
export class JournalFileError extends Error {
  override readonly name = 'JournalFileError';
}

/**
 * The control character CANCEL, which the next step puts behind a line that a crash cut short.
 *
 * WHY: JSON never holds it bare, so a line that does was cut short, and any other that cannot be read was
 * damaged and must not be passed over.
 */
export const tornMark = '\u0018';

const texts = [
  'change',
  'state',
  'at',
  'role',
  'roleId',
  'remedy',
  'verdict',
  'before',
  'after',
  'configuration',
];

/** Writes a step as one line. */
export function formatLine(entry: JournalEntry): string {
  return `${jsonLine(entry)}\n`;
}

/**
 * Reads the steps of a journal's text.
 *
 * @param name - the file, for the error
 * @returns every step in its order; a line that a crash cut short is left out
 * @throws {@link JournalFileError} for any other line that holds no step
 */
export function parseLines(name: string, text: string): readonly JournalEntry[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '' || line.includes(tornMark)) return [];
    const entry = parseEntry(line);
    if (entry !== undefined) return [entry];
    if (at === lines.length - 1) return [];
    throw new JournalFileError(
      `\`${name}\` line ${at + 1} is no journal entry, restore the file or move it away`,
    );
  });
}

/** Tells whether a journal's text ends in a line that a crash cut short. */
export function endsTorn(text: string): boolean {
  return parseEntry(text.slice(text.lastIndexOf('\n') + 1)) === undefined;
}

/** Reads one step from its line, without what ends it; `undefined` for any other text. */
export function parseEntry(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  return isObject(value) && texts.every((key) => Object.hasOwn(value, key) && typeof value[key] === 'string');
}
