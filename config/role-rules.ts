import type { Budget } from '../policies/index.ts';
import { rolePatternsOf, type Draft } from './draft.ts';
import { formatPath } from './problem.ts';
import { relateRoles } from './role-pattern.ts';
import { RoleShelves, type Placing } from './role-shelves.ts';
import type { PlacedText, Rule } from './rules.ts';
import { show } from './show.ts';

/** How much work comparing the patterns of one configuration may take, and how many pairs are looked at. */
const BUDGET: Readonly<Budget> = { states: 40_000, transitions: 20_000_000 };
const PAIRS = 2_000_000;

/** Complains of a role pattern that an earlier one covers: no role is left for it. */
export const leavesRolesToEachEntry: Rule = (draft) => {
  const roles = rolePatternsOf(draft);
  return [...comparedIn(draft, roles).covered].map(([later, earlier]) => {
    const [{ path, value }, other] = [roles[later] as PlacedText, roles[earlier] as PlacedText];
    const message = `no role is left for ${show(value)}: \`${formatPath(other.path)}\` means all of them and the first that matches wins, put this entry before it or remove it`;
    return { path, message };
  });
};

/** Warns of two role patterns of which neither covers the other, and that mean some of the same roles. */
export const overlapsNoEntry: Rule = (draft) => {
  const roles = rolePatternsOf(draft);
  return [...comparedIn(draft, roles).overlapping].map(([later, earlier]) => {
    const [{ path, value }, other] = [roles[later] as PlacedText, roles[earlier] as PlacedText];
    const message = `${show(value)} and \`${formatPath(other.path)}\` mean some of the same roles, for which the first wins: make sure that this is meant`;
    return { path, message };
  });
};

/** Warns where the patterns are too many or too long to compare all of them: what is not compared is not complained of. */
export const comparesAllEntries: Rule = (draft) => {
  if (comparedIn(draft, rolePatternsOf(draft)).isWhole) return [];
  const message =
    'the role patterns are too many or too long to compare them all, so that an entry that can never win may go unseen: write fewer wildcards or split the configuration';
  return [{ path: ['roles'], message }];
};

/** How the patterns lie to each other, by index: the later one, and the first of the earlier ones of which it holds. */
interface Compared {
  readonly covered: ReadonlyMap<number, number>;
  readonly overlapping: ReadonlyMap<number, number>;
  readonly isWhole: boolean;
}

/** WHY: three rules ask, and it may be long. */
const comparedDrafts = new WeakMap<Draft, Compared>();

function comparedIn(draft: Draft, roles: readonly PlacedText[]): Compared {
  const known = comparedDrafts.get(draft) ?? compare(roles.map(({ value }) => value));
  comparedDrafts.set(draft, known);
  return known;
}

function compare(patterns: readonly string[]): Compared {
  const covered = new Map<number, number>();
  const overlapping = new Map<number, number>();
  const budget = { ...BUDGET };
  let [left, isWhole] = [PAIRS, true];
  for (const [later, earlier] of pairsOf(new RoleShelves(patterns))) {
    if (left-- === 0) return { covered, overlapping, isWhole: false };
    const before = (found: ReadonlyMap<number, number>) =>
      (found.get(later.index) ?? Infinity) <= earlier.index;
    // WHY: the same pattern twice is another mistake.
    if (before(covered) || patterns[later.index] === patterns[earlier.index]) continue;
    const relation = relateRoles(later.parts, earlier.parts, budget);
    isWhole &&= relation !== 'unknown';
    if (relation === 'inside') covered.set(later.index, earlier.index);
    if (relation !== 'overlapping' || before(overlapping)) continue;
    const reverse = relateRoles(earlier.parts, later.parts, budget);
    isWhole &&= reverse !== 'unknown';
    if (reverse === 'overlapping') overlapping.set(later.index, earlier.index);
  }
  for (const index of covered.keys()) overlapping.delete(index);
  return { covered, overlapping, isWhole };
}

/** Lists the pairs of patterns that may mean a role in common, the later one first: one begins like the other. */
function* pairsOf(shelves: RoleShelves): Iterable<readonly [Placing, Placing]> {
  for (const one of shelves.placings) {
    for (const others of shelves.reaching(one.parts.account, one.beginning)) {
      for (const other of others) {
        if (other.index < one.index) yield [one, other];
        // WHY: where both begin alike the pair comes twice.
        else if (other.beginning !== one.beginning) yield [other, one];
      }
    }
  }
}
