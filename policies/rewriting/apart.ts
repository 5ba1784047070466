import { needsId, type AllowEntry, type Intent, type Issuer } from '../intent/intent.ts';
import { countBehindRef } from './behind-ref.ts';

/**
 * Takes an intent apart for an issuer, into what may stand in one statement; only one where all may.
 *
 * WHY: two conditions do not say which id goes with which path, so that where ids are required one project with the
 * path of another would have the refs of that as well. And what keeps components from following the ref in some
 * shapes keeps other shapes out.
 */
export function takeApart(intent: Intent, issuer: Pick<Issuer, 'name'>): Intent[] {
  const own = intent.entries.filter((entry) => entry.issuer === issuer.name);
  const refs = new Map<string | undefined, unknown[]>();
  for (const { id, refs: listed = null } of own) addTo(refs, id, listed);
  const parts = new Map<string, AllowEntry[]>();
  for (const part of own.flatMap(byShapes)) {
    const needed = needsId(part) ? refs.get(part.id) : [];
    addTo(parts, JSON.stringify([needed, countBehindRef(part.shapes?.[0] ?? [])]), part);
  }
  return [...parts.values()].map((entries) => ({ ...intent, entries }));
}

/** Takes an entry apart into those whose shapes have as much behind the ref as each other. */
function byShapes(entry: AllowEntry): AllowEntry[] {
  const { shapes = [] } = entry;
  const counts = [...new Set(shapes.map(countBehindRef))];
  if (counts.length < 2) return [entry];
  return counts.map((count) => ({
    ...entry,
    shapes: shapes.filter((each) => countBehindRef(each) === count),
  }));
}

function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
