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

/** Where the bytes of a JSON text lead, told byte by byte. */
class Cursor {
  line = 1;
  depth = 0;
  inText = false;
  /** Of the list that is wanted: its key, and the place of the element. */
  key: string | undefined;
  at = -1;
  readonly #isWanted: (key: string) => boolean;
  #isEscaped = false;
  /** The last text in the outermost object: a list that opens there has it as its key. */
  #name: number[] = [];
  /** The depth inside the list that is wanted; 0 outside of one. */
  #listDepth = 0;
  #isInElement = false;

  constructor(isWanted: (key: string) => boolean) {
    this.#isWanted = isWanted;
  }

  /** Takes the next byte, and tells whether an element starts with it or ended before it. */
  step(byte: number): 'starts' | 'ended' | undefined {
    if (byte === NEWLINE) this.line++;
    if (this.inText) this.#stepInText(byte);
    else if (!SPACE.has(byte)) return this.#stepOutside(byte);
    return undefined;
  }

  #stepInText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.inText = false;
    if (this.depth === 1 && this.inText && this.#name.length < 64) this.#name.push(byte);
  }

  #stepOutside(byte: number): 'starts' | 'ended' | undefined {
    const change = this.#listDepth > 0 && this.depth === this.#listDepth ? this.#changeAt(byte) : undefined;
    if (byte === QUOTE) {
      this.inText = true;
      if (this.depth === 1) this.#name = [];
    } else if (OPENING.has(byte)) this.#open(byte);
    else if (CLOSING.has(byte)) {
      if (this.depth === this.#listDepth) this.#listDepth = 0;
      this.depth--;
    }
    return change;
  }

  #changeAt(byte: number): 'starts' | 'ended' | undefined {
    const isBetween = byte === COMMA || CLOSING.has(byte);
    // WHY: inside of an element only its end is new, and between two of them only a start.
    if (isBetween !== this.#isInElement) return undefined;
    this.#isInElement = !isBetween;
    if (!isBetween) this.at++;
    return isBetween ? 'ended' : 'starts';
  }

  #open(byte: number): void {
    this.depth++;
    if (this.#listDepth > 0 || byte !== LIST || this.depth > 2) return;
    const key = this.depth === 1 ? undefined : Buffer.from(this.#name).toString();
    if (key !== undefined && !this.#isWanted(key)) return;
    this.#listDepth = this.depth;
    this.key = key;
    this.at = -1;
  }
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
  const cursor = new Cursor(isWanted);
  let firstLine = 0;
  let start = -1;
  for await (const chunk of chunks) {
    if (start >= 0) start = 0;
    for (let index = 0; index < chunk.length; index++) {
      const change = cursor.step(chunk[index] as number);
      if (change === 'starts') {
        firstLine = cursor.line;
        start = index;
      } else if (change === 'ended') {
        collected.add(chunk.subarray(start, index));
        start = -1;
        yield { bytes: collected.take(), line: firstLine, key: cursor.key, at: cursor.at };
      }
    }
    if (start >= 0) collected.add(Buffer.from(chunk.subarray(start)));
  }
  return { isWhole: cursor.depth === 0 && !cursor.inText, line: cursor.line };
}
