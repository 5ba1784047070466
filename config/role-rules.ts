import type { Budget } from '../policies/index.ts';
import { rolePatternsOf } from './draft.ts';
import { formatPath } from './problem.ts';
import type { Complaint } from './problem.ts';
import { relateRoles } from './role-pattern.ts';
import { RoleShelves, type Placing } from './role-shelves.ts';
import type { Rule } from './rules.ts';
import { show } from './show.ts';

/**
 * How much work comparing the patterns of one configuration may take, and how many characters are looked at, each
 * pair as some; what is beyond is not complained of.
 */
const BUDGET: Readonly<Budget> = { states: 40_000, transitions: 400_000 };
const CHARACTERS = 20_000_000;
const PAIR = 20;

/** Complains of a role pattern that an earlier one covers: no role is left for it. */
export const leavesRolesToEachEntry: Rule = (draft) => {
  const roles = rolePatternsOf(draft);
  const budget = { ...BUDGET };
  const complaints = new Map<number, Complaint>();
  for (const [one, other] of pairsOf(new RoleShelves(roles.map(({ value }) => value)))) {
    if (other.index >= one.index || complaints.has(one.index)) continue;
    const [later, earlier] = [roles[one.index], roles[other.index]];
    if (later === undefined || earlier === undefined || later.value === earlier.value) continue;
    if (relateRoles(one.parts, other.parts, budget) !== 'inside') continue;
    const message = `no role is left for ${show(later.value)}: \`${formatPath(earlier.path)}\` means all of them and the first that matches wins, put this entry before it or remove it`;
    complaints.set(one.index, { path: later.path, message });
  }
  return [...complaints.values()];
};

/** Warns of two role patterns of which neither covers the other, and that mean some of the same roles. */
export const overlapsNoEntry: Rule = (draft) => {
  const roles = rolePatternsOf(draft);
  const budget = { ...BUDGET };
  const complaints = new Map<number, Complaint>();
  for (const [one, other] of pairsOf(new RoleShelves(roles.map(({ value }) => value)))) {
    const [later, earlier] = one.index > other.index ? [one, other] : [other, one];
    const [inner, outer] = [roles[later.index], roles[earlier.index]];
    if (inner === undefined || outer === undefined || complaints.has(later.index)) continue;
    if (relateRoles(later.parts, earlier.parts, budget) !== 'overlapping') continue;
    if (relateRoles(earlier.parts, later.parts, budget) !== 'overlapping') continue;
    const message = `${show(inner.value)} and \`${formatPath(outer.path)}\` mean some of the same roles, for which the first wins: make sure that this is meant`;
    complaints.set(later.index, { path: inner.path, message });
  }
  return [...complaints.values()];
};

/** Lists the pairs of patterns that may mean a role in common: the second begins like the first. */
function* pairsOf(shelves: RoleShelves): Iterable<readonly [Placing, Placing]> {
  let left = CHARACTERS;
  for (const one of shelves.placings) {
    for (const others of shelves.reaching(one.parts.account, one.beginning)) {
      for (const other of others) {
        left -= PAIR + one.parts.resource.length + other.parts.resource.length;
        if (left < 0) return;
        if (other.index !== one.index) yield [one, other];
      }
    }
  }
}
