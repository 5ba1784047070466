import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, LineCounter, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { resolveAliases } from './aliases.ts';
import { MAX_DEPTH, MAX_LENGTH, MAX_VALUES } from './limits.ts';
import type { Place } from './place.ts';
import type { Complaint, Path } from './problem.ts';
import { show } from './show.ts';
import { nestedTooDeep, tooManyValues } from './syntax.ts';

/** A text's value with the place of every part, and what was wrong on the way. */
export interface Read {
  /** Objects carry no prototype, so that `__proto__` is a key like any other. */
  readonly value: unknown;
  readonly place: Place;
  readonly complaints: readonly Complaint[];
  /** Whether the value is whole; where it is not, the rest of the checks would complain of what was left out. */
  readonly whole: boolean;
}

interface Reading {
  readonly lines: LineCounter;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly complaints: Complaint[];
  values: number;
  whole: boolean;
}

type Part = Pick<Read, 'value' | 'place'>;

/**
 * Reads the value of a parsed text with its aliases written out.
 *
 * Cost: one step for each value; gives up above `MAX_VALUES` values or `MAX_DEPTH` levels.
 */
export function readValue(contents: Node | null, lines: LineCounter): Read {
  const targets = resolveAliases(contents);
  const reading: Reading = { lines, targets, complaints: [], values: 0, whole: true };
  const part = readNode(reading, contents, [], 0);
  return { ...part, complaints: reading.complaints, whole: reading.whole };
}

function readNode(reading: Reading, node: unknown, path: Path, around: number): Part {
  const offset = offsetOfNode(node) ?? around;
  const tooMuch = overLimit(reading, path, offset);
  if (tooMuch) return leaf(null, offset);
  if (isAlias(node)) return readAlias(reading, node, path, offset);
  if (isMap(node)) return readMap(reading, node, path, offset);
  if (isSeq(node)) return readList(reading, node, path, offset);
  return leaf(isScalar(node) ? readScalar(reading, node, path, offset) : null, offset);
}

function overLimit(reading: Reading, path: Path, offset: number): boolean {
  reading.values += 1;
  const tooMany = reading.values > MAX_VALUES;
  const tooDeep = path.length > MAX_DEPTH;
  if ((tooMany || tooDeep) && reading.whole) {
    reading.whole = false;
    reading.complaints.push(tooMany ? tooManyValues(path, offset) : nestedTooDeep(path, offset));
  }
  return tooMany || tooDeep;
}

function readAlias(reading: Reading, alias: Alias, path: Path, offset: number): Part {
  const target = reading.targets.get(alias);
  if (target !== undefined) {
    const { value, place } = readNode(reading, target, path, offset);
    return { value, place: { value: offset, parts: place.parts } };
  }
  const message = `${show(`*${alias.source}`)} is an alias without an anchor before it, put a pattern that starts with \`*\` in quotes`;
  reading.complaints.push({ path, offset, message });
  return leaf(null, offset);
}

function readScalar(reading: Reading, { value }: Scalar, path: Path, offset: number): unknown {
  if (typeof value !== 'string' || value.length <= MAX_LENGTH) return value;
  reading.complaints.push({ path, offset, message: tooLong('value', value) });
  return '';
}

function tooLong(what: string, text: string): string {
  return `the ${what} ${show(text)} has ${text.length} characters of at most ${MAX_LENGTH}, shorten it`;
}

function readList(reading: Reading, list: YAMLSeq, path: Path, offset: number): Part {
  const parts = new Map<number, Place>();
  const value = list.items.map((item, index) => {
    const part = readNode(reading, item, [...path, index], offset);
    parts.set(index, part.place);
    return part.value;
  });
  return { value, place: { value: offset, parts } };
}

function readMap(reading: Reading, map: YAMLMap, path: Path, offset: number): Part {
  const parts = new Map<string, Place>();
  const value: Record<string, unknown> = Object.create(null);
  for (const pair of map.items) {
    const at = offsetOfNode(pair.key) ?? offset;
    const key = readKey(reading, pair, path, at);
    if (key === undefined) continue;
    const first = parts.get(key)?.key;
    if (first !== undefined) {
      reading.complaints.push(givenTwice(reading.lines, [...path, key], at, first));
      continue;
    }
    const part = readNode(reading, pair.value, [...path, key], at);
    value[key] = part.value;
    parts.set(key, { ...part.place, key: at });
  }
  return { value, place: { value: offset, parts } };
}

function readKey(reading: Reading, { key }: Pair, path: Path, offset: number): string | undefined {
  if (!isScalar(key)) {
    reading.complaints.push({
      path,
      offset,
      on: 'key',
      message: 'a key must be plain text, write `key: value`',
    });
    return undefined;
  }
  const text = typeof key.value === 'string' ? key.value : (key.source ?? '');
  if (text.length <= MAX_LENGTH) return text;
  reading.complaints.push({ path, offset, on: 'key', message: tooLong('key', text) });
  return undefined;
}

function givenTwice(lines: LineCounter, path: Path, offset: number, first: number): Complaint {
  const { line } = lines.linePos(first);
  const message = `key ${show(path.at(-1))} is given twice, first on line ${line}, remove one`;
  return { path, offset, message, on: 'key' };
}

function leaf(value: unknown, offset: number): Part {
  return { value, place: { value: offset, parts: new Map() } };
}

function offsetOfNode(node: unknown): number | undefined {
  const range = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
  return range?.[0];
}
