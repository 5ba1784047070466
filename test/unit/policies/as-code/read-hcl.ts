/** A block of HCL: its header, arguments and inner blocks. Comments are left out. */
export interface HclBlock {
  readonly header: string;
  readonly values: Record<string, string | string[]>;
  readonly blocks: HclBlock[];
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const DIGITS: Record<string, number> = { u: 4, U: 8 };

/**
 * Reads a string of HCL that begins at the start of a text, character by character.
 *
 * @returns what it means and how long it is written; throws where HCL would interpolate or refuse it
 */
export function readHclString(text: string): { readonly value: string; readonly length: number } {
  let value = '';
  for (let at = 1; at < text.length;) {
    const [one = '', two = ''] = [text[at], text[at + 1]];
    if (one === '"') return { value, length: at + 1 };
    if (one < ' ' || one === '\u007F') throw new Error(`a raw control character at ${at}`);
    if ((one === '$' || one === '%') && two === '{') throw new Error(`an interpolation at ${at}`);
    if ((one === '$' || one === '%') && two === one && text[at + 2] === '{') {
      value += `${one}{`;
      at += 3;
    } else if (one !== '\\') {
      value += one;
      at += 1;
    } else if (DIGITS[two] === undefined) {
      const escaped = ESCAPES[two];
      if (escaped === undefined) throw new Error(`an unknown escape at ${at}`);
      value += escaped;
      at += 2;
    } else {
      const end = at + 2 + DIGITS[two];
      value += String.fromCodePoint(Number.parseInt(text.slice(at + 2, end), 16));
      at = end;
    }
  }
  throw new Error('a string without an end');
}

/** Reads a text of HCL that is one block. Only strings and lists of strings can be values. */
export function readHcl(source: string): HclBlock {
  const [block, rest] = readBlock(tokensOf(source));
  if (block === undefined || rest.length > 0) throw new Error(`more than a block: ${rest.join(' ')}`);
  return block;
}

/** A string is `"` and what it means; everything else is itself. */
function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  for (let rest = source; rest !== '';) {
    const space = /^(?:\s+|#[^\n]*)/.exec(rest)?.[0];
    const word = /^(?:\w+|[{}[\]=,])/.exec(rest)?.[0];
    if (space === undefined && word === undefined && !rest.startsWith('"'))
      throw new Error(`what is ${rest}`);
    const string = space === undefined && word === undefined ? readHclString(rest) : undefined;
    if (word !== undefined) tokens.push(word);
    if (string !== undefined) tokens.push(`"${string.value}`);
    rest = rest.slice(space?.length ?? word?.length ?? string?.length);
  }
  return tokens;
}

function readBlock(tokens: readonly string[]): [HclBlock, string[]] {
  const open = tokens.indexOf('{');
  const block: HclBlock = { header: tokens.slice(0, open).join(' '), values: {}, blocks: [] };
  let rest = tokens.slice(open + 1);
  while (rest[0] !== '}') {
    if (rest.length === 0) throw new Error('a block without an end');
    if (rest[1] === '=') rest = readArgument(block, rest);
    else {
      const [inner, behind] = readBlock(rest);
      block.blocks.push(inner);
      rest = behind;
    }
  }
  return [block, rest.slice(1)];
}

function readArgument(block: HclBlock, [name = '', , first = '', ...rest]: readonly string[]): string[] {
  if (Object.hasOwn(block.values, name)) throw new Error(`${name} twice`);
  if (first !== '[') {
    block.values[name] = first.slice(1);
    return rest;
  }
  const end = rest.indexOf(']');
  block.values[name] = rest
    .slice(0, end)
    .filter((token) => token !== ',')
    .map((token) => token.slice(1));
  return rest.slice(end + 1);
}
