import { subjectGrammar } from '../claims/subject-grammar.ts';
import { matchesPattern } from '../patterns/match.ts';
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
  const path = meetOfParts(first.path, second.path);
  const type = meetOfParts(first.type, second.type);
  const ref = meetOfParts(first.ref, second.ref);
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
function meetOfParts(one: string, other: string): string | undefined {
  if (matchesPattern(one, other)) return other;
  if (matchesPattern(other, one)) return one;
  const [begins, ends] = one.endsWith('*') ? [one, other] : [other, one];
  return begins.endsWith('*') && ends.startsWith('*') ? begins + ends.slice(1) : undefined;
}

function isMeetOf(text: string, one: string, other: string, purse: Purse): boolean {
  const [candidate, first, second] = [text, one, other].map((each) => wildcardPattern(each));
  if (candidate === undefined || first === undefined || second === undefined) return false;
  const isInside = [first, second].every((outer) => relate([candidate], [outer], purse.take()) === 'inside');
  if (!isInside) return false;
  const grammar = subjectGrammar({ shape: 'default', once: [] });
  const unions = [unionOf([first]), unionOf([second])];
  return search({ grammar, unions, machines: [noneOf([candidate])] }, purse.take()).kind === 'none';
}
