import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { ConfigurationDocument } from './document.ts';
import * as generated from './schema-validator.ts';

/** The part of a schema from which a message about it is made. */
export interface SchemaFacts {
  readonly [keyword: string]: unknown;
  /** The name of the definition, by which other tables refer to it. */
  readonly $anchor?: string;
  /** A noun with its article: what a valid value is. */
  readonly title?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaFacts | boolean>>;
}

/** A mistake as Ajv sees it. */
export interface Mismatch {
  readonly keyword: string;
  /** JSON pointer to the value. */
  readonly instancePath: string;
  /** JSON pointer to the keyword in the schema. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** The schema that holds the keyword. */
  readonly schema: SchemaFacts;
}

/** A value that holds to the schema, or every place where it does not. */
export type Validated =
  | { readonly ok: true; readonly document: ConfigurationDocument }
  | { readonly ok: false; readonly mismatches: readonly Mismatch[] };

const validator = generated.validate as ValidateFunction<ConfigurationDocument>;

/** Compares a value with `config.schema.json`, by the validator that `npm run generate` made of it. */
export function validateDocument(value: unknown): Validated {
  if (validator(value)) return { ok: true, document: value };
  return { ok: false, mismatches: (validator.errors ?? []).map(toMismatch) };
}

function toMismatch(error: ErrorObject): Mismatch {
  const { keyword, instancePath, schemaPath, params, data, parentSchema } = error;
  return { keyword, instancePath, schemaPath, params, value: data, schema: parentSchema ?? {} };
}
