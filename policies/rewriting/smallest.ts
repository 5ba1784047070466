import type { AllowEntry, Intent } from '../intent/intent.ts';
import { owedTexts } from '../intent/owed.ts';
import { matchesPattern } from '../patterns/match.ts';
import { takeApart } from './apart.ts';
import { factorsOf } from './compact.ts';
import { sizeOf } from './size.ts';

/** What looking for values that others cover may take, in characters compared. */
const COMPARISONS = 20_000_000;

/**
 * Returns how many characters a trust policy has at least that lets in all that an intent owes, as rewrites write it.
 *
 * What goes with the subjects (ids, audiences, a version) is not counted, and neither is a list that is too long to
 * find out what of it is needed.
 */
export function smallestSize(intent: Intent): number {
  const byIssuer = new Map<string, AllowEntry[]>();
  for (const entry of intent.entries) {
    const own = byIssuer.get(entry.issuer);
    if (own === undefined) byIssuer.set(entry.issuer, [entry]);
    else own.push(entry);
  }
  return [...byIssuer].reduce(
    (sum, [name, entries]) => sum + smallestStatement({ ...intent, entries }, name),
    0,
  );
}

function smallestStatement(intent: Intent, name: string): number {
  const lists = takeApart(intent, { name }).map(({ entries }) => neededOf(entries.flatMap(owedTexts)));
  return lists.reduce((sum, list) => sum + smallestList(list), frameOf(name));
}

function frameOf(name: string): number {
  const Principal = { Federated: `arn:aws:iam::111122223333:oidc-provider/${name}` };
  const Condition = { StringLike: { [`${name}:sub`]: [] } };
  return sizeOf({
    Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRoleWithWebIdentity', Condition },
  });
}

function smallestList(values: readonly string[]): number {
  const factors = factorsOf(values);
  const whole = lengthOf(values);
  return factors === undefined ? whole : Math.min(whole, lengthOf([...factors.projects, ...factors.refs]));
}

function lengthOf(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + JSON.stringify(value).length + 1, 0);
}

/** Returns the values that no pattern among them covers; none where it would take too long to find out. */
function neededOf(values: readonly string[]): readonly string[] {
  let needed = [...new Set(values)];
  let left = COMPARISONS;
  // WHY: the shortest cover the most, so that the later ones have little left to be compared with.
  const patterns = needed
    .filter((value) => /[*?]/.test(value))
    .sort((one, other) => one.length - other.length);
  for (const pattern of patterns) {
    left -= pattern.length * needed.reduce((sum, { length }) => sum + length, 0);
    if (left < 0) return [];
    needed = needed.filter((value) => value === pattern || !matchesPattern(pattern, value));
  }
  return needed;
}
