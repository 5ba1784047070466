import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Place, RepeatedKey } from './place.ts';

/** The value of a YAML text with its places, or why there is none. */
export type ParsedYaml =
  | { readonly ok: true; readonly value: unknown; readonly place: Place }
  | { readonly ok: false; readonly fault: string };

/** AWS: a template has at most 1 MB. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 100;
/** With aliases written out. */
const MAX_VALUES = 200_000;

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  prettyErrors: false,
  // WHY: the library compares every key with every other; reading finds what is given twice in linear time.
  uniqueKeys: false,
} as const;

/** A value that was read, with the number of values in it. */
interface Part {
  readonly value: unknown;
  readonly place: Place;
  readonly size: number;
}

/** Why reading ends. */
class Fault extends Error {
  override readonly name = 'Fault';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Reads one YAML document. A short tag such as `!Sub` becomes the function that it stands for, so that the value
 * is that of the same template in JSON.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  try {
    if (text.length > MAX_LENGTH) throw new Fault('longer than the 1 MB that a template may have', 0);
    const { value, place } = readNode(compose(text, lines), new Map(), 0);
    return { ok: true, value, place };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { line, col } = lines.linePos(error.offset);
    return { ok: false, fault: `not YAML from line ${line || 1}, column ${col || 1} on: ${error.message}` };
  }
}

function compose(text: string, lines: LineCounter): unknown {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // WHY: refused before composing, which recurses.
    if (parser.stack.length > MAX_DEPTH) throw new Fault('nested too deep, write it flatter', parser.offset);
  }
  for (const token of parser.end()) tokens.push(token);
  const [document, second] = new Composer(OPTIONS).compose(tokens, true, text.length);
  const wrong = document?.errors[0];
  if (wrong !== undefined) throw new Fault(`${lowerFirst(wrong.message)}, repair it`, wrong.pos[0]);
  if (second !== undefined)
    throw new Fault('a second document starts here, keep one in the file', second.range[0]);
  return document?.contents;
}

/** WHY: the messages of the library may show a part of the text, of which one line is enough. */
function lowerFirst(message: string): string {
  const [line = ''] = message.split('\n');
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1, 120)}`;
}

type Anchors = Map<string, Part>;

function readNode(node: unknown, anchors: Anchors, around: number): Part {
  if (isAlias(node)) return readAlias(anchors.get(node.source), node.source, node.range?.[0] ?? around);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return leaf(null, around);
  const offset = node.range?.[0] ?? around;
  const plain = isMap(node)
    ? readMap(node, anchors, offset)
    : isSeq(node)
      ? readList(node, anchors, offset)
      : leaf(valueOf(node), offset);
  if (plain.size > MAX_VALUES) throw new Fault(`more than ${MAX_VALUES} values, use fewer aliases`, offset);
  const part = withFunction(node.tag, plain);
  if (node.anchor !== undefined) anchors.set(node.anchor, part);
  return part;
}

function readAlias(target: Part | undefined, name: string, offset: number): Part {
  if (target !== undefined) return target;
  throw new Fault(`\`*${name.slice(0, 80)}\` is an alias without an anchor, put it in quotes`, offset);
}

/** AWS: what a policy holds is text; so an account's id keeps the zeros that it begins with. */
function valueOf({ value, source }: Scalar): unknown {
  return typeof value === 'number' && source !== undefined ? source : value;
}

/** AWS: `!Ref` and `!Condition` stand for the function of that name, all others for `Fn::` and their name. */
function withFunction(tag: string | undefined, part: Part): Part {
  const [, name] = /^!([A-Za-z]+)$/.exec(tag ?? '') ?? [];
  if (name === undefined) return part;
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const place = { offset: part.place.offset, parts: new Map([[key, part.place]]) };
  return { value: { [key]: part.value }, place, size: part.size + 1 };
}

function readList(list: YAMLSeq, anchors: Anchors, offset: number): Part {
  const parts = new Map<number, Place>();
  const value: unknown[] = [];
  let size = 1;
  for (const [at, item] of list.items.entries()) {
    const part = readNode(item, anchors, offset);
    parts.set(at, part.place);
    value.push(part.value);
    size += part.size;
  }
  return { value, place: { offset, parts }, size };
}

function readMap(map: YAMLMap, anchors: Anchors, offset: number): Part {
  const parts = new Map<string, Place>();
  const entries: [string, unknown][] = [];
  let repeated: RepeatedKey | undefined;
  let size = 1;
  for (const pair of map.items) {
    if (!isScalar(pair.key)) throw new Fault('a key is no plain text, write `key: value`', offset);
    const key = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
    const at = pair.key.range?.[0] ?? offset;
    if (parts.has(key)) repeated ??= { key, offset: at };
    const part = readNode(pair.value, anchors, at);
    parts.set(key, part.place);
    entries.push([key, part.value]);
    size += part.size;
  }
  const place = repeated === undefined ? { offset, parts } : { offset, parts, repeated };
  return { value: Object.fromEntries(entries), place, size };
}

function leaf(value: unknown, offset: number): Part {
  return { value, place: { offset, parts: new Map() }, size: 1 };
}
