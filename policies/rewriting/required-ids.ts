import { needsId, type AllowEntry, type Intent, type Issuer } from '../intent/intent.ts';

/** Tells whether the path of some project of an issuer proves nothing. */
export function requiresIds({ entries }: Intent, issuer: Issuer): boolean {
  return entries.some((entry) => entry.issuer === issuer.name && needsId(entry));
}

/** Returns an intent for which paths are proof enough: what a subject is narrowed by, before the ids are added. */
export function withoutRequiredIds(intent: Intent): Intent {
  return { ...intent, entries: intent.entries.map((entry) => ({ ...entry, requiresId: false })) };
}

/**
 * Takes an intent apart into those of the projects of an issuer with the same refs.
 *
 * WHY: two conditions do not say which id goes with which path, so that one project with the path of another would
 * have the refs of that as well.
 */
export function byRefs(intent: Intent, issuer: Issuer): Intent[] {
  const parts = new Map<string, AllowEntry[]>();
  const own = intent.entries.filter((entry) => entry.issuer === issuer.name);
  for (const entry of own) {
    const same = own.filter(({ id }) => id === entry.id);
    const key = needsId(entry) ? JSON.stringify(same.map(({ refs }) => refs ?? null)) : '';
    parts.set(key, [...(parts.get(key) ?? []), entry]);
  }
  return [...parts.values()].map((entries) => ({ ...intent, entries }));
}
