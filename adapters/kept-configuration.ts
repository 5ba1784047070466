import type { KeptConfiguration } from '../remediation/ports.ts';
import { JournalFileError } from './journal-lines.ts';
import { ownText } from './json-text.ts';
import { jsonLine } from './visible-text.ts';

/** Writes a kept configuration as the text of its file: one line of JSON. */
export function formatKept(configuration: KeptConfiguration): string {
  return `${jsonLine(configuration)}\n`;
}

/**
 * Reads the text of the file of a kept configuration.
 *
 * @param path - the file, for the error
 * @throws JournalFileError for any other text
 */
export function parseKept(path: string, text: string): KeptConfiguration {
  const value = parseJson(text);
  const [kept, name, digest, at] = ['text', 'name', 'digest', 'at'].map((key) => ownText(value, key));
  if (kept !== undefined && name !== undefined && digest !== undefined && at !== undefined) {
    return { text: kept, name, digest, at };
  }
  throw new JournalFileError(`\`${path}\` holds no configuration that was kept, restore or remove it`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
