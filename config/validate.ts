import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import schema from './config.schema.json' with { type: 'json' };
import { isDay } from './day.ts';
import type { ConfigurationDocument } from './document.ts';

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

let validator: ValidateFunction<ConfigurationDocument> | undefined;

/** Compares a value with `config.schema.json`. */
export function validateDocument(value: unknown): Validated {
  // WHY: on the first call, since compiling costs more than the rest of a short command.
  validator ??= compileSchema();
  if (validator(value)) return { ok: true, document: value };
  return { ok: false, mismatches: (validator.errors ?? []).map(toMismatch) };
}

function compileSchema(): ValidateFunction<ConfigurationDocument> {
  // WHY: strict, but for two checks that do not see that a branch of an `if` shares the keys around it.
  const strictness = { strict: true, strictTypes: false, strictRequired: false };
  const ajv = new Ajv2020({ allErrors: true, verbose: true, ...strictness });
  ajv.addFormat('date', isDay);
  // WHY: Ajv resolves anchors, but its strict mode does not know the word.
  ajv.addKeyword('$anchor');
  return ajv.compile<ConfigurationDocument>(schema);
}

function toMismatch(error: ErrorObject): Mismatch {
  const { keyword, instancePath, schemaPath, params, data, parentSchema } = error;
  return { keyword, instancePath, schemaPath, params, value: data, schema: parentSchema ?? {} };
}
