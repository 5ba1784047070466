import type { Json, JsonObject } from '../../policies/index.ts';
import type { Dice } from './dice.ts';

/** Writes a document in another order: its statements, the keys of its objects, the values of its lists. */
export function shuffledDocument(document: JsonObject, dice: Dice): JsonObject {
  return shuffled(document, dice) as JsonObject;
}

function shuffled(value: Json, dice: Dice): Json {
  if (Array.isArray(value))
    return dice.shuffled(value as readonly Json[]).map((each) => shuffled(each, dice));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    dice.shuffled(Object.entries(value)).map(([name, inner]) => [name, shuffled(inner, dice)]),
  );
}
