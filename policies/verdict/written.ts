import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf, isPositive, type IssuerCondition } from '../conditions/constraint.ts';
import { PERHAPS, SURELY } from '../conditions/doubt.ts';
import type { Acquaintances } from '../claims/namespace-machine.ts';
import { foldAscii, isLiteral, type Pattern } from '../patterns/pattern.ts';

/** The claims that no stranger can have the same as somebody else. */
export const PINNING_CLAIMS: ReadonlySet<string> = new Set(['project_id', 'namespace_id', 'user_id']);

/** Returns the patterns that the positive conditions of an Allow put on the subject. */
export function positivePatterns({ conditions }: Box): Pattern[] {
  const patterns: Pattern[] = [];
  for (const condition of conditions) {
    if (condition.key.kind !== 'subject') continue;
    const constraint = constraintOf(condition, PERHAPS);
    if (constraint.kind === 'some') patterns.push(...constraint.patterns);
  }
  return patterns;
}

/** Returns the root namespaces and project ids that the positive conditions of Allows write out in full. */
export function writtenOut(allows: readonly Box[]): Acquaintances {
  const roots: string[] = [];
  const projectIds: string[] = [];
  for (const { conditions } of allows) {
    for (const { condition, operator, key } of conditions) {
      if (key.kind !== 'subject' || operator === undefined || operator.row.negated) continue;
      for (const value of condition.values) {
        const root = literalBehind('project_path:', '/', value);
        if (root !== undefined) roots.push(foldAscii(root));
        const id = literalBehind('project_id:', ':', value);
        if (id !== undefined) projectIds.push(id);
      }
    }
  }
  return { roots, projectIds };
}

/** Returns what stands between a literal beginning and the next separator, if no wildcard or variable does. */
function literalBehind(beginning: string, separator: string, value: string): string | undefined {
  if (!value.startsWith(beginning)) return undefined;
  const end = value.indexOf(separator, beginning.length);
  const literal = value.slice(beginning.length, end < 0 ? undefined : end);
  return /[*?$]/.test(literal) ? undefined : literal;
}

/** Tells whether a condition names ids that no stranger can have, each in full. */
export function namesIds(condition: IssuerCondition): boolean {
  if (condition.key.kind !== 'claim' || !PINNING_CLAIMS.has(condition.key.name)) return false;
  const constraint = constraintOf(condition, PERHAPS);
  if (constraint.kind === 'some' || constraint.kind === 'no') return constraint.patterns.every(isLiteral);
  const name = condition.operator?.row.name;
  return constraint.kind === 'test' && (name === 'NumericEquals' || name === 'NumericNotEquals');
}

/** Tells whether a condition takes, of the tokens that have its claim, only those with one of the ids that it names. */
export function listsIds(condition: IssuerCondition): boolean {
  return isPositive(condition) && namesIds(condition);
}

/** Tells whether an Allow puts no condition on the subject that keeps any out. */
export function isUnconstrained(allow: Box): boolean {
  return subjectConditions(allow).every((condition) => constraintOf(condition, SURELY).kind === 'all');
}
