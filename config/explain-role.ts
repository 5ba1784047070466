import type { Configuration } from './configuration.ts';
import { isPart, partsOf, PARTS, type RoleParts } from './role-pattern.ts';
import { selectRole, type RoleSelection } from './select.ts';

/** An entry that does not mean a role, and why. */
export interface PassedEntry {
  /** Index in `roles`. */
  readonly index: number;
  readonly pattern: string;
  /** The part of the ARN that differs; the first in the order in which people compare. */
  readonly part: keyof RoleParts;
  /** What the pattern wants there, and what the role has. */
  readonly wanted: string;
  readonly found: string;
}

/** What the configuration says about a role, and how it came to that. */
export interface RoleExplanation {
  readonly selection: RoleSelection;
  /** The pattern of the entry that matched. */
  readonly pattern?: string;
  /** The entries before it; all of them where none matched. */
  readonly passed: readonly PassedEntry[];
}

/** Explains which entry of `roles` means a role, and why those before it do not. */
export function explainRole(configuration: Configuration, arn: string, now: Date): RoleExplanation {
  const selection = selectRole(configuration, arn, now);
  const role = partsOf(arn);
  const earlier = configuration.roles.slice(0, selection.entry ?? configuration.roles.length);
  const passed = earlier.flatMap(({ role: pattern }, index): PassedEntry[] => {
    const parts = partsOf(pattern);
    const part = PARTS.find((each) => !isPart(parts[each], role[each]));
    if (part === undefined) return [];
    return [{ index, pattern, part, wanted: parts[part], found: role[part] }];
  });
  const pattern = selection.entry === undefined ? undefined : configuration.roles[selection.entry]?.role;
  return { selection, passed, ...(pattern === undefined ? {} : { pattern }) };
}
