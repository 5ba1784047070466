import type { JsonObject } from '../../../../policies/document/json.ts';

const SLOTS = ['', 'IfExists'].flatMap((suffix) =>
  ['', 'ForAnyValue:', 'ForAllValues:'].map((set) => `${set}StringLike${suffix}`),
);

/** Conditions that have a key under every operator that one more list of patterns could take. */
export function takenBy(value: string, key = 'gitlab.com:sub'): JsonObject {
  return Object.fromEntries(SLOTS.map((slot) => [slot, { [key]: value }]));
}
