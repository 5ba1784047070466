import { COMPONENTS, isValue } from '../claims/subject.ts';

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
 * WHY: git refuses some characters, and some that stand side by side or at an end; no wildcard parts these, and with an
 * `a` in its place there are no others.
 */
export function mayMatchRef(pattern: string): boolean {
  return isValue('ref', pattern.replaceAll(/[*?]/g, 'a'));
}
