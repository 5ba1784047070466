import * as fc from 'fast-check';

/** The part of a JSON Schema that the configuration's schema uses. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

/** Makes values that a schema accepts, most of them; what an `if` asks of an object is left to chance. */
export function schemaArb(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
): fc.Arbitrary<unknown> {
  const arbOf = (part: Schema): fc.Arbitrary<unknown> => schemaArb(part, definitions);
  if (schema.$ref !== undefined) return arbOf(definitions[schema.$ref.slice('#/$defs/'.length)] as Schema);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === undefined && schema.then !== undefined && schema.else !== undefined)
    return fc.oneof(arbOf(schema.then), arbOf(schema.else));
  const examples = fc.constantFrom(...(schema.examples ?? [null]));
  switch (schema.type) {
    case 'object':
      return objectArb(schema, arbOf);
    case 'array': {
      const items = arbOf(schema.items as Schema);
      const size = { minLength: schema.minItems ?? 0, maxLength: 3 };
      return schema.uniqueItems === true ? fc.uniqueArray(items, size) : fc.array(items, size);
    }
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 9, 0x7fffffff) });
    case 'number':
      return fc.double({ min: 0.001, max: schema.maximum ?? 1, noNaN: true });
    case 'string':
    case undefined:
    default:
      return fc.oneof(examples, textArb(schema));
  }
}

function objectArb(
  { properties = {}, required = [] }: Schema,
  arbOf: (part: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, arbOf(part)]));
  return fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
}

function textArb({ pattern, format, maxLength = 1000 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    return days.map((day) => day.toISOString().slice(0, 10));
  }
  if (pattern === undefined) return fc.string({ maxLength });
  return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, maxLength));
}
