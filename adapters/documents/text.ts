import { oneLine } from '../visible-text.ts';
import type { Item, Reading } from './item.ts';
import { placesOfJson } from './json-places.ts';
import { linesOf, placeAt, repeatedIn, type Path, type Place } from './place.ts';

/** AWS: a trust policy has at most 8,192 characters; a text that is much longer is refused as it is decoded. */
const MAX_POLICY_LENGTH = 131_072;

/** A text in a file with its value, of which readers take parts. */
export interface Text {
  readonly file: string;
  readonly value: unknown;
  /** Absent where places would take too much memory, as `lineAt` is. */
  readonly place?: () => Place;
  /** Returns the line of the file on which an offset of the text is, from 1. */
  readonly lineAt?: (offset: number) => number;
}

/** Makes a text of JSON, whose places are looked for when they are asked for. */
export function jsonText(file: string, text: string, value: unknown, firstLine = 1): Text {
  const lines = once(() => linesOf(text));
  return {
    file,
    value,
    place: once(() => placesOfJson(text)),
    lineAt: (offset) => lines()(offset) + firstLine - 1,
  };
}
/** The longest text of which places are kept, in UTF-16 units. */
export const MAX_WITH_LINES = 8 * 1024 * 1024;

/** Makes a text of which no places are known. */
export function textWithoutLines(file: string, value: unknown): Text {
  return { file, value };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Makes an item of what a reader found in a text: with its line, or an error where a key is given twice. */
export function toItem(source: string, text: Text, reading: NonNullable<Reading>): Item {
  const { path, ...found } = reading;
  if (path === undefined || text.place === undefined || text.lineAt === undefined)
    return 'error' in found ? unread(source, found.error) : { source, ...found };
  const place = placeAt(text.place(), path);
  const location = { file: text.file, line: text.lineAt(place.offset) };
  if ('error' in found) return { ...unread(source, found.error), location };
  const repeated = repeatedIn(place) ?? repeatedInside(found, place);
  if (repeated === undefined) return { source, location, ...found };
  const { key, offset } = repeated;
  const line = text.lineAt(offset);
  const error = `key \`${key.slice(0, 80)}\` is given twice in the trust policy, again on line ${line}, IAM refuses that, keep one`;
  return { ...unread(source, error), location: { file: text.file, line } };
}

/** Returns a key that is given twice in a trust policy that is a text itself. */
function repeatedInside(found: object, { offset }: Place): { key: string; offset: number } | undefined {
  const policy = 'policy' in found ? found.policy : undefined;
  if (typeof policy !== 'string' || policy.length > MAX_POLICY_LENGTH) return undefined;
  const inside = placesOfText(policy);
  const repeated = inside === undefined ? undefined : repeatedIn(inside);
  return repeated === undefined ? undefined : { key: repeated.key, offset };
}

/** What cannot be read here is explained where it is decoded. */
function placesOfText(policy: string): Place | undefined {
  try {
    const text = policy.trimStart().startsWith('%') ? decodeURIComponent(policy) : policy;
    JSON.parse(text);
    return placesOfJson(text);
  } catch {
    return undefined;
  }
}

/** Makes an item of what cannot be read. */
export function unread(source: string, error: string): { source: string; error: string } {
  return { source, error: oneLine(error) };
}

/** The way to the value itself. */
export const HERE: Path = [];
