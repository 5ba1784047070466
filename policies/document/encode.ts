import { decodeTrustPolicy } from './decode.ts';
import { asList, isJsonObject, member, type Json, type JsonObject } from './json.ts';

/** AWS: a policy document holds tab, line feed, carriage return and U+0020 to U+00FF (UpdateAssumeRolePolicy). */
const NOT_IN_DOCUMENT = /[^\u0020-\u00ff]/g;

/** Encodes a trust policy as the minified JSON text that is handed to IAM; what IAM does not take is escaped. */
export function encodeTrustPolicy(document: JsonObject): string {
  return JSON.stringify(document).replace(
    NOT_IN_DOCUMENT,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Returns the text that two documents share exactly when IAM means the same by both: lists are sets, a scalar
 * is a list of one, numbers and booleans are text, and an account id is its root ARN.
 *
 * AWS: IAM returns principals in another order from one read to the next and rewrites account ids.
 */
export function canonicalText(document: JsonObject): string {
  const statements = asList(member(document, 'Statement')).map(canonicalStatement);
  const rest = Object.entries(document).filter(([name]) => name !== 'Statement');
  return JSON.stringify([
    sorted(rest.map(([name, value]) => [name, canonicalValue(value)])),
    asSet(statements),
  ]);
}

/**
 * Tells whether IAM means the same by two documents, each an object or text as {@link decodeTrustPolicy} takes it.
 * What is no trust policy equals nothing.
 */
export function isSameTrustPolicy(one: unknown, other: unknown): boolean {
  const [first, second] = [decodeTrustPolicy(one), decodeTrustPolicy(other)];
  return first.ok && second.ok && canonicalText(first.policy.json) === canonicalText(second.policy.json);
}

function canonicalStatement(statement: Json): Json {
  if (!isJsonObject(statement)) return statement;
  const elements = Object.entries(statement).map(([name, value]): Json => {
    if (name === 'Principal' || name === 'NotPrincipal') return [name, canonicalPrincipal(value)];
    if (name === 'Sid' || name === 'Effect') return [name, value];
    return [name, canonicalValue(value)];
  });
  return sorted(elements);
}

function canonicalPrincipal(principal: Json): Json {
  if (!isJsonObject(principal)) return principal;
  const types = Object.entries(principal).map(([type, values]): Json => [
    type,
    asSet(asList(values).map((value) => canonicalAccount(type, value))),
  ]);
  return sorted(types);
}

/** WHY: towards the bare id and not towards the ARN, whose partition an id does not tell. */
function canonicalAccount(type: string, value: Json): Json {
  if (type !== 'AWS' || typeof value !== 'string') return value;
  const root = /^arn:[a-z-]+:iam::(\d{12}):root$/.exec(value);
  return root?.[1] ?? value;
}

function canonicalValue(value: Json): Json {
  if (isJsonObject(value)) {
    return sorted(Object.entries(value).map(([name, inner]): Json => [name, canonicalValue(inner)]));
  }
  if (Array.isArray(value)) return asSet((value as readonly Json[]).map(canonicalElement));
  return [canonicalElement(value)];
}

function canonicalElement(value: Json): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function sorted(values: readonly Json[]): Json[] {
  return values
    .map((value) => ({ value, text: JSON.stringify(value) }))
    .sort((one, other) => (one.text < other.text ? -1 : Number(one.text > other.text)))
    .map(({ value }) => value);
}

function asSet(values: readonly Json[]): Json[] {
  const seen = new Set<string>();
  return sorted(values).filter((value) => {
    const text = JSON.stringify(value);
    return seen.has(text) ? false : seen.add(text);
  });
}
