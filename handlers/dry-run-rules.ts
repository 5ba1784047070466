import { formatProblem, loadConfiguration } from '../config/load.ts';
import { isEnforcing, selectRole } from '../config/select.ts';
import type { ConfigSource, Rules } from '../remediation/ports.ts';

/** A configuration that the deployed function does not work under; nothing is judged or written. */
export class ConfigurationRefusedError extends Error {
  override readonly name = 'ConfigurationRefusedError';
}

/**
 * Loads the configuration of the deployed function, which writes nothing yet: it has no journal that survives
 * it, and nothing is written without one.
 *
 * @param environment - its `TRUSTWARDEN_MODE` has to be `dry-run`, as the template sets it
 * @throws ConfigurationRefusedError for `enforce` anywhere, and for a configuration with errors
 */
export async function loadDryRunRules(source: ConfigSource, environment: NodeJS.ProcessEnv): Promise<Rules> {
  if (environment['TRUSTWARDEN_MODE'] !== 'dry-run') {
    throw new ConfigurationRefusedError(
      '`TRUSTWARDEN_MODE` has to be `dry-run`: enforcing needs a durable journal, which this version does not deploy',
    );
  }
  const { text, name } = await source.read();
  const loaded = loadConfiguration(text, name);
  if (!loaded.ok) throw new ConfigurationRefusedError(loaded.problems.map(formatProblem).join('; '));
  const { configuration } = loaded;
  if (isEnforcing(configuration)) {
    throw new ConfigurationRefusedError(
      `${name} says \`enforce\`, which needs a durable journal that this version does not deploy: write \`mode: dry-run\``,
    );
  }
  return { digest: configuration.digest, select: (role, now) => selectRole(configuration, role, now) };
}
