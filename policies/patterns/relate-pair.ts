import { covers } from './covers.ts';
import { ANY, RUN, wildcardPattern } from './pattern.ts';
import { relateBySearch, type Relation } from './relate.ts';
import { DEFAULT_BUDGET, type Budget } from './search.ts';

/**
 * Decides how the texts that one pattern with `*` and `?` means lie to those of another.
 *
 * Cost: the product of the lengths, and for a `?` that meets a `*` a search.
 * @param budget - is spent from; `unknown` is the answer once there is none left
 */
export function relatePatterns(
  inner: string,
  outer: string,
  budget: Budget = { ...DEFAULT_BUDGET },
): Relation {
  return (
    relateByMatching(inner, outer, budget) ??
    relateBySearch([wildcardPattern(inner)], [wildcardPattern(outer)], budget)
  );
}

/**
 * Decides it by matching one pattern with the other as if it were a text.
 *
 * Equivalent to: {@link relateBySearch} of the two, wherever it answers.
 * @returns `undefined` where a `?` has to be weighed against a `*`, and once there is no budget left
 */
export function relateByMatching(inner: string, outer: string, budget: Budget): Relation | undefined {
  // WHY: no text is empty, so what an empty pattern means is left to the search.
  if (inner === '' || outer === '') return undefined;
  if (haveOtherEnds(inner, outer)) return 'disjoint';
  const cost = 2 * inner.length * outer.length;
  if (budget.transitions < cost) return undefined;
  budget.transitions -= cost;
  const [one, other] = [wildcardPattern(inner).elements, wildcardPattern(outer).elements];
  if (covers(other, one)) return 'inside';
  if (!shareText(one, other)) return 'disjoint';
  return other.includes(ANY) ? undefined : 'overlapping';
}

/**
 * Decides it by what the texts begin with, where the outer one is literal or ends with its only wildcard, a `*`; the
 * usual case, for which no pattern has to be compiled.
 *
 * Equivalent to: {@link relateBySearch} of the two, wherever it answers.
 */
export function relateByBeginning(inner: string, outer: string): Exclude<Relation, 'unknown'> | undefined {
  if (inner === '' || outer === '') return undefined;
  if (inner === outer) return 'inside';
  const [wild, innerWild] = [firstWildcard(outer), firstWildcard(inner)];
  const literal = inner.slice(0, innerWild);
  if (wild === outer.length)
    return literal === inner || !outer.startsWith(literal.slice(0, wild)) ? 'disjoint' : undefined;
  if (outer[wild] !== '*' || wild < outer.length - 1) return undefined;
  const beginning = outer.slice(0, wild);
  if (endsInHalf(beginning) || endsInHalf(literal)) return undefined;
  if (literal.startsWith(beginning)) return 'inside';
  if (literal === inner || !beginning.startsWith(literal)) return 'disjoint';
  return inner === `${literal}*` ? 'overlapping' : undefined;
}

/** Returns where the first wildcard stands, or the length of a text without any. */
function firstWildcard(text: string): number {
  const [run, one] = [text.indexOf('*'), text.indexOf('?')];
  if (run < 0) return one < 0 ? text.length : one;
  return one < 0 ? run : Math.min(run, one);
}

/** WHY: half a character that stands before a wildcard may look like the beginning of a whole one. */
function endsInHalf(text: string): boolean {
  return (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}

/** Tells whether two patterns differ before the first wildcard of both, or behind the last. */
function haveOtherEnds(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  let at = 0;
  while (at < length && !isWild(one, at) && one[at] === other[at]) at++;
  if (at < length && !isWild(one, at) && !isWild(other, at)) return true;
  let end = 1;
  while (end <= length && !isWild(one, one.length - end) && one.at(-end) === other.at(-end)) end++;
  return end <= length && !isWild(one, one.length - end) && !isWild(other, other.length - end);
}

function isWild(text: string, at: number): boolean {
  return text[at] === '*' || text[at] === '?';
}

/** Tells whether some text belongs to two patterns: walks both at once, to the end of both. */
function shareText(one: readonly number[], other: readonly number[]): boolean {
  let reached = new Uint8Array(one.length + 1);
  let next = new Uint8Array(one.length + 1);
  for (let at = 0; at === 0 || one[at - 1] === RUN; at++) reached[at] = 1;
  for (const element of other) {
    next.fill(0);
    const isAny = element === RUN;
    for (let at = 0; at <= one.length; at++) {
      // WHY: a run may be empty, or take what the other has here, which it then may take again.
      if (isAny && (reached[at] === 1 || (at > 0 && next[at - 1] === 1))) next[at] = 1;
      if (reached[at] === 0 || at === one.length) continue;
      const own = one[at] as number;
      if (own === RUN) next[at] = 1;
      else if (!isAny && shareLetter(own, element)) next[at + 1] = 1;
    }
    for (let at = 0; at < one.length; at++) if (next[at] === 1 && one[at] === RUN) next[at + 1] = 1;
    [reached, next] = [next, reached];
  }
  return reached[one.length] === 1;
}

function shareLetter(one: number, other: number): boolean {
  return one === other || one === ANY || other === ANY;
}
