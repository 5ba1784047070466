import { DEFAULT_SHAPE } from '../claims/subject.ts';
import { subjectGrammar } from '../claims/subject-grammar.ts';
import { wildcardPattern } from '../patterns/pattern.ts';
import { noneOf } from '../patterns/positions.ts';
import { relate } from '../patterns/relate.ts';
import { search, type Purse } from '../patterns/search.ts';
import { unionOf } from '../patterns/union.ts';

/** The parts of a pattern in GitLab's default shape, each a pattern of its own. */
interface Shape {
  readonly path: string;
  readonly type: string;
  readonly ref: string;
}

/**
 * Returns the one pattern that means what two patterns share, as a person would write it.
 *
 * Guarantees: it is inside both, and no subject in GitLab's default shape that matches both is outside of it.
 * @returns `undefined` where it takes more than one pattern, or more than a look to find it
 */
export function meet(one: string, other: string, purse: Purse): string | undefined {
  const [first, second] = [shapeOf(one), shapeOf(other)];
  if (first === undefined || second === undefined) return undefined;
  const path = meetOfParts(first.path, second.path, purse);
  const type = meetOfParts(first.type, second.type, purse);
  const ref = meetOfParts(first.ref, second.ref, purse);
  if (path === undefined || type === undefined || ref === undefined) return undefined;
  const shared = { path, type, ref };
  const text = textOf(shared);
  if (!isInside(text, one, purse) || !isInside(text, other, purse)) return undefined;
  const isEvident = [text, one, other].every(isReadByParts) && isOfBoth(shared, first, second);
  return isEvident || isWhole(text, one, other, purse) ? text : undefined;
}

function shapeOf(text: string): Shape | undefined {
  const [leader, path = '', typeName, type = '*', refName = 'ref', ref = '*', ...more] = text.split(':');
  if (leader !== 'project_path' || text.includes('${') || more.length > 0) return undefined;
  if (typeName === undefined) return path.endsWith('*') ? { path, type: '*', ref: '*' } : undefined;
  if (typeName === '*') return { path, type: '*', ref: '*' };
  return typeName === 'ref_type' && refName === 'ref' ? { path, type, ref } : undefined;
}

function textOf({ path, type, ref }: Shape): string {
  const project = `project_path:${path}`;
  if (type !== '*' || ref !== '*') return `${project}:ref_type:${type}:ref:${ref}`;
  return path.endsWith('*') ? project : `${project}:*`;
}

/** Returns a pattern for what two parts share, as a guess: whether it is right is proved afterwards. */
function meetOfParts(one: string, other: string, purse: Purse): string | undefined {
  if (isInside(one, other, purse)) return one;
  if (isInside(other, one, purse)) return other;
  for (const [begins, ends] of [
    [one, other],
    [other, one],
  ] as const) {
    if (begins.endsWith('*') && ends.startsWith('*')) return begins + ends.slice(1);
  }
  return undefined;
}

function isInside(one: string, other: string, purse: Purse): boolean {
  if (one === other || other === '*') return true;
  return relate([wildcardPattern(one)], [wildcardPattern(other)], () => purse.take()) === 'inside';
}

/**
 * Tells whether a pattern means, of the subjects in the default shape, those whose parts its own parts mean.
 *
 * WHY: no part of a subject has a colon. So where a pattern names all parts, or its last one is literal up to a `*`, no
 * other wildcard can cross one.
 */
function isReadByParts(text: string): boolean {
  const parts = text.split(':');
  const [, path = '', , type = ''] = parts;
  switch (parts.length) {
    case 2:
      return isBeginning(path);
    case 3:
      return isBeginning(path) || !/[*?]/.test(path);
    case 4:
      return isBeginning(type);
    default:
      return parts.length === 6;
  }
}

function isBeginning(text: string): boolean {
  return text.endsWith('*') && text.search(/[*?]/) === text.length - 1;
}

/** Tells whether what is shared has been taken from one side or the other, part by part. */
function isOfBoth(shared: Shape, one: Shape, other: Shape): boolean {
  return (['path', 'type', 'ref'] as const).every((part) => [one[part], other[part]].includes(shared[part]));
}

/** Tells whether no subject in the default shape that matches two patterns is outside of what they share. */
function isWhole(text: string, one: string, other: string, purse: Purse): boolean {
  const grammar = subjectGrammar({ shape: DEFAULT_SHAPE, once: [] });
  const unions = [one, other].map((each) => unionOf([wildcardPattern(each)]));
  const machines = [noneOf([wildcardPattern(text)])];
  return search({ grammar, unions, machines }, purse.take()).kind === 'none';
}
