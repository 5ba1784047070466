import { isJsonObject, type Json } from '../document/json.ts';
import { indented } from './lines.ts';
import { quotedText } from './quoted-text.ts';

/** Words that YAML 1.1, which CloudFormation reads, takes for something else than text. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** WHY: YAML gives up on a key that goes on for more than 1,024 characters, unless a `?` announces it. */
const LONGEST_PLAIN_KEY = 1000;

/** Renders JSON as lines of YAML: objects and lists as blocks, every string in double quotes. */
export function yamlLines(value: Json): string[] {
  if (typeof value === 'string') return [quotedText(value)];
  if (!isBlock(value)) return [JSON.stringify(value)];
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, inner]) => entryLines(key, inner));
  return (value as readonly Json[]).flatMap((inner) => itemLines(inner));
}

function isBlock(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function itemLines(value: Json): string[] {
  const [first = '', ...rest] = yamlLines(value);
  return [`- ${first}`, ...indented(rest)];
}

function entryLines(key: string, value: Json): string[] {
  const text = keyText(key);
  const start = text.length > LONGEST_PLAIN_KEY ? [`? ${text}`, ':'] : [`${text}:`];
  const lines = yamlLines(value);
  if (isBlock(value)) return [...start, ...indented(lines)];
  return [...start.slice(0, -1), `${start.at(-1)} ${lines.join('')}`];
}

function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(key) && !RESERVED.test(key) ? key : quotedText(key);
}
