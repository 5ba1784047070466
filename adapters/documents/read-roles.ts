import { isObject, jsonFault, own, withoutMark } from '../json-text.ts';
import { oneLine } from '../visible-text.ts';
import { readEvent } from './cloudtrail.ts';
import type { Reading, RoleDocument, UnreadDocument } from './item.ts';
import { readRole, readRolePolicy } from './role.ts';

export type { RoleDocument, UnreadDocument } from './item.ts';

/**
 * Finds the trust policies in the text of a file, in their order. Never throws: what cannot be read is an
 * item with an error, and the rest goes on.
 *
 * Reads a trust policy document; what `aws iam get-role`, `list-roles` and `get-account-authorization-details`
 * print; a CloudTrail event, alone, as EventBridge delivers it, or in a log file; a JSON list of any of these;
 * and NDJSON with any of these or `{"role": "<arn>", "policy": …}` on each line.
 *
 * @param name - the file as the command line names it
 * @param text - the whole file
 */
export function* readRoles(
  name: string,
  text: string,
): Generator<RoleDocument | UnreadDocument, void, undefined> {
  const content = withoutMark(text);
  const whole = parse(content);
  const lines = content.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) yield { source: name, error: 'the file is empty, give a policy, a role or an event' };
  else if (whole.kind === 'value') yield* readValue(sourceOf(name, first, whole.value), whole.value);
  else if (isLineNamed(name) || lines.some(isReadable)) yield* readLines(name, lines);
  else yield unread(name, `${whole.fault}, repair the file`);
}

/** WHY: one pair of role and policy is NDJSON of one line, whatever the file is called. */
function sourceOf(name: string, line: number, value: unknown): string {
  return isLineNamed(name) || isPair(value) ? `${name}:${line + 1}` : name;
}

function* readLines(name: string, lines: readonly string[]): Generator<RoleDocument | UnreadDocument> {
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = parse(line);
    const source = `${name}:${at + 1}`;
    if (parsed.kind === 'value') yield* readValue(source, parsed.value);
    else yield unread(source, 'the line is not JSON, repair or remove it');
  }
}

function* readValue(source: string, value: unknown): Generator<RoleDocument | UnreadDocument> {
  const list = Array.isArray(value) ? { items: value, read: readOne } : listIn(value);
  if (list === undefined) {
    yield toItem(
      source,
      readOne(value) ?? { error: 'the event does not write a trust policy, leave it out' },
    );
    return;
  }
  for (const [at, item] of list.items.entries()) {
    const reading = list.read(item);
    if (reading !== undefined) yield toItem(`${source}#${at}`, reading);
  }
}

function listIn(value: unknown): { items: readonly unknown[]; read: (item: unknown) => Reading } | undefined {
  for (const key of ['Roles', 'RoleDetailList', 'Records']) {
    const items = own(value, key);
    if (Array.isArray(items)) return { items, read: key === 'Records' ? readEvent : readRole };
  }
  return undefined;
}

function readOne(value: unknown): Reading {
  if (own(value, 'Statement') !== undefined) return { policy: value };
  if (isPair(value)) return readRolePolicy(value);
  if (own(value, 'Role') !== undefined) return readRole(own(value, 'Role'));
  if (own(value, 'AssumeRolePolicyDocument') !== undefined) return readRole(value);
  if (own(value, 'eventName') !== undefined || isObject(own(value, 'detail'))) return readEvent(value);
  return { error: 'neither a trust policy, a role nor an event, give one of these' };
}

function isPair(value: unknown): boolean {
  return own(value, 'policy') !== undefined;
}

function isLineNamed(name: string): boolean {
  return /\.(ndjson|jsonl)$/i.test(name);
}

/** Tells whether a line is a form of its own: lines inside a broken JSON file are not. */
function isReadable(line: string): boolean {
  const parsed = parse(line);
  if (parsed.kind === 'fault') return false;
  const reading = listIn(parsed.value) ?? readOne(parsed.value);
  return reading === undefined || !('error' in reading);
}

type Parsed =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'fault'; readonly fault: string };

function parse(text: string): Parsed {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (error) {
    return { kind: 'fault', fault: jsonFault(text, error) };
  }
}

function toItem(source: string, reading: NonNullable<Reading>): RoleDocument | UnreadDocument {
  return 'error' in reading ? unread(source, reading.error) : { source, ...reading };
}

function unread(source: string, error: string): UnreadDocument {
  return { source, error: oneLine(error) };
}
