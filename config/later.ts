/**
 * Keys that the design has and this version does not honour, by the definition in the schema that will hold
 * them; `configuration` is the document itself.
 */
export const LATER_KEYS: Readonly<Record<string, readonly string[]>> = {
  quarantine: ['revokeSessions', 'onRefusal'],
};

/** Tells whether a key of a definition is one of a later version. */
export function isLater(definition: string, name: string): boolean {
  return (LATER_KEYS[definition] ?? []).includes(name);
}
