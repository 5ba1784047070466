import { Composer, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, ErrorCode, ParsedNode, YAMLError } from 'yaml';
import { MAX_DEPTH, MAX_LEXEMES, MAX_VALUES } from './limits.ts';
import type { Complaint } from './problem.ts';
import { escapeText } from './show.ts';

/** What a text says as YAML, before its values are looked at. */
export type Parsed =
  | { readonly ok: true; readonly contents: ParsedNode | null; readonly lines: LineCounter }
  | { readonly ok: false; readonly complaints: readonly Complaint[]; readonly lines: LineCounter };

const OPTIONS = {
  version: '1.2',
  // WHY: named, because a `%YAML 1.1` line would otherwise bring back `yes`, octal numbers and merge keys.
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  prettyErrors: false,
  // WHY: the library compares every key with every other; reading finds duplicates in linear time.
  uniqueKeys: false,
} as const;

/** Parses one YAML 1.2 document, of which JSON is a part. */
export function parseSyntax(text: string): Parsed {
  const lines = linesOf(text);
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return { ok: false, complaints: [tokens], lines };
  const [document, second] = compose(tokens, text.length);
  const faults = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  const complaints = explainFaults(faults, lines);
  if (second !== undefined) complaints.push(secondDocument(second.range[0]));
  if (complaints.length > 0) return { ok: false, complaints, lines };
  return { ok: true, contents: document?.contents ?? null, lines };
}

/** WHY: a fault is an error object, and there may be one at each word: without their stacks they are small. */
function compose(tokens: CST.Token[], length: number) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [...new Composer(OPTIONS).compose(tokens, true, length)];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** WHY: the parser's own count misses the end of a line at which it gives up a list. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  let start = 0;
  do {
    lines.addNewLine(start);
    start = text.indexOf('\n', start) + 1;
  } while (start > 0);
  return lines;
}

function tokensOf(text: string): CST.Token[] | Complaint {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const marks = new Map([',', '-', ':', '?'].map((mark) => [mark, 0]));
  let lexemes = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // WHY: each stands before or behind a value of its own, and a token takes a hundred times its text in memory.
    const count = before === SCALAR ? undefined : marks.get(lexeme);
    if (count !== undefined) marks.set(lexeme, count + 1);
    if (count === MAX_VALUES) return tooManyValues([], parser.offset);
    if (!IGNORED.has(lexeme[0])) lexemes += 1;
    if (lexemes > MAX_LEXEMES) return tooManyLexemes(parser.offset);
    before = lexeme;
    // WHY: refused before composing, which recurses: a stack that ends inside the engine's regular
    // expressions ends the process, and nothing can catch that.
    if (parser.stack.length > MAX_DEPTH + 2) return nestedTooDeep([], parser.offset);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** What the lexer puts in front of a plain scalar, which may look like a mark. */
const SCALAR = '\u001f';

/** How white space and comments begin, and what the lexer puts in between. */
const IGNORED: ReadonlySet<string | undefined> = new Set([
  ' ',
  '\t',
  '\r',
  '\n',
  '#',
  '\u0002',
  '\u0018',
  '\ufeff',
  SCALAR,
]);

function tooManyLexemes(offset: number): Complaint {
  return { path: [], offset, message: `the text has more than ${MAX_LEXEMES} words and marks, shorten it` };
}

/** Complains of more values than any configuration has. */
export function tooManyValues(path: Complaint['path'], offset: number): Complaint {
  const message = `the text holds more than ${MAX_VALUES} values with its aliases written out, use fewer`;
  return { path, offset, message };
}

/** Complains of a value that is nested deeper than anything in the format. */
export function nestedTooDeep(path: Complaint['path'], offset: number): Complaint {
  return { path, offset, message: `nested more than ${MAX_DEPTH} levels deep, write it flatter` };
}

function secondDocument(offset: number): Complaint {
  return { path: [], offset, message: 'a second document starts here, keep one document in the file' };
}

/** On how many lines faults are explained. */
const FAULTY_LINES = 1000;

/** WHY: one mistake often has others behind it on its line, and there may be one on each of a million lines. */
function explainFaults(faults: readonly YAMLError[], lines: LineCounter): Complaint[] {
  const first = new Map<number, YAMLError>();
  for (const fault of faults) {
    const { line } = lines.linePos(fault.pos[0]);
    if (!first.has(line)) first.set(line, fault);
  }
  const [shown, left] = [[...first.values()].slice(0, FAULTY_LINES), first.size - FAULTY_LINES];
  const complaints = shown.map(explainSyntax);
  const offset = shown.at(-1)?.pos[1] ?? 0;
  if (left > 0)
    complaints.push({ path: [], offset, message: `${left} more lines are no YAML, correct these first` });
  return complaints;
}

/** The commonest mistakes in our words; for the rest the library's words are shown. */
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'a `*` at the start is an alias in YAML, put a pattern that starts with `*` in quotes',
  BAD_DIRECTIVE: 'a directive is not understood, remove the line that starts with `%`',
  BAD_DQ_ESCAPE: 'a backslash starts an escape in double quotes, write two of them or use single quotes',
  BAD_INDENT:
    'the indentation does not fit the lines around it, start items of one list or object in one column',
  BAD_SCALAR_START: 'a value cannot start with this character, put it in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a key stands where a value is expected, put the value in quotes or the key on a new line',
  MULTILINE_IMPLICIT_KEY:
    'a key runs over more than one line, check that the line before ends in `:` or is an item',
  TAB_AS_INDENT: 'a tab indents this line, use spaces',
  TAG_RESOLVE_FAILED:
    'a tag (`!…`) is not understood, remove it, or put a value that starts with `!` in quotes',
};

function explainSyntax({ code, message, pos }: YAMLError): Complaint {
  const words = `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
  const known = MESSAGES[code] ?? `not valid YAML: ${escapeText(words)}, correct it here`;
  return { path: [], offset: pos[0], message: known };
}
