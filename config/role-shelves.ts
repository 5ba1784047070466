import { beginningOf, matchesRole, partsOf, type RoleParts } from './role-pattern.ts';

/** One pattern of a list, with its place in it. */
export interface Placing {
  readonly index: number;
  readonly parts: RoleParts;
  /** What stands in path and name before the first wildcard. */
  readonly beginning: string;
}

/** The patterns of one account by their beginnings. */
interface Shelf {
  /** The lengths of the beginnings, each once. */
  readonly lengths: number[];
  /** By beginning, in the order of the list. */
  readonly byBeginning: Map<string, Placing[]>;
}

/** The shelf of the patterns that are not about one account. */
const ANY_ACCOUNT = '*';

/** Patterns of roles, by account and by what path and name begin with. */
export class RoleShelves {
  readonly placings: readonly Placing[];
  readonly #shelves = new Map<string, Shelf>();

  /** @param patterns - ARNs of roles with `*` and `?` */
  constructor(patterns: readonly string[]) {
    this.placings = patterns.map((pattern, index) => {
      const parts = partsOf(pattern);
      return { index, parts, beginning: beginningOf(parts.resource) };
    });
    for (const placing of this.placings) this.#put(placing);
  }

  /**
   * Returns lists of the patterns that may mean a text as path and name in an account, each in the order of the
   * patterns: their beginnings are beginnings of the text.
   *
   * @param account - may be a pattern; then the patterns of all accounts are meant
   * @param resource - `role/`, the path and the name
   */
  *reaching(account: string, resource: string): Iterable<readonly Placing[]> {
    const isOne = beginningOf(account) === account;
    for (const name of isOne ? [account, ANY_ACCOUNT] : this.#shelves.keys()) {
      const shelf = this.#shelves.get(name);
      for (const length of shelf?.lengths ?? []) {
        const found = length <= resource.length && shelf?.byBeginning.get(resource.slice(0, length));
        if (found) yield found;
      }
    }
  }

  #put(placing: Placing): void {
    const { account } = placing.parts;
    const name = beginningOf(account) === account ? account : ANY_ACCOUNT;
    const shelf = this.#shelves.get(name) ?? { lengths: [], byBeginning: new Map<string, Placing[]>() };
    this.#shelves.set(name, shelf);
    const same = shelf.byBeginning.get(placing.beginning);
    if (same === undefined) {
      shelf.byBeginning.set(placing.beginning, [placing]);
      if (!shelf.lengths.includes(placing.beginning.length)) shelf.lengths.push(placing.beginning.length);
    } else {
      same.push(placing);
    }
  }
}

/**
 * Finds the first of some patterns that means a role; -1 where none does.
 *
 * Equivalent to: trying one after the other. Cost: a look-up for each length of a beginning, and the patterns that
 * begin like the role.
 */
export function firstMatch(shelves: RoleShelves, arn: string): number {
  const role = partsOf(arn);
  let first = Infinity;
  for (const placings of shelves.reaching(role.account, role.resource)) {
    const found = placings.find(({ index, parts }) => index >= first || matchesRole(parts, role));
    if (found !== undefined) first = Math.min(first, found.index);
  }
  return first === Infinity ? -1 : first;
}
