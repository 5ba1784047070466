import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import type { JsonObject } from '../document/json.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import { wildcardPattern } from '../patterns/pattern.ts';
import { relate } from '../patterns/relate.ts';
import type { Purse } from '../patterns/search.ts';
import { replaceStatements, withCondition } from './edit.ts';

/** The operator that takes the second half of a list that was factored; it means the same as the plain one. */
const SECOND = 'ForAnyValue:StringLike';

/**
 * Makes the lists of subjects of a document shorter without changing what they mean for GitLab's default shape:
 * a value that another covers goes, and a list of every project with every ref becomes two lists.
 *
 * INVARIANT: what comes out is proved like any other rewrite; nothing here has to be.
 */
export function compact(
  policy: TrustPolicy,
  boxOf: (statement: JsonObject) => Box | undefined,
  isOurs: (statement: JsonObject) => boolean,
  purse: Purse,
): JsonObject {
  return replaceStatements(policy, ({ json }) => {
    const box = isOurs(json) ? boxOf(json) : undefined;
    const [condition, ...others] = box === undefined ? [] : subjectConditions(box);
    if (condition === undefined || others.length > 0 || condition.operator?.row.name !== 'StringLike')
      return undefined;
    const { operator, key, values } = condition.condition;
    if (operator === SECOND || values.some((value) => value.includes('${'))) return undefined;
    const needed = withoutCovered(values, purse);
    const factors = factorsOf(needed);
    if (factors === undefined) return [withCondition(json, operator, key, needed)];
    return [withCondition(withCondition(json, operator, key, factors.projects), SECOND, key, factors.refs)];
  });
}

/** WHY: one after the other, so that of two values that mean the same one stays. */
function withoutCovered(values: readonly string[], purse: Purse): readonly string[] {
  let needed = [...new Set(values)];
  for (const value of values) {
    const others = needed.filter((each) => each !== value);
    const patterns = others.map((each) => wildcardPattern(each));
    const isCovered =
      others.length > 0 && relate([wildcardPattern(value)], patterns, () => purse.take()) === 'inside';
    if (isCovered) needed = others;
  }
  return needed;
}

const REF = ':ref_type:';

/** Takes a list apart into projects and refs, if it has every project with every ref and that is shorter. */
export function factorsOf(
  values: readonly string[],
): { readonly projects: readonly string[]; readonly refs: readonly string[] } | undefined {
  const parts = values.map((value) => value.split(REF));
  if (parts.some((part) => part.length !== 2)) return undefined;
  const projects = [...new Set(parts.map(([project = '']) => project))];
  const refs = [...new Set(parts.map(([, ref = '']) => ref))];
  const isProduct = projects.length * refs.length === new Set(values).size;
  if (!isProduct || projects.length < 2 || refs.length < 2) return undefined;
  return {
    projects: projects.map((project) => (project.endsWith('*') ? project : `${project}:*`)),
    refs: refs.map((ref) => `*${REF}${ref}`),
  };
}
