import { jsonFault } from '../json-fault.ts';
import { isObject, own, withoutMark } from '../json-text.ts';
import { readTemplate, isTemplate } from './cloudformation.ts';
import { readEvent } from './cloudtrail.ts';
import type { Found, Item, ReadOptions, Reading } from './item.ts';
import { linesOf } from './place.ts';
import { readRole, readRolePolicy, within } from './role.ts';
import { isTerraform, readTerraform } from './terraform.ts';
import { HERE, jsonText, MAX_WITH_LINES, textWithoutLines, toItem, unread, type Text } from './text.ts';
import { parseYaml } from './yaml-template.ts';

export type { Item, ReadOptions, RoleDocument, UndecidedDocument, UnreadDocument } from './item.ts';

const WHAT_IT_READS =
  'give a trust policy, a role, an event, a Terraform plan as JSON or a CloudFormation template';

/**
 * Finds the trust policies in the text of a file, in their order. Never throws: what cannot be read is an
 * item with an error, and the rest goes on.
 *
 * Reads a trust policy document; what `aws iam get-role`, `list-roles` and `get-account-authorization-details`
 * print; a CloudTrail event, alone, as EventBridge delivers it, or in a log file; what `terraform show -json`
 * prints; a CloudFormation template in JSON or YAML; a JSON list of any of these; and NDJSON with any of these or
 * `{"role": "<arn>", "policy": …}` on each line. The content says which of them it is.
 *
 * @param name - the file as the command line names it
 * @param text - the whole file
 */
export function* readRoles(
  name: string,
  text: string,
  options: ReadOptions = {},
): Generator<Item, void, undefined> {
  const content = withoutMark(text);
  const whole = parse(content);
  const lines = content.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) yield unread(name, 'the file is empty, give a policy, a role or an event');
  else if (whole.kind === 'value')
    yield* readValue(
      sourceOf(name, first, whole.value),
      content.length > MAX_WITH_LINES
        ? textWithoutLines(name, whole.value)
        : jsonText(name, content, whole.value),
      options,
    );
  else if (isLineNamed(name)) yield* readLines(name, lines, options);
  else if (isYaml(name, content)) yield* readYaml(name, content, options);
  else if (lines.some(isReadable)) yield* readLines(name, lines, options);
  else yield unread(name, `${jsonFault(content, whole.error)}, repair the file`);
}

/** WHY: one pair of role and policy is NDJSON of one line, whatever the file is called. */
function sourceOf(name: string, line: number, value: unknown): string {
  return isLineNamed(name) || isPair(value) ? `${name}:${line + 1}` : name;
}

function* readLines(name: string, lines: readonly string[], options: ReadOptions): Generator<Item> {
  for (const [at, line] of lines.entries()) {
    if (line.trim() !== '') yield* readLine(name, line, at + 1, options);
  }
}

/** Finds the trust policies in one line of NDJSON. */
export function* readLine(name: string, line: string, number: number, options: ReadOptions): Generator<Item> {
  const parsed = parse(line);
  const source = `${name}:${number}`;
  if (parsed.kind === 'value') yield* readValue(source, jsonText(name, line, parsed.value, number), options);
  else
    yield {
      ...unread(source, 'the line is not JSON, repair or remove it'),
      location: { file: name, line: number },
    };
}

