import { needsId, type Intent, type Issuer } from '../intent/intent.ts';

/** Tells whether the path of some project of an issuer proves nothing. */
export function requiresIds({ entries }: Intent, issuer: Issuer): boolean {
  return entries.some((entry) => entry.issuer === issuer.name && needsId(entry));
}

/** Returns an intent for which paths are proof enough: what a subject is narrowed by, before the ids are added. */
export function withoutRequiredIds(intent: Intent): Intent {
  return { ...intent, entries: intent.entries.map((entry) => ({ ...entry, requiresId: false })) };
}
