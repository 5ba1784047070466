import type { Item } from '../adapters/documents/read-roles.ts';
import type { Plan } from '../policies/index.ts';
import type { Checked } from './render/checked.ts';

/** WHY: an account has at most 5,000 roles, and what is read may be without end. */
const MAX_ROLES = 100_000;

/** Says of a role that was judged before where that was. */
export class JudgedRoles {
  readonly #sources = new Map<string, string>();

  /** Adds a note where the role that an item names was judged before. */
  note(item: Item, checked: Checked): Checked {
    if ('error' in checked || 'error' in item || item.role === undefined) return checked;
    const first = this.#sources.get(item.role);
    if (first !== undefined)
      return {
        ...checked,
        plan: withNotes(
          checked.plan,
          `the role was judged before, in \`${first}\`, see which of them counts`,
        ),
      };
    if (this.#sources.size < MAX_ROLES) this.#sources.set(item.role, item.source);
    return checked;
  }
}

/** Adds what a person should know to a plan. */
export function withNotes(plan: Plan, ...notes: readonly (string | undefined)[]): Plan {
  const known = notes.filter((note) => note !== undefined);
  return known.length === 0 ? plan : { ...plan, notes: [...plan.notes, ...known] };
}
