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
  for (const [index, value] of asList(statement).entries()) {
    const found: Problems = [];
    const decoded = decodeStatement(value, index, found);
    if (decoded !== undefined) statements.push(decoded);
    for (const problem of found) problems.push(within(`Statement[${index}]`, problem));
  }
  if (Object.keys(json).length > (version === undefined ? 1 : 2)) checkDepth(json, POLICY_ELEMENTS, problems);
  return { hasVariables: version === '2012-10-17', statements, json };
}

/** WHY: paths are put together when there is a problem, and there nearly never is one. */
function within(place: string, problem: DocumentProblem): DocumentProblem {
  if (!('expected' in problem)) return problem;
  return { ...problem, path: problem.path === '' ? place : `${place}.${problem.path}` };
}

function decodeStatement(json: Json, index: number, problems: Problems): Statement | undefined {
  if (!isJsonObject(json)) {
    problems.push(wrongType('', 'an object'));
    return undefined;
  }
  const sid = member(json, 'Sid');
  if (sid !== undefined && typeof sid !== 'string') problems.push(wrongType('Sid', 'a string'));
  return {
    index,
    sid: typeof sid === 'string' ? sid : undefined,
    effect: decodeEffect(json, problems),
    principal: decodePrincipalElement(json, problems),
    action: decodeActionElement(json, problems),
    conditions: decodeConditions(member(json, 'Condition'), problems),
    unknownElements: unknownElements(json, problems),
    json,
  };
}

function unknownElements(json: JsonObject, problems: Problems): readonly string[] {
  const unknown = Object.keys(json).filter((name) => !STATEMENT_ELEMENTS.has(name));
  if (unknown.length > 0) checkDepth(json, STATEMENT_ELEMENTS, problems);
  return unknown;
}

function decodeEffect(json: JsonObject, problems: Problems): Effect {
  const effect = member(json, 'Effect');
  if (effect === 'Allow' || effect === 'Deny') return effect;
  problems.push({ kind: 'wrong-value', path: 'Effect', expected: '`Allow` or `Deny`' });
  return 'Allow';
}

/** Tells whether the negated one of two elements is there; exactly one of the two has to be. */
function isNegated(json: JsonObject, name: string, negation: string, problems: Problems): boolean {
  const negated = Object.hasOwn(json, negation);
  if (negated === Object.hasOwn(json, name)) {
    problems.push({ kind: 'missing', path: name, expected: `exactly one of ${name} and ${negation}` });
  }
  return negated;
}

function decodePrincipalElement(json: JsonObject, problems: Problems): PrincipalElement {
  const negated = isNegated(json, 'Principal', 'NotPrincipal', problems);
  const name = negated ? 'NotPrincipal' : 'Principal';
  const value = member(json, name);
  const principals: Principal[] = [];
  if (value === '*') principals.push({ type: '*', value: '*' });
  else if (isJsonObject(value)) decodePrincipals(value, name, principals, problems);
  else if (value !== undefined) problems.push(wrongType(name, 'an object'));
  return { negated, principals };
}

function decodePrincipals(json: JsonObject, name: string, into: Principal[], problems: Problems): void {
  for (const type of Object.keys(json)) {
    for (const value of asList(json[type])) {
      if (typeof value === 'string') into.push({ type, value });
      else problems.push(wrongType(`${name}.${type}`, 'a string or a list of strings'));
    }
  }
}

function decodeActionElement(json: JsonObject, problems: Problems): ActionElement {
  const negated = isNegated(json, 'Action', 'NotAction', problems);
  const name = negated ? 'NotAction' : 'Action';
  const patterns: string[] = [];
  for (const value of asList(member(json, name))) {
    if (typeof value === 'string') patterns.push(value);
    else problems.push(wrongType(name, 'a string or a list of strings'));
  }
  return { negated, patterns };
}

function decodeConditions(json: Json | undefined, problems: Problems): Condition[] {
  const conditions: Condition[] = [];
  if (json === undefined) return conditions;
  if (!isJsonObject(json)) {
    problems.push(wrongType('Condition', 'an object'));
    return conditions;
  }
  for (const operator of Object.keys(json)) {
    const block = json[operator];
    if (isJsonObject(block)) decodeBlock(operator, block, conditions, problems);
    else problems.push(wrongType(`Condition.${operator}`, 'an object'));
  }
  return conditions;
}

function decodeBlock(operator: string, block: JsonObject, into: Condition[], problems: Problems): void {
  for (const key of Object.keys(block)) {
    const values: string[] = [];
    for (const value of asList(block[key])) {
      if (typeof value === 'string') values.push(value);
      else if (typeof value === 'number' || typeof value === 'boolean') values.push(String(value));
      else problems.push(wrongType(`Condition.${operator}.${key}`, 'strings, numbers or booleans'));
    }
    into.push({ operator, key, values });
  }
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
