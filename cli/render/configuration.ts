import type { Configuration } from '../../config/configuration.ts';
import type { PassedEntry, RoleExplanation } from '../../config/explain-role.ts';
import { visibleText, type AllowEntry } from '../../policies/index.ts';

/** Says in one line what a valid configuration holds. */
export function summarizeConfiguration(name: string, configuration: Configuration, warnings: number): string {
  const { mode, roles, exempt, digest } = configuration;
  const counts = [
    count(roles.length, 'role entry', 'role entries'),
    count(exempt.length, 'exemption', 'exemptions'),
    count(warnings, 'warning', 'warnings'),
  ];
  return visibleText(`${name}: fine, mode ${mode}, ${counts.join(', ')}, digest ${digest.slice(0, 12)}`);
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Says which entry means a role, why the earlier ones do not, and what follows. */
export function renderRoleExplanation(arn: string, explanation: RoleExplanation): readonly string[] {
  const { selection, pattern, passed } = explanation;
  const { intent, mode, unlisted, unfixable, undecided, quarantine, exemption, entry } = selection;
  const lines = [
    arn,
    ...passed.map(describePassed),
    entry === undefined
      ? `no entry of \`roles\` names it, so that \`defaults.allow\` holds; beyond that: ${unlisted}`
      : `roles[${entry}] \`${pattern ?? ''}\` means it`,
    `mode: ${mode}`,
    ...(exemption === undefined
      ? []
      : [`exempt until ${exemption.until}: ${exemption.reason} (only reported on)`]),
    ...(intent.entries.length === 0 ? ['allows nobody'] : ['allows:']),
    ...intent.entries.map((each) => `  ${describeEntry(each)}`),
    `where nothing is left to narrow: ${entry === undefined ? unlisted : unfixable}; where it cannot be decided: ${undecided}; quarantine: ${quarantine.level}`,
  ];
  return lines.map(visibleText);
}

const NAMES = { partition: 'partition', account: 'account', resource: 'path and name' } as const;

function describePassed({ index, pattern, part, wanted, found }: PassedEntry): string {
  return `roles[${index}] \`${pattern}\` does not: its ${NAMES[part]} is \`${wanted}\`, not \`${found}\``;
}

/** Says in one line what an entry of an intent allows. */
export function describeEntry({ kind, path, id, issuer, refs, shapes, requiresId }: AllowEntry): string {
  const parts = [
    kind === 'project' ? `project ${path}` : `every project below ${path}`,
    ...(id === undefined ? [] : [requiresId === true ? `which has to show id ${id}` : `id ${id}`]),
    `of ${issuer}`,
    ...(refs === undefined ? ['any ref'] : [listOf('branches', refs.branches), listOf('tags', refs.tags)]),
    ...(shapes ?? []).map((shape) => `subjects ${shape.join(':')}`),
  ];
  return parts.join(', ');
}

function listOf(name: string, patterns: readonly string[]): string {
  return patterns.length === 0 ? `no ${name}` : `${name} ${patterns.join(' ')}`;
}
