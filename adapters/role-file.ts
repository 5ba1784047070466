import { placesOfJson } from './documents/json-places.ts';
import { linesOf, repeatedIn } from './documents/place.ts';
import { jsonFault } from './json-fault.ts';
import { isObject, own, ownText, type ParsedObject, withoutMark } from './json-text.ts';
import type { Role } from '../remediation/ports.ts';

const documentKey = 'AssumeRolePolicyDocument';

/** One file of a file account: what `aws iam get-role` printed, whole, and the role in it. */
export interface RoleFile {
  readonly path: string;
  readonly content: ParsedObject & { readonly Role: ParsedObject };
  readonly role: Role;
}

/**
 * Reads the text of a role file.
 *
 * @throws an error with one line that says what is missing
 */
export function parseRoleFile(path: string, text: string): RoleFile {
  const content = parseObject(withoutMark(text));
  const repeated = repeatedIn(placesOfJson(withoutMark(text)));
  // WHY: the parser takes the last of them in silence, and IAM takes neither.
  if (repeated !== undefined)
    throw new Error(`\`${repeated.key}\` is given twice, in line ${linesOf(text)(repeated.offset)}`);
  const role = own(content, 'Role');
  if (!isObject(role)) throw new Error('no `Role`');
  const trustPolicy = documentText(own(role, documentKey));
  return {
    path,
    content: { ...content, Role: role },
    role: { arn: need('Arn'), name: need('RoleName'), id: need('RoleId'), trustPolicy, ...createdIn(role) },
  };

  function need(key: string): string {
    const found = ownText(role, key);
    if (found === undefined) throw new Error(`no \`Role.${key}\``);
    return found;
  }
}

/**
 * Returns the text of a role file with another trust policy, in the form that the old one had: an object,
 * text, or percent-encoded text. Every other field stays.
 *
 * @param document - the new trust policy, parsed
 */
export function formatRoleFile(file: RoleFile, document: ParsedObject): string {
  const role = file.content.Role;
  return formatWithRole(file, { ...role, [documentKey]: inFormOf(role[documentKey], document) });
}

/** Returns the text of a role file with another `Role`. */
export function formatWithRole({ content }: RoleFile, role: ParsedObject): string {
  return `${JSON.stringify({ ...content, Role: role }, null, 2)}\n`;
}

function createdIn(role: ParsedObject): Pick<Role, 'created'> {
  const time = Date.parse(ownText(role, 'CreateDate') ?? '');
  return Number.isNaN(time) ? {} : { created: new Date(time).toISOString() };
}

function parseObject(text: string): ParsedObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(jsonFault(text, cause), { cause });
  }
  if (isObject(value)) return value;
  throw new Error('no JSON object');
}

function documentText(document: unknown): string {
  if (typeof document === 'string') return document;
  if (isObject(document)) return JSON.stringify(document);
  throw new Error(`\`Role.${documentKey}\` is neither an object nor text`);
}

function inFormOf(old: unknown, document: ParsedObject): ParsedObject | string {
  if (typeof old !== 'string') return document;
  const text = JSON.stringify(document);
  return old.trimStart().startsWith('%') ? percentEncode(text) : text;
}

/** AWS: IAM encodes documents by RFC 3986, `docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html`. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
