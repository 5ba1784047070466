import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';

/**
 * Compares a text with the file of that name in `test/command/expected`. With `TRUSTWARDEN_EXPECTED=write` it
 * writes the file instead: read the difference before you commit it.
 */
export function expectText(name: string, text: string): void {
  const file = join('test', 'command', 'expected', name);
  if (process.env['TRUSTWARDEN_EXPECTED'] === 'write') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
