import { formatProblem, loadConfiguration } from '../../../config/load.ts';
import type { Configuration } from '../../../config/configuration.ts';

export { limitsText as LIMITS } from '../../support/samples.ts';

/** The three keys that every document needs. */
export const HEAD = 'version: 1\nmode: dry-run\nunlisted: report\n';

/** A document up to the lines of its only allowlist, which start on line 7 and column 7. */
export const ALLOW = `${HEAD}roles:\n  - role: arn:aws:iam::111122223333:role/deploy\n    allow:\n`;

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
