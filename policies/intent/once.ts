import type { Intent } from './intent.ts';

/**
 * Returns a place for what follows from an intent and a key: it is made once and kept as long as the intent.
 *
 * INVARIANT: what is made depends on the intent and the key alone, and is never changed.
 */
export function oncePerIntent<T>(): (intent: Intent, key: string, make: () => T) => T {
  const kept = new WeakMap<Intent, Map<string, T>>();
  return (intent, key, make) => {
    let byKey = kept.get(intent);
    if (byKey === undefined) kept.set(intent, (byKey = new Map()));
    let made = byKey.get(key);
    if (made === undefined) byKey.set(key, (made = make()));
    return made;
  };
}
