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

/** Returns the root namespaces and project ids that the positive conditions of Allows write out in full. */
export function writtenOut(allows: readonly Box[]): Acquaintances {
  const roots: string[] = [];
  const projectIds: string[] = [];
  for (const { condition, operator } of allows.flatMap(subjectConditions)) {
    if (operator === undefined || operator.row.negated) continue;
    for (const value of condition.values) {
      addLiteralBehind('project_path:', '/', value, roots);
      addLiteralBehind('project_id:', ':', value, projectIds);
    }
  }
  return { roots: roots.map(foldAscii), projectIds };
}

/** Adds what stands between a literal beginning and the next separator, if no wildcard or variable does. */
function addLiteralBehind(beginning: string, separator: string, value: string, into: string[]): void {
  if (!value.startsWith(beginning)) return;
  const first = value.slice(beginning.length).split(separator)[0] as string;
  if (!/[*?$]/.test(first)) into.push(first);
}

/** Tells whether an Allow demands one of some literal ids that no stranger can have. */
export function isPinned(allow: Box): boolean {
  return allow.conditions.some((condition) => {
    if (condition.key.kind !== 'claim' || !PINNING_CLAIMS.has(condition.key.name)) return false;
    const constraint = constraintOf(condition, SURELY);
    const isLiteralList = constraint.kind === 'some' && constraint.patterns.every(isLiteral);
    const isNumber = constraint.kind === 'test' && condition.operator?.row.name === 'NumericEquals';
    return (isLiteralList || isNumber) && outcomeWhenAbsent(condition) === 'no';
  });
}

/** Tells whether an Allow puts no condition on the subject that keeps any out. */
export function isUnconstrained(allow: Box): boolean {
  return subjectConditions(allow).every((condition) => constraintOf(condition, SURELY).kind === 'all');
}
