import type { Begun, Tally } from '../remediation/ports.ts';
import { isObject, own, ownText } from './json-text.ts';
import { jsonLine } from './visible-text.ts';

/** Writes a tally as text, without its version. */
export function formatTally({ account, begun, latched, admitting, reset }: Tally): string {
  const known = admitting === undefined ? {} : { admitting };
  return jsonLine({ account, begun, ...(latched && { latched }), ...known, ...(reset && { reset }) });
}

/** Reads the tally of an account from its text; `undefined` for any other text. */
export function parseTally(text: string, account: string, version: number): Tally | undefined {
  const value = parseJson(text);
  const begun = own(value, 'begun');
  if (!Array.isArray(begun) || !begun.every(isBegun) || ownText(value, 'account') !== account)
    return undefined;
  const [latched, admitting, reset] = [own(value, 'latched'), own(value, 'admitting'), own(value, 'reset')];
  if (latched !== undefined && !hasTexts(latched, 'at', 'reason')) return undefined;
  if (reset !== undefined && !hasTexts(reset, 'at', 'by')) return undefined;
  if (admitting !== undefined && typeof admitting !== 'number') return undefined;
  const known = admitting === undefined ? {} : { admitting };
  return { account, version, begun, ...(latched && { latched }), ...known, ...(reset && { reset }) };
}

function isBegun(value: unknown): value is Begun {
  return hasTexts(value, 'role', 'at') && typeof own(value, 'isNew') === 'boolean';
}

function hasTexts<K extends string>(
  value: unknown,
  ...keys: readonly K[]
): value is Readonly<Record<K, string>> {
  return isObject(value) && keys.every((key) => typeof own(value, key) === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
