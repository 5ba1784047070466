import type { Configuration } from '../config/configuration.ts';
import { WRITES, writesOf, type Write } from '../config/writes.ts';
import type { Rules } from '../remediation/ports.ts';
import {
  configurationInForce,
  ConfigurationRefusedError,
  type ConfigurationParts,
} from './configuration-in-force.ts';

/**
 * Returns a function that answers the configuration in force of a deployed function, which may write what its role was
 * given permissions for, and nothing without a journal that survives it. A configuration that can lead to more is
 * refused as one with errors is.
 *
 * @param environment - `TRUSTWARDEN_WRITES` has what may be written, between commas, and `TRUSTWARDEN_JOURNAL` the
 *   table of the journal, as the template sets them
 * @throws ConfigurationRefusedError for what nobody can write; the function that is returned throws it where there is
 *   no good configuration at all
 */
export function permittedRules(
  parts: Omit<ConfigurationParts, 'objection'>,
  environment: NodeJS.ProcessEnv,
): () => Promise<Rules> {
  const permitted = parseWrites(environment['TRUSTWARDEN_WRITES'] ?? '');
  const hasJournal = Boolean(environment['TRUSTWARDEN_JOURNAL']);
  return configurationInForce({
    ...parts,
    objection: (configuration, name) => objectionTo(configuration, name, permitted, hasJournal),
  });
}

function parseWrites(text: string): readonly Write[] {
  const names = text === '' ? [] : text.split(',');
  const permitted = WRITES.filter((write) => names.includes(write));
  if (permitted.length === names.length) return permitted;
  throw new ConfigurationRefusedError(
    `\`TRUSTWARDEN_WRITES\` is \`${text}\`, which nobody can write: some of \`${WRITES.join(',')}\`, or nothing`,
  );
}

function objectionTo(
  configuration: Configuration,
  name: string,
  permitted: readonly Write[],
  hasJournal: boolean,
): string | undefined {
  const needed = writesOf(configuration);
  if (needed.length === 0) return undefined;
  const missing = needed.filter((write) => !permitted.includes(write));
  if (missing.length > 0)
    return `${name} says \`enforce\`, for which this deployment lacks the permission to write ${list(missing)}: package it with \`TRUSTWARDEN_WRITES=${needed.join(',')}\`, or write \`mode: dry-run\``;
  if (hasJournal) return undefined;
  return `${name} says \`enforce\`, which needs a durable journal that this deployment does not have: write \`mode: dry-run\``;
}

function list(writes: readonly Write[]): string {
  return writes.map((write) => `\`${write}\``).join(' and ');
}
