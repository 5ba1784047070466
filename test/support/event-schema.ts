import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** An event as a rule is handed it, without what EventBridge adds. */
export interface SentEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

const schema = JSON.parse(readFileSync('docs/events.schema.json', 'utf8')) as {
  readonly oneOf: readonly { readonly properties: { readonly 'detail-type': { readonly const: string } } }[];
  readonly $defs: Readonly<Record<string, { readonly properties: Readonly<Record<string, object>> }>>;
};

const validate = new Ajv2020({ allErrors: true }).compile(schema);

/** The kinds of events that the schema describes, by their detail-types. */
export const describedEvents = schema.oneOf.map(({ properties }) => properties['detail-type'].const);

/** The members of the details that the schema describes, by what the event is about. */
export const describedMembers = Object.fromEntries(
  Object.entries(schema.$defs).map(([name, { properties }]) => [name, Object.keys(properties)]),
);

/** Returns what is wrong with an event by `docs/events.schema.json`, in one line each. */
export function eventFaults(event: unknown): readonly string[] {
  if (validate(event)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}

/** Reads the events out of a request to PutEvents. */
export function eventsPut(body: string): readonly SentEvent[] {
  const { Entries } = JSON.parse(body) as { Entries: readonly Record<string, unknown>[] };
  return Entries.map(({ Source, DetailType, Resources, Detail }) => ({
    source: Source as string,
    'detail-type': DetailType as string,
    resources: Resources as string[],
    detail: JSON.parse(Detail as string) as Record<string, unknown>,
  }));
}
