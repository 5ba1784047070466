import { closest, distance } from 'fastest-levenshtein';

/**
 * Finds the one of some names that a misspelled name most likely stands for.
 *
 * @returns nothing where no name is near enough: a third of the letters wrong, two swapped, or one name
 *   the beginning of the other
 */
export function suggest(name: string, names: readonly string[]): string | undefined {
  // WHY: the distance costs the product of the lengths, and no name of ours is near to a long one.
  if (name.length > 64 || name === '' || names.length === 0) return undefined;
  const folded = name.toLowerCase();
  const best = closest(
    folded,
    names.map((candidate) => candidate.toLowerCase()),
  );
  const match = names.find((candidate) => candidate.toLowerCase() === best);
  if (distance(folded, best) <= tolerance(Math.max(folded.length, best.length))) return match;
  return names.find((candidate) => isBeginning(folded, candidate.toLowerCase()));
}

/** A third of the letters, but two swapped ones in any name of four and more. */
function tolerance(length: number): number {
  return Math.max(length / 3, Math.min(length / 2, 2));
}

function isBeginning(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  return shorter >= 3 && one.slice(0, shorter) === other.slice(0, shorter);
}
