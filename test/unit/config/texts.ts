import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import type { Configuration } from '../../../config/configuration.ts';

export { limitsText as LIMITS } from '../../support/samples.ts';

/** The three keys that every document needs. */
export const HEAD = 'version: 1\nmode: dry-run\nunlisted: report\n';

/** A document up to the lines of its only allowlist, which start on line 7 and column 7. */
export const ALLOW = `${HEAD}roles:\n  - role: arn:aws:iam::111122223333:role/deploy\n    allow:\n`;

/** A document whose only allowlist has some lines. */
export function linesOf(...lines: readonly string[]): string {
  return `${ALLOW}${lines.map((line) => `      - ${line}\n`).join('')}`;
}

/** How the ARN of a role begins. */
export const ARN = 'arn:aws:iam::111122223333:role/';

/** A document with an entry for each of some patterns of roles. */
export function rolesOf(...patterns: readonly string[]): string {
  return `${HEAD}roles:\n${patterns.map((role) => `  - { role: '${role}', allow: [] }\n`).join('')}`;
}

/** The same document with other issuers. */
export function inIssuers(issuers: string, text: string): string {
  return text.replace(HEAD, `${HEAD}issuers: ${issuers}\n`);
}

/** The pattern of roles that messages show for an example. */
export const EXAMPLE_ARN = 'arn:aws:iam::111122223333:role/deploy-*';

/** Loads a text that has to be valid. */
export function configurationOf(text: string): Configuration {
  const loaded = loadConfiguration(text, 'test.yml');
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.configuration;
}

/** Formats what is wrong with a text as `line:column: path: message`; nothing where it is valid. */
export function problemsOf(text: string): readonly string[] {
  const loaded = loadConfiguration(text, 'f');
  return loaded.ok ? [] : loaded.problems.map((problem) => formatProblem(problem).slice(2));
}

/** Formats the warnings about a text in the same form. */
export function warningsOf(text: string): readonly string[] {
  const loaded = loadConfiguration(text, 'f');
  return loaded.ok ? loaded.warnings.map((problem) => formatProblem(problem).slice(2)) : ['not valid'];
}
