/**
 * Keys that the design has and this version does not honour, by the definition in the schema that will hold
 * them; `configuration` is the document itself.
 */
export const LATER_KEYS: Readonly<Record<string, readonly string[]>> = {
  quarantine: ['revokeSessions', 'onRefusal'],
};

/** Values that the design has and this version does not honour, by the definition of the value in the schema. */
export const LATER_VALUES: Readonly<Record<string, readonly string[]>> = {
  quarantineLevel: ['freeze', 'freeze-all'],
};

/** Tells whether a table names a key or a value of a definition as one of a later version. */
export function isLater(
  table: Readonly<Record<string, readonly string[]>>,
  definition: string,
  name: unknown,
): boolean {
  return typeof name === 'string' && (table[definition] ?? []).includes(name);
}
