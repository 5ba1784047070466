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
  const text = textOf({ path, type, ref });
  return isMeetOf(text, one, other, purse) ? text : undefined;
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
  return relate([wildcardPattern(one)], [wildcardPattern(other)], () => purse.take()) === 'inside';
}

function isMeetOf(text: string, one: string, other: string, purse: Purse): boolean {
  if (!isInside(text, one, purse) || !isInside(text, other, purse)) return false;
  const grammar = subjectGrammar({ shape: DEFAULT_SHAPE, once: [] });
  const unions = [one, other].map((each) => unionOf([wildcardPattern(each)]));
  const machines = [noneOf([wildcardPattern(text)])];
  return search({ grammar, unions, machines }, purse.take()).kind === 'none';
}
