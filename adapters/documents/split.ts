/** A piece of a large text: a line, or an element of a list. */
export interface Piece {
  /** `undefined` where the piece is longer than {@link MAX_PIECE}. */
  readonly bytes: Buffer | undefined;
  /** The line that it starts on, from 1. */
  readonly line: number;
}

/** An element of a list, with the key of the list in the object around it; no key where the text is the list. */
export interface Element extends Piece {
  readonly key: string | undefined;
  readonly at: number;
}

/** A role with its inline policies is a small part of it. */
export const MAX_PIECE = 8 * 1024 * 1024;

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const SPACE = new Set([0x20, 0x09, 0x0d, NEWLINE]);
const LIST = 0x5b;

/** Keeps the bytes of a piece that runs over chunks, up to its limit. */
class Collected {
  #parts: Buffer[] = [];
  #length = 0;

  add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length <= MAX_PIECE) this.#parts.push(part);
    else this.#parts = [];
  }

  take(): Buffer | undefined {
    const bytes = this.#length > MAX_PIECE ? undefined : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return bytes;
  }
}

/** Splits a text into its lines, and holds one of them at a time. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  const collected = new Collected();
  let line = 1;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      collected.add(chunk.subarray(start, end));
      yield { bytes: collected.take(), line };
      line++;
      start = end + 1;
    }
    // WHY: a part of a chunk would keep the whole chunk, and the stream uses its memory again.
    collected.add(Buffer.from(chunk.subarray(start)));
  }
  yield { bytes: collected.take(), line };
}

/**
 * Splits JSON that is a list, or an object of lists, into the elements of the lists that are wanted, and holds one
 * of them at a time. What stands around them is passed over and not checked.
 *
 * WHY: elements are cut out as text, so that they are read as small files are: exactly, with lines, and with keys
 * that are given twice. Streaming parsers give values, in which those are lost and `__proto__` is a prototype.
 *
 * @returns whether the text ended where its JSON does, with the last line
 */
export async function* splitLists(
  chunks: AsyncIterable<Buffer>,
  isWanted: (key: string) => boolean,
): AsyncGenerator<Element, { readonly isWhole: boolean; readonly line: number }> {
  const collected = new Collected();
  let line = 1;
  let depth = 0;
  let inText = false;
  let isEscaped = false;
  let name: number[] = [];
  /** The depth inside the list that is wanted; 0 outside of one. */
  let listDepth = 0;
  let key: string | undefined;
  let at = 0;
  let firstLine = 0;
  for await (const chunk of chunks) {
    let start = firstLine > 0 ? 0 : -1;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index] as number;
      if (byte === NEWLINE) line++;
      if (inText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inText = false;
        if (depth === 1 && inText && name.length < 64) name.push(byte);
        continue;
      }
      if (SPACE.has(byte)) continue;
      const isInList = listDepth > 0 && depth === listDepth;
      const ends = isInList && firstLine > 0 && (byte === COMMA || CLOSING.has(byte));
      if (ends) {
        collected.add(chunk.subarray(start, index));
        yield { bytes: collected.take(), line: firstLine, key, at: at++ };
        firstLine = 0;
        start = -1;
      } else if (isInList && firstLine === 0 && byte !== COMMA && !CLOSING.has(byte)) {
        firstLine = line;
        start = index;
      }
      if (byte === QUOTE) {
        inText = true;
        if (depth === 1) name = [];
      } else if (OPENING.has(byte)) {
        depth++;
        if (listDepth === 0 && byte === LIST && depth <= 2) {
          key = depth === 1 ? undefined : Buffer.from(name).toString();
          if (key === undefined || isWanted(key)) {
            listDepth = depth;
            at = 0;
          }
        }
      } else if (CLOSING.has(byte)) {
        if (isInList) listDepth = 0;
        depth--;
      }
    }
    if (start >= 0) collected.add(Buffer.from(chunk.subarray(start)));
  }
  return { isWhole: depth === 0 && !inText, line };
}
