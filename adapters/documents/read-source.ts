import { createReadStream } from 'node:fs';
import { withoutMark } from '../json-text.ts';
import { decodeText, errorCode, messageOf } from '../files.ts';
import type { Item, ReadOptions } from './item.ts';
import { formOf, LISTS, readElement, readLine, readRoles } from './read-roles.ts';
import { MAX_PIECE, splitLines, splitLists } from './split.ts';
import { unread } from './text.ts';

/** The name that stands for standard input. */
export const STANDARD_INPUT = '-';

/** The most that is held of a source whose form can be read in parts. */
const MAX_HELD = 8 * 1024 * 1024;

/**
 * Finds the trust policies in a file, or in standard input where its name is `-`. Never throws.
 *
 * Cost: memory for the whole of a source up to 8 MB; of a larger one that is NDJSON or an export of roles, for one line
 * or role at a time.
 *
 * @param onDone - told how many bytes more are done with
 */
export async function* readSource(
  name: string,
  options: ReadOptions,
  onDone: Told = () => undefined,
): AsyncGenerator<Item> {
  try {
    const source = open(name);
    const { bytes, isAll } = await readHead(source);
    const binary = bytes.includes(0) || startsWith(bytes, [0x1f, 0x8b]) ? describeBinary(bytes) : undefined;
    if (binary !== undefined) yield unread(name, binary);
    else if (isAll) yield* readWhole(name, bytes, options);
    // WHY: the head may end inside a character; only its form is looked at here.
    else yield* readLarge(name, joined(bytes, source, onDone), formOf(name, bytes.toString()), options);
    if (isAll) onDone(bytes.length);
  } catch (error) {
    yield unread(name, describeFailure(error));
  }
}

type Source = AsyncIterator<Buffer>;
type Told = (bytes: number) => void;

function open(name: string): Source {
  if (name !== STANDARD_INPUT)
    return createReadStream(name, { highWaterMark: 1024 * 1024 })[Symbol.asyncIterator]();
  if (process.stdin.readableEnded) throw new Error('standard input was read before, give `-` once');
  return process.stdin[Symbol.asyncIterator]();
}

async function readHead(source: Source): Promise<{ readonly bytes: Buffer; readonly isAll: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= MAX_HELD) {
    const { done, value } = await source.next();
    if (done === true) return { bytes: Buffer.concat(chunks), isAll: true };
    chunks.push(value);
    length += value.length;
  }
  return { bytes: Buffer.concat(chunks), isAll: false };
}

function* readWhole(name: string, bytes: Buffer, options: ReadOptions): Generator<Item> {
  const text = toText(bytes);
  yield* text === undefined ? [unread(name, NOT_UTF_8)] : readRoles(name, text, options);
}

async function* readLarge(
  name: string,
  chunks: AsyncIterable<Buffer>,
  form: ReturnType<typeof formOf>,
  options: ReadOptions,
): AsyncGenerator<Item> {
  switch (form) {
    case 'lines':
      for await (const { bytes, line } of splitLines(chunks)) {
        const text = bytes === undefined ? undefined : toText(bytes);
        if (text === undefined) yield unread(`${name}:${line}`, bytes === undefined ? TOO_LONG : NOT_UTF_8);
        else if (text.trim() !== '') yield* readLine(name, withoutMark(text), line, options);
      }
      return;
    case 'lists':
      yield* readLists(name, chunks);
      return;
    case 'whole': {
      const all: Buffer[] = [];
      for await (const chunk of chunks) all.push(chunk);
      yield* readWhole(name, Buffer.concat(all), options);
    }
  }
}

async function* readLists(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Item> {
  const elements = splitLists(chunks, (key) => LISTS.has(key));
  for (;;) {
    const { done, value } = await elements.next();
    if (done === true) {
      if (!value.isWhole) yield unread(name, `it is cut off in line ${value.line}, make the file anew`);
      return;
    }
    const source = `${name}#${value.at}`;
    const text = value.bytes === undefined ? undefined : toText(value.bytes);
    const item =
      text === undefined
        ? unread(source, value.bytes === undefined ? TOO_LONG : NOT_UTF_8)
        : readElement(source, name, text, value.line, value.key);
    if (item !== undefined) yield item;
  }
}

async function* joined(head: Buffer, rest: Source, onDone: Told): AsyncGenerator<Buffer> {
  yield head;
  onDone(head.length);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    yield next.value;
    onDone(next.value.length);
  }
}

const NOT_UTF_8 = 'it is not text in UTF-8, save it as UTF-8';
const TOO_LONG = `it has more than ${MAX_PIECE / 1024 / 1024} MB, no role is as large`;

/** Says in one line why a file is not read, and the way out. */
export function describeFailure(error: unknown): string {
  switch (errorCode(error) ?? '') {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file, check the path';
    case 'EISDIR':
      return 'it is a folder, give the files in it';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read, ask for the permission or pipe it in as `-`';
    default:
      return `cannot be read: ${messageOf(error)}`;
  }
}

function toText(bytes: Buffer): string | undefined {
  try {
    return decodeText(bytes);
  } catch {
    return undefined;
  }
}

function describeBinary(bytes: Buffer): string {
  if (startsWith(bytes, [0x1f, 0x8b])) return 'it is compressed, unpack it with `gunzip`';
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    return 'it is text in UTF-16, save it as UTF-8';
  if (startsWith(bytes, [0x50, 0x4b]))
    return 'it is a ZIP archive, such as a plan of Terraform, print it with `terraform show -json`';
  return 'it is not text, give JSON or YAML';
}

function startsWith(bytes: Buffer, beginning: readonly number[]): boolean {
  return beginning.every((byte, at) => bytes[at] === byte);
}
