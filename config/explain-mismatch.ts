import type { Complaint, Path } from './problem.ts';
import { show } from './show.ts';
import { suggest } from './suggest.ts';
import type { SchemaFacts, Mismatch } from './validate.ts';
import { writeExample, writeOptions } from './write.ts';
import { wayOut } from './ways-out.ts';

/**
 * Turns what Ajv found into one complaint for each mistake.
 *
 * A misspelled key that had to be there is one mistake, not an unknown key and a missing one.
 */
export function explainMismatches(mismatches: readonly Mismatch[]): readonly Complaint[] {
  const meant = new Set(mismatches.flatMap(meantKeys));
  return mismatches
    .filter((mismatch) => mismatch.keyword !== 'if')
    .filter((mismatch) => !missingKeys(mismatch).some((key) => meant.has(placeOfKey(mismatch, key))))
    .map(explain);
}

function explain(mismatch: Mismatch): Complaint {
  switch (mismatch.keyword) {
    case 'additionalProperties':
      return explainUnknownKey(mismatch);
    case 'required':
      return explainMissingKey(mismatch);
    case 'false schema':
      return explainKeyBesideGroup(mismatch);
    default:
      return { path: pathOf(mismatch.instancePath), message: explainValue(mismatch) };
  }
}

function explainUnknownKey(mismatch: Mismatch): Complaint {
  const key = unknownKey(mismatch) ?? '';
  const path = [...pathOf(mismatch.instancePath), key];
  return { path, on: 'key', message: unknownKeyMessage(mismatch, key) };
}

function unknownKeyMessage(mismatch: Mismatch, key: string): string {
  if (key === '<<') return 'merge keys (`<<`) are not understood, write the keys out';
  const names = keysOf(mismatch.schema);
  const near = suggest(key, names);
  if (near !== undefined) return `unknown key ${show(key)}, did you mean \`${near}\``;
  return `unknown key ${show(key)}, use ${writeOptions(names)}`;
}

function explainMissingKey(mismatch: Mismatch): Complaint {
  const path = pathOf(mismatch.instancePath);
  const [key = '', ...others] = missingKeys(mismatch);
  if (others.length > 0) {
    return { path, message: 'neither a `project` nor a `group` is named, add one of them' };
  }
  const facts = factsOf(mismatch.schema, key);
  const lines = (facts.examples ?? []).map((example) => `\`${key}: ${writeExample(example)}\``);
  return { path: [...path, key], message: `key \`${key}\` is missing, add ${lines.join(' or ')}` };
}

function explainKeyBesideGroup({ instancePath }: Mismatch): Complaint {
  const path = pathOf(instancePath);
  const message =
    path.at(-1) === 'id'
      ? '`id` is the number of a project and does not go with `group`, remove it'
      : 'both a `project` and a `group` are named, make two entries of them';
  return { path, on: 'key', message };
}

function explainValue(mismatch: Mismatch): string {
  const { keyword, schema, value } = mismatch;
  const definition = definitionOf(mismatch);
  if (keyword === 'maxLength' && typeof value === 'string') {
    return `${show(value)} has ${value.length} characters of at most ${String(mismatch.params['limit'])}, shorten it`;
  }
  return `${show(value)} is not ${schema.title ?? 'valid'}, ${wayOut(definition, schema, value)}`;
}

/** The keys for which unknown keys of an object most likely stand. */
function meantKeys(mismatch: Mismatch): readonly string[] {
  const key = unknownKey(mismatch);
  const near = key === undefined ? undefined : suggest(key, keysOf(mismatch.schema));
  return near === undefined ? [] : [placeOfKey(mismatch, near)];
}

function placeOfKey({ instancePath }: Mismatch, key: string): string {
  return `${instancePath}/${key}`;
}

function unknownKey({ keyword, params }: Mismatch): string | undefined {
  return keyword === 'additionalProperties' ? String(params['additionalProperty']) : undefined;
}

/** The keys of which one is missing; an entry without a project may name a group instead. */
function missingKeys(mismatch: Mismatch): readonly string[] {
  if (mismatch.keyword !== 'required') return [];
  if (mismatch.schemaPath.endsWith('/else/required')) return ['project', 'group'];
  return [String(mismatch.params['missingProperty'])];
}

function keysOf(schema: SchemaFacts): readonly string[] {
  return Object.keys(schema.properties ?? {});
}

function factsOf(schema: SchemaFacts, key: string): SchemaFacts {
  const facts = schema.properties?.[key];
  return typeof facts === 'object' ? facts : {};
}

function definitionOf({ schema }: Mismatch): string {
  return schema.$anchor ?? '';
}

/**
 * Reads a JSON pointer of Ajv as a path.
 *
 * INVARIANT: Ajv goes only into keys that the schema names, and none of them is a number or holds `/` or `~`.
 */
function pathOf(pointer: string): Path {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
