import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';

// WHY: the schema says draft-04, which Ajv does not know; all else in it means the same in draft-07.
const { $schema: _, id: __, ...body } = schema;

const validate = new Ajv({
  strict: false,
  // WHY: a pattern of the schema has a lone bracket.
  unicodeRegExp: false,
  allErrors: true,
  formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true },
}).compile(body);

/** Returns what is wrong with a value by the schema of SARIF 2.1.0, in one line each. */
export function sarifFaults(value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}

function isUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && isReference(text);
}

function isReference(text: string): boolean {
  return /^(%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=])*$/.test(text);
}
