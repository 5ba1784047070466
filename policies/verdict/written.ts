import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf, outcomeWhenAbsent } from '../conditions/constraint.ts';
import { PERHAPS, SURELY } from '../conditions/doubt.ts';
import type { Acquaintances } from '../claims/namespace-machine.ts';
import { foldAscii, isLiteral, type Pattern } from '../patterns/pattern.ts';

const PINNING_CLAIMS = new Set(['project_id', 'namespace_id', 'user_id']);

/** Returns the patterns that the positive conditions of Allows put on the subject. */
export function positivePatterns(allows: readonly Box[]): Pattern[] {
  return allows.flatMap(subjectConditions).flatMap((condition) => {
    const constraint = constraintOf(condition, PERHAPS);
    return constraint.kind === 'some' ? constraint.patterns : [];
  });
}

/** Returns the root namespaces and project ids that a policy writes out in full. */
export function writtenOut(allows: readonly Box[]): Acquaintances {
  const patterns = positivePatterns(allows);
  return {
    roots: patterns.flatMap((pattern) => literalBehind(pattern, 'project_path:', '/')).map(foldAscii),
    projectIds: patterns.flatMap((pattern) => literalBehind(pattern, 'project_id:', ':')),
  };
}

/** Returns what stands between a literal beginning and the next separator, if no wildcard does. */
function literalBehind(pattern: Pattern, beginning: string, separator: string): string[] {
  const wild = pattern.elements.findIndex((element) => element < 0);
  const literal = pattern.elements
    .slice(0, wild < 0 ? undefined : wild)
    .map((each) => String.fromCodePoint(each))
    .join('');
  if (!literal.startsWith(beginning)) return [];
  const rest = literal.slice(beginning.length);
  const end = rest.indexOf(separator);
  if (end >= 0) return [rest.slice(0, end)];
  return wild < 0 ? [rest] : [];
}

/** Tells whether an Allow demands one of some literal ids that no stranger can have. */
export function isPinned(allow: Box): boolean {
  return allow.conditions.some((condition) => {
    if (condition.key.kind !== 'claim' || !PINNING_CLAIMS.has(condition.key.name)) return false;
    const constraint = constraintOf(condition, SURELY);
    const isLiteralList = constraint.kind === 'some' && constraint.patterns.every(isLiteral);
    return isLiteralList && outcomeWhenAbsent(condition) === 'no';
  });
}

/** Tells whether an Allow puts no condition on the subject that keeps any out. */
export function isUnconstrained(allow: Box): boolean {
  return subjectConditions(allow).every((condition) => constraintOf(condition, SURELY).kind === 'all');
}
