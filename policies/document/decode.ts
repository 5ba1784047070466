import { asList, isJsonObject, member, type Json, type JsonObject } from './json.ts';
import type {
  ActionElement,
  Condition,
  Effect,
  Principal,
  PrincipalElement,
  Statement,
  TrustPolicy,
} from './trust-policy.ts';

/** What keeps a text or a value from being a trust policy. `path` points into the document. */
export type DocumentProblem =
  | {
      readonly kind: 'not-encoded' | 'not-json' | 'too-large' | 'too-deep';
      readonly path: '';
      readonly detail: string;
    }
  | { readonly kind: 'wrong-type'; readonly path: string; readonly expected: string }
  | { readonly kind: 'missing'; readonly path: string; readonly expected: string }
  | { readonly kind: 'wrong-value'; readonly path: string; readonly expected: string };

export type DecodeResult =
  | { readonly ok: true; readonly policy: TrustPolicy }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** AWS: a trust policy may hold 2,048 to 8,192 characters; sixteen times that is no trust policy. */
const MAX_CHARACTERS = 131_072;
const MAX_DEPTH = 32;

const STATEMENT_ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Condition',
]);

const POLICY_ELEMENTS = new Set(['Version', 'Statement']);

type Problems = DocumentProblem[];

/**
 * Decodes a trust policy: an object, its JSON text, or that text percent-encoded as IAM returns it.
 *
 * Elements that a trust policy does not have are kept and named; a value of the wrong type is a problem.
 * Never throws.
 *
 * Guarantees: L1.
 * @returns the typed policy, or every problem found
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function decodeTrustPolicy(input: unknown): DecodeResult {
  const problems: Problems = [];
  const json = typeof input === 'string' ? parseText(input, problems) : (input as Json);
  if (problems.length > 0) return { ok: false, problems };
  if (!isJsonObject(json)) return { ok: false, problems: [wrongType('', 'an object')] };
  const policy = decodePolicy(json, problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policy };
}

/** Says in one line what is wrong with a document, for people. */
export function describeDocumentProblem(problem: DocumentProblem): string {
  switch (problem.kind) {
    case 'not-encoded':
    case 'not-json':
    case 'too-large':
    case 'too-deep':
      return problem.detail;
    case 'missing':
      return `${problem.path} is missing: ${problem.expected}`;
    case 'wrong-type':
    case 'wrong-value':
      return `${problem.path === '' ? 'a trust policy' : problem.path} has to be ${problem.expected}`;
  }
}

function parseText(text: string, problems: Problems): Json {
  if (text.length > MAX_CHARACTERS) {
    const detail = `a trust policy has at most ${MAX_CHARACTERS} characters, this text has ${text.length}`;
    problems.push({ kind: 'too-large', path: '', detail });
    return null;
  }
  // AWS: GetRole and its kin return documents percent-encoded (RFC 3986); JSON cannot begin with `%`.
  const decoded = text.trimStart().startsWith('%') ? decodePercent(text, problems) : text;
  return decoded === undefined ? null : parseJson(decoded, problems);
}

function decodePercent(text: string, problems: Problems): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    problems.push({ kind: 'not-encoded', path: '', detail: 'the percent-encoding is broken' });
    return undefined;
  }
}

function parseJson(text: string, problems: Problems): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    problems.push({ kind: 'not-json', path: '', detail: 'the trust policy is not JSON' });
    return null;
  }
}

function decodePolicy(json: JsonObject, problems: Problems): TrustPolicy {
  const version = member(json, 'Version');
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    problems.push({ kind: 'wrong-value', path: 'Version', expected: '`2012-10-17` or `2008-10-17`' });
  }
  const statement = member(json, 'Statement');
  if (statement === undefined) {
    problems.push({ kind: 'missing', path: 'Statement', expected: 'a trust policy has at least one' });
  }
  const statements: Statement[] = [];
  asList(statement).forEach((value, index) => {
    const decoded = decodeStatement(value, index, problems);
    if (decoded !== undefined) statements.push(decoded);
  });
  if (Object.keys(json).length > (version === undefined ? 1 : 2)) checkDepth(json, POLICY_ELEMENTS, problems);
  return { hasVariables: version === '2012-10-17', statements, json };
}

