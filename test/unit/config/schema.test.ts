import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import schema from '../../../config/config.schema.json' with { type: 'json' };
import { isDay } from '../../../config/day.ts';
import { writeExample } from '../../../config/write.ts';
import { COMPONENT_NAMES } from '../../../policies/index.ts';
import { COMPLETE } from './complete.ts';

interface Definition {
  readonly $anchor?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Definition>>;
}

const definitions: readonly (readonly [string, Definition])[] = [
  ['configuration', schema],
  ...Object.entries<Definition>(schema.$defs),
];
const objects = definitions.filter(([, { type }]) => type === 'object');
const properties = objects.flatMap(([name, { properties: held = {} }]) =>
  Object.entries(held).map(([key, property]) => [`${name}.${key}`, property] as const),
);

function keysOf(name: string): readonly string[] {
  return Object.keys(definitions.find(([known]) => known === name)?.[1].properties ?? {}).sort();
}

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  ajv.addKeyword('$anchor');
  return ajv.addFormat('date', isDay);
}

describe('the schema', () => {
  it('holds to its own meta-schema', () => {
    expect(newAjv().validateSchema(schema)).toBe(true);
  });

  it('carries in each definition its name', () => {
    expect(definitions.map(([, { $anchor }]) => $anchor)).toEqual(definitions.map(([name]) => name));
  });

  it.each(objects)('closes the object %s and requires only keys that it has', (_, definition) => {
    expect(definition.additionalProperties).toBe(false);
    const keys = Object.keys(definition.properties ?? {});
    expect(keys).toEqual(expect.arrayContaining([...(definition.required ?? [])]));
  });

  it.each(properties)('describes the property %s in a sentence, with examples', (_, property) => {
    expect(property.description).toMatch(/\.$/);
    expect(property.examples?.length).toBeGreaterThan(0);
  });

  it.each(definitions.slice(1))('names the definition %s and gives examples', (_, definition) => {
    expect(definition.title).toMatch(/^(an?|the) [^.]+$/);
    expect(definition.examples?.length).toBeGreaterThan(0);
  });

  const ajv = newAjv();

  it.each([...properties, ...definitions.slice(1)])('accepts its own examples of %s', (_, held) => {
    const $ref = held.$ref ?? `#/$defs/${held.$anchor}`;
    const validate = ajv.compile({ $defs: schema.$defs, $ref });
    expect((held.examples ?? []).filter((example) => !validate(example))).toEqual([]);
  });

  it.each([...properties, ...definitions.slice(1)])('writes its examples of %s as YAML', (_, held) => {
    const written = (held.examples ?? []).map((example) => `key: ${writeExample(example)}`);
    expect(written.map((line) => parse(line))).toEqual(held.examples?.map((example) => ({ key: example })));
  });

  it('knows the components that the core knows', () => {
    expect(schema.$defs.component.enum).toEqual(COMPONENT_NAMES);
  });

  it('accepts a document with every key', () => {
    const validate = newAjv().compile(schema);
    expect(validate(COMPLETE)).toBe(true);
  });
});

describe('the type of a document', () => {
  const [, project, group] = COMPLETE.roles[0]?.allow ?? [];

  const held: Readonly<Record<string, unknown>> = {
    configuration: COMPLETE,
    limits: COMPLETE.limits,
    rate: COMPLETE.limits.changesPerRole,
    issuerObject: COMPLETE.issuers[1],
    defaults: COMPLETE.defaults,
    roleEntry: COMPLETE.roles[0],
    allowObject: Object.assign({}, project, group),
    quarantine: COMPLETE.quarantine,
    exemption: COMPLETE.exempt[0],
  };

  it('is compared with every object of the schema', () => {
    expect(Object.keys(held).sort()).toEqual(objects.map(([name]) => name).sort());
  });

  it.each(Object.entries(held))('has the keys of %s in the schema', (name, holder) => {
    expect(Object.keys(Object(holder)).sort()).toEqual(keysOf(name));
  });
});
