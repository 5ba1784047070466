import { readFile } from 'node:fs/promises';
import { decodeText, errorCode, messageOf } from '../files.ts';
import type { Item, ReadOptions } from './item.ts';
import { readRoles } from './read-roles.ts';
import { unread } from './text.ts';

/** The name that stands for standard input. */
export const STANDARD_INPUT = '-';

/** Finds the trust policies in a file, or in standard input where its name is `-`. Never throws. */
export async function* readSource(name: string, options: ReadOptions): AsyncGenerator<Item> {
  let bytes: Buffer;
  try {
    bytes = await readBytes(name);
  } catch (error) {
    yield unread(name, describeFailure(error));
    return;
  }
  const text = toText(bytes);
  if (text.ok) yield* readRoles(name, text.text, options);
  else yield unread(name, text.error);
}

async function readBytes(name: string): Promise<Buffer> {
  if (name !== STANDARD_INPUT) return readFile(name);
  if (process.stdin.readableEnded) throw new Error('standard input was read before, give `-` once');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

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

type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

function toText(bytes: Buffer): Decoded {
  const error = bytes.includes(0) || startsWith(bytes, [0x1f, 0x8b]) ? describeBinary(bytes) : undefined;
  if (error !== undefined) return { ok: false, error };
  try {
    return { ok: true, text: decodeText(bytes) };
  } catch {
    return { ok: false, error: 'it is not text in UTF-8, save it as UTF-8' };
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
