import { matchesPattern, relatePatterns, type Budget, type Relation } from '../policies/index.ts';

/** The parts of a role's ARN, or of a pattern of such ARNs, that say which role it is. */
export interface RoleParts {
  readonly partition: string;
  readonly account: string;
  /** `role/`, the path and the name. */
  readonly resource: string;
}

/** The parts in the order in which people compare them. */
export const PARTS = ['account', 'resource', 'partition'] as const;

/**
 * Takes a role's ARN, or a pattern, apart.
 *
 * WHY: a `*` ends at the colon of its part. Whoever creates a role chooses its path, in which a colon may stand: as
 * one text `…::*:role/break-glass` would match `…:role/x:role/break-glass` too.
 */
export function partsOf(arn: string): RoleParts {
  const [, partition = '', , , account = '', ...rest] = arn.split(':');
  return { partition, account, resource: rest.join(':') };
}

/** Tells whether a role is one of those that a pattern means. */
export function matchesRole(pattern: RoleParts, role: RoleParts): boolean {
  return PARTS.every((part) => isPart(pattern[part], role[part]));
}

/** Tells whether a part of a role's ARN is one that a pattern means, with case. */
export function isPart(pattern: string, part: string): boolean {
  return pattern === part || (hasWildcard(pattern) && matchesPattern(pattern, part));
}

/** Tells how the roles that one pattern means lie to those of another; spends from the budget. */
export function relateRoles(inner: RoleParts, outer: RoleParts, budget: Budget): Relation {
  let all: Relation = 'inside';
  for (const part of PARTS) {
    const relation = relateParts(inner[part], outer[part], budget);
    if (relation === 'disjoint') return 'disjoint';
    if (relation !== 'inside') all = all === 'unknown' ? all : relation;
  }
  return all;
}

function relateParts(inner: string, outer: string, budget: Budget): Relation {
  if (inner === outer || outer === '*') return 'inside';
  return hasWildcard(inner) || hasWildcard(outer) ? relatePatterns(inner, outer, budget) : 'disjoint';
}

/** Returns what stands before the first wildcard. */
export function beginningOf(pattern: string): string {
  const wild = pattern.search(/[*?]/);
  return wild < 0 ? pattern : pattern.slice(0, wild);
}

function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