function decodeStatement(json: Json, index: number, problems: Problems): Statement | undefined {
  const path = `Statement[${index}]`;
  if (!isJsonObject(json)) {
    problems.push(wrongType(path, 'an object'));
    return undefined;
  }
  const sid = member(json, 'Sid');
  if (sid !== undefined && typeof sid !== 'string') problems.push(wrongType(`${path}.Sid`, 'a string'));
  return {
    index,
    sid: typeof sid === 'string' ? sid : undefined,
    effect: decodeEffect(json, path, problems),
    principal: decodePrincipalElement(json, path, problems),
    action: decodeActionElement(json, path, problems),
    conditions: decodeConditions(member(json, 'Condition'), `${path}.Condition`, problems),
    unknownElements: unknownElements(json, problems),
    json,
  };
}

function unknownElements(json: JsonObject, problems: Problems): readonly string[] {
  const unknown = Object.keys(json).filter((name) => !STATEMENT_ELEMENTS.has(name));
  if (unknown.length > 0) checkDepth(json, STATEMENT_ELEMENTS, problems);
  return unknown;
}

function decodeEffect(json: JsonObject, path: string, problems: Problems): Effect {
  const effect = member(json, 'Effect');
  if (effect === 'Allow' || effect === 'Deny') return effect;
  problems.push({ kind: 'wrong-value', path: `${path}.Effect`, expected: '`Allow` or `Deny`' });
  return 'Allow';
}

/** Returns the one of two elements that is there, and whether it is the negated one. */
function eitherElement(
  json: JsonObject,
  name: string,
  path: string,
  problems: Problems,
): { value: Json | undefined; negated: boolean; path: string } {
  const plain = member(json, name);
  const negated = member(json, `Not${name}`);
  if ((plain === undefined) === (negated === undefined)) {
    problems.push({
      kind: 'missing',
      path: `${path}.${name}`,
      expected: `exactly one of ${name} and Not${name}`,
    });
  }
  const isNegated = plain === undefined;
  return { value: plain ?? negated, negated: isNegated, path: `${path}.${isNegated ? 'Not' : ''}${name}` };
}

function decodePrincipalElement(json: JsonObject, path: string, problems: Problems): PrincipalElement {
  const element = eitherElement(json, 'Principal', path, problems);
  const principals: Principal[] = [];
  if (element.value === '*') principals.push({ type: '*', value: '*' });
  else if (isJsonObject(element.value)) decodePrincipals(element.value, element.path, principals, problems);
  else if (element.value !== undefined) problems.push(wrongType(element.path, 'an object'));
  return { negated: element.negated, principals };
}

function decodePrincipals(json: JsonObject, path: string, into: Principal[], problems: Problems): void {
  for (const [type, values] of Object.entries(json)) {
    for (const value of asList(values)) {
      if (typeof value === 'string') into.push({ type, value });
      else problems.push(wrongType(`${path}.${type}`, 'a string or a list of strings'));
    }
  }
}

function decodeActionElement(json: JsonObject, path: string, problems: Problems): ActionElement {
  const element = eitherElement(json, 'Action', path, problems);
  const patterns: string[] = [];
  for (const value of asList(element.value)) {
    if (typeof value === 'string') patterns.push(value);
    else problems.push(wrongType(element.path, 'a string or a list of strings'));
  }
  return { negated: element.negated, patterns };
}

function decodeConditions(json: Json | undefined, path: string, problems: Problems): Condition[] {
  if (json === undefined) return [];
  if (!isJsonObject(json)) {
    problems.push(wrongType(path, 'an object'));
    return [];
  }
  return Object.entries(json).flatMap(([operator, block]) => {
    if (isJsonObject(block)) return decodeBlock(operator, block, `${path}.${operator}`, problems);
    problems.push(wrongType(`${path}.${operator}`, 'an object'));
    return [];
  });
}

function decodeBlock(operator: string, block: JsonObject, path: string, problems: Problems): Condition[] {
  return Object.entries(block).map(([key, json]) => {
    const values: string[] = [];
    for (const value of asList(json)) {
      if (typeof value === 'string') values.push(value);
      else if (typeof value === 'number' || typeof value === 'boolean') values.push(String(value));
      else problems.push(wrongType(`${path}.${key}`, 'strings, numbers or booleans'));
    }
    return { operator, key, values };
  });
}

/** INVARIANT: what was decoded can be walked recursively; what is decoded above has a depth of its own. */
function checkDepth(json: JsonObject, known: ReadonlySet<string>, problems: Problems): void {
  let level: Json[] = Object.keys(json)
    .filter((name) => !known.has(name))
    .map((name) => json[name] as Json);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      problems.push({
        kind: 'too-deep',
        path: '',
        detail: `the trust policy is nested deeper than ${MAX_DEPTH} levels`,
      });
      return;
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}

function wrongType(path: string, expected: string): DocumentProblem {
  return { kind: 'wrong-type', path, expected };
}