/** Tells whether a text that is not JSON is meant as YAML: by its name, or since no JSON begins so. */
function isYaml(name: string, text: string): boolean {
  return /\.ya?ml$/i.test(name) || /^(?:\s|#[^\n]*\n|---)*[A-Za-z][A-Za-z0-9]*:(?:\s|$)/.test(text);
}

function* readYaml(name: string, content: string, options: ReadOptions): Generator<Item> {
  const parsed = parseYaml(content);
  if (!parsed.ok) {
    yield unread(name, parsed.fault);
    return;
  }
  const { value, place } = parsed;
  const text = { file: name, value, place: () => place, lineAt: linesOf(content) };
  if (isTemplate(value)) yield* readValue(name, text, options);
  else yield unread(name, 'YAML that is no CloudFormation template, give a template or JSON');
}

function* readValue(source: string, text: Text, options: ReadOptions): Generator<Item> {
  const many = readMany(text.value, options);
  if (many === undefined) {
    const reading = readOne(text.value) ?? {
      error: 'the event does not write a trust policy, leave it out',
    };
    yield toItem(source, text, reading);
    return;
  }
  for (const { at, reading } of many) yield toItem(`${source}#${at}`, text, reading);
}

/** Reads a form that holds many roles; `undefined` where it is none. */
function readMany(value: unknown, options: ReadOptions): Iterable<Found> | undefined {
  if (isTerraform(value)) return readTerraform(value, options);
  if (isTemplate(value)) return readTemplate(value, options);
  const list = listIn(value);
  return list === undefined ? undefined : readList(list);
}

function* readList({ items, read, path }: List): Generator<Found> {
  for (const [at, item] of items.entries()) {
    const reading = within([...path, at], read(item));
    if (reading !== undefined) yield { at: String(at), reading };
  }
}

/** A list of one form, and the way to it. */
interface List {
  readonly items: readonly unknown[];
  readonly read: (item: unknown) => Reading;
  readonly path: readonly string[];
}

/** The members that hold lists, with the reader of what stands in them. */
export const LISTS: ReadonlyMap<string, (item: unknown) => Reading> = new Map([
  ['Roles', readRole],
  ['RoleDetailList', readRole],
  ['Records', readEvent],
]);

function listIn(value: unknown): List | undefined {
  if (Array.isArray(value)) return { items: value, read: readOne, path: HERE as readonly string[] };
  for (const [key, read] of LISTS) {
    const items = own(value, key);
    if (Array.isArray(items)) return { items, read, path: [key] };
  }
  return undefined;
}

function readOne(value: unknown): Reading {
  if (own(value, 'Statement') !== undefined) return { policy: value, path: HERE };
  if (isPair(value)) return readRolePolicy(value);
  if (own(value, 'Role') !== undefined) return within(['Role'], readRole(own(value, 'Role')));
  if (own(value, 'AssumeRolePolicyDocument') !== undefined) return readRole(value);
  if (own(value, 'eventName') !== undefined || isObject(own(value, 'detail'))) return readEvent(value);
  return { error: `nothing in it is known, ${WHAT_IT_READS}` };
}

function isPair(value: unknown): boolean {
  return own(value, 'policy') !== undefined;
}

function isLineNamed(name: string): boolean {
  return /\.(ndjson|jsonl)$/i.test(name);
}

/** Finds the trust policy in an element of a list, of which the key says what it holds. */
export function readElement(
  source: string,
  name: string,
  text: string,
  line: number,
  key: string | undefined,
): Item | undefined {
  const parsed = parse(text);
  const location = { file: name, line };
  if (parsed.kind === 'fault') return { ...unread(source, 'the item is not JSON, repair it'), location };
  const reading = (LISTS.get(key ?? '') ?? readOne)(parsed.value);
  return reading === undefined
    ? undefined
    : toItem(source, jsonText(name, text, parsed.value, line), reading);
}

/** Says how a text that is too large to be held is to be read, from what it begins with. */
export function formOf(name: string, head: string): 'lines' | 'lists' | 'whole' {
  const lines = withoutMark(head).split('\n').slice(0, -1);
  const first = lines.find((line) => line.trim() !== '');
  if (isLineNamed(name) || (first !== undefined && parse(first).kind === 'value')) return 'lines';
  if (BEGINNING_OF_LISTS.test(withoutMark(head))) return 'lists';
  return !isYaml(name, head) && lines.some(isReadable) ? 'lines' : 'whole';
}

/** AWS: what `list-roles`, `get-account-authorization-details` and a log file of CloudTrail begin with. */
const BEGINNING_OF_LISTS =
  /^\s*(?:\[|\{\s*"(?:Roles|RoleDetailList|UserDetailList|GroupDetailList|Policies|IsTruncated|Marker|NextToken|Records)")/;

/** Tells whether a line is a form of its own: lines inside a broken JSON file are not. */
function isReadable(line: string): boolean {
  // WHY: a text has many lines that are no JSON, and each would cost an error with its trace.
  if (!/^\s*[[{]/.test(line)) return false;
  const parsed = parse(line);
  if (parsed.kind === 'fault') return false;
  const reading = readMany(parsed.value, {}) ?? readOne(parsed.value);
  return reading === undefined || !('error' in reading);
}

type Parsed =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'fault'; readonly error: unknown };

function parse(text: string): Parsed {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (error) {
    return { kind: 'fault', error };
  }
}
