import { faultOfJson } from './documents/json-places.ts';

/**
 * Says where a text stops being JSON, without quoting it.
 *
 * @param text - the text that was parsed
 * @param error - what `JSON.parse` threw
 */
export function jsonFault(text: string, error: unknown): string {
  // WHY: the message of V8 quotes the text, which may be long and is not to be trusted; only the place is taken.
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  // WHY: V8 does not say the place in every case, above all not where a text is cut off.
  const place = position === undefined ? faultOfJson(text) : placeIn(text, Number(position));
  return place === undefined ? 'not JSON' : `not JSON from line ${place.line}, column ${place.column} on`;
}

function placeIn(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
