import { own } from '../json-text.ts';
import type { Account } from './item.ts';

/** A value with its intrinsic functions carried out, or the one that only CloudFormation can carry out. */
export type Resolved =
  | { readonly ok: true; readonly value: unknown }
  /** As a person wrote it: the function, and what it is about where that is a name. */
  | { readonly ok: false; readonly intrinsic: string };

/** The account where none is known: no account has it. */
export const PLACEHOLDER_ACCOUNT = '000000000000';

/** WHY: the Region is never known, and no GitLab condition is about it; see {@link pseudoParameter}. */
const PLACEHOLDER_REGION = 'us-east-1';

/** INVARIANT: recursion ends here; no trust policy nests so deep. */
const MAX_DEPTH = 64;

/**
 * Carries out the intrinsic functions of a value that need nothing but pseudo parameters.
 *
 * In a condition a placeholder could be compared with what a token says, so there only what is known is put in.
 *
 * @param account - `undefined` where it is not known
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 */
export function resolveIntrinsics(
  value: unknown,
  account: Account | undefined,
  inCondition = false,
  depth = 0,
): Resolved {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return { ok: true, value };
  const inner = (part: unknown, key?: string) =>
    resolveIntrinsics(part, account, inCondition || key === 'Condition', depth + 1);
  if (Array.isArray(value))
    return resolveParts(value.entries(), inner, (parts) => parts.map(([, part]) => part));
  const name = Object.keys(value).find(isIntrinsic);
  if (name === undefined) return resolveParts(Object.entries(value), inner, Object.fromEntries);
  const argument = own(value, name);
  if (Object.keys(value).length > 1) return unresolved(name, argument);
  const text = textOf(name, argument, (parameter) => pseudoParameter(parameter, account, inCondition), inner);
  return text === undefined ? unresolved(name, argument) : { ok: true, value: text };
}

/** WHY: `Condition` is IAM's word inside a trust policy, and not the function of that name. */
function isIntrinsic(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function resolveParts<Key extends string | number>(
  entries: Iterable<[Key, unknown]>,
  inner: (part: unknown, key?: string) => Resolved,
  join: (parts: [Key, unknown][]) => unknown,
): Resolved {
  const parts: [Key, unknown][] = [];
  for (const [key, part] of entries) {
    const resolved = inner(part, typeof key === 'string' ? key : undefined);
    if (!resolved.ok) return resolved;
    parts.push([key, resolved.value]);
  }
  return { ok: true, value: join(parts) };
}

function textOf(
  name: string,
  argument: unknown,
  pseudo: (name: string) => string | undefined,
  inner: (part: unknown) => Resolved,
): string | undefined {
  if (name === 'Ref') return typeof argument === 'string' ? pseudo(argument) : undefined;
  if (name === 'Fn::Sub') return typeof argument === 'string' ? substitute(argument, pseudo) : undefined;
  return name === 'Fn::Join' ? joinTexts(argument, inner) : undefined;
}

/** AWS: `${!Name}` stands for the text `${Name}`. */
function substitute(text: string, pseudo: (name: string) => string | undefined): string | undefined {
  let isKnown = true;
  const result = text.replace(/\$\{(!?)([^{}]*)\}/g, (whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    const value = pseudo(name.trim());
    if (value === undefined) isKnown = false;
    return value ?? whole;
  });
  return isKnown ? result : undefined;
}

function joinTexts(argument: unknown, inner: (part: unknown) => Resolved): string | undefined {
  if (!Array.isArray(argument) || argument.length !== 2) return undefined;
  const [delimiter, list] = argument as [unknown, unknown];
  if (typeof delimiter !== 'string' || !Array.isArray(list)) return undefined;
  const resolved = inner(list);
  if (!resolved.ok) return undefined;
  const parts = resolved.value as readonly unknown[];
  return parts.every((part) => typeof part === 'string') ? parts.join(delimiter) : undefined;
}

function pseudoParameter(
  name: string,
  account: Account | undefined,
  inCondition: boolean,
): string | undefined {
  const partition = account?.partition ?? 'aws';
  switch (name) {
    case 'AWS::AccountId':
      return account?.id ?? (inCondition ? undefined : PLACEHOLDER_ACCOUNT);
    case 'AWS::Partition':
      return partition;
    case 'AWS::Region':
      return inCondition ? undefined : PLACEHOLDER_REGION;
    case 'AWS::URLSuffix':
      return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    default:
      return undefined;
  }
}

function unresolved(name: string, argument: unknown): Resolved {
  const isName = typeof argument === 'string' && argument.length <= 80;
  const about = isName ? ` ${argument}` : '';
  return { ok: false, intrinsic: `${name}${about}` };
}
