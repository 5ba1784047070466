import type { Complaint, Path } from './problem.ts';

/** What a rule looks at: a value that may still break the schema anywhere, and what was found wrong so far. */
export interface Draft {
  readonly value: unknown;
  readonly complaints: readonly Complaint[];
  /** The time at which it is read. */
  readonly now: Date;
}

/** A value of a draft with the path to it. */
export interface Placed {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Tells whether some key of a value was complained of: then any key that is not there may be the one that was meant.
 */
export function hasWrongKey({ complaints }: Draft, { path }: Pick<Placed, 'path'>): boolean {
  let wrong = holdersOfWrongKeys.get(complaints);
  if (wrong === undefined) {
    const keys = complaints.filter(({ on, path: key }) => on === 'key' && key.length > 0);
    wrong = new Set(keys.map((complaint) => JSON.stringify(complaint.path.slice(0, -1))));
    holdersOfWrongKeys.set(complaints, wrong);
  }
  return wrong.has(JSON.stringify(path));
}

/** WHY: there may be a mistake in every line of a long list, and every line asks. */
const holdersOfWrongKeys = new WeakMap<readonly Complaint[], ReadonlySet<string>>();

/** Lists the items at a key of the document; none where it holds no list. */
export function itemsAt(draft: Draft, key: string): readonly Placed[] {
  return itemsOf(fieldOf({ path: [], value: draft.value }, key));
}

/** Lists the lines of every allowlist of the document. */
export function allowItemsOf(draft: Draft): readonly Placed[] {
  const defaults = fieldOf({ path: [], value: draft.value }, 'defaults');
  return [defaults, ...itemsAt(draft, 'roles')].flatMap((holder) => itemsOf(fieldOf(holder, 'allow')));
}

/** Returns the texts at `role` of every entry of `roles`. */
export function rolePatternsOf(draft: Draft): readonly (Placed & { readonly value: string })[] {
  return itemsAt(draft, 'roles').flatMap((item) => textOf(fieldOf(item, 'role'), '') ?? []);
}

/** Takes a field of a value, `undefined` where it has none. */
export function fieldOf({ path, value }: Placed, key: string): Placed {
  const held = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return { path: [...path, key], value: held };
}

/** Lists the items of a value, none where it is no list. */
export function itemsOf({ path, value }: Placed): readonly Placed[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.map((item, index) => ({ path: [...path, index], value: item }));
}

/** Takes the lists of branches and of tags of an allowlist line. */
export function refListsOf(item: Placed): readonly Placed[] {
  return [fieldOf(item, 'branches'), fieldOf(item, 'tags')];
}

/** Takes the text of an item that is written either as text or as an object with the text under a key. */
export function textOf(item: Placed, key: string): (Placed & { readonly value: string }) | undefined {
  const { path, value } = typeof item.value === 'string' ? item : fieldOf(item, key);
  return typeof value === 'string' ? { path, value } : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
