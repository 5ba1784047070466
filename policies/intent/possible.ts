import { COMPONENTS, DEFAULT_SHAPE, isValue } from '../claims/subject.ts';
import { subjectGrammar } from '../claims/subject-grammar.ts';
import { wildcardPattern } from '../patterns/pattern.ts';
import { DEFAULT_BUDGET, search, type Budget } from '../patterns/search.ts';
import { unionOf } from '../patterns/union.ts';

/** The names of the components that a subject can be made of. */
export const COMPONENT_NAMES: readonly string[] = Object.keys(COMPONENTS);

/** Tells whether a subject may begin with a component. */
export function mayLead(name: string): boolean {
  return Object.hasOwn(COMPONENTS, name) && COMPONENTS[name]?.leads === true;
}

/** Tells whether some project of GitLab may have a path, by today's rules or by older ones. */
export function isProjectPath(text: string): boolean {
  return isValue('path', text);
}

/** Tells whether some group of GitLab may have a path, by today's rules or by older ones. */
export function isGroupPath(text: string): boolean {
  return isValue('path', `${text}/a`);
}

/**
 * Tells whether some branch or tag may match a pattern with `*` and `?`.
 *
 * @param budget - is spent from; once there is none left every pattern may
 */
export function mayMatchRef(pattern: string, budget: Budget = { ...DEFAULT_BUDGET }): boolean {
  // WHY: nearly every pattern has a plain ref among its matches, and to find that one costs nothing.
  if (isValue('ref', pattern.replaceAll(/[*?]/g, 'a'))) return true;
  if (!/[*?]/.test(pattern)) return false;
  // WHY: to build the automata costs something too.
  if (budget.states <= 0 || budget.transitions <= 0) return true;
  const subjects = unionOf([wildcardPattern(`project_path:a/a:ref_type:branch:ref:${pattern}`)]);
  const grammar = subjectGrammar({ shape: DEFAULT_SHAPE, once: [] });
  return search({ grammar, unions: [subjects], machines: [] }, budget).kind !== 'none';
}
