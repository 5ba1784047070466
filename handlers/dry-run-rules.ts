import type { Configuration } from '../config/configuration.ts';
import { isEnforcing } from '../config/select.ts';
import type { Rules } from '../remediation/ports.ts';
import {
  configurationInForce,
  ConfigurationRefusedError,
  type ConfigurationParts,
} from './configuration-in-force.ts';

/**
 * Returns a function that answers the configuration in force of the deployed function, which writes nothing yet: it
 * has no journal that survives it, and nothing is written without one. So a configuration that says `enforce`
 * anywhere is refused as one with errors is.
 *
 * @param environment - its `TRUSTWARDEN_MODE` has to be `dry-run`, as the template sets it
 * @returns a function that throws ConfigurationRefusedError in any other mode, and where there is no good
 *   configuration at all
 */
export function dryRunRules(
  parts: Omit<ConfigurationParts, 'objection'>,
  environment: NodeJS.ProcessEnv,
): () => Promise<Rules> {
  const rules = configurationInForce({ ...parts, objection: objectionToEnforcing });
  return async () => {
    if (environment['TRUSTWARDEN_MODE'] === 'dry-run') return rules();
    throw new ConfigurationRefusedError(
      '`TRUSTWARDEN_MODE` has to be `dry-run`: enforcing needs a durable journal, which this version does not deploy',
    );
  };
}

function objectionToEnforcing(configuration: Configuration, name: string): string | undefined {
  if (!isEnforcing(configuration)) return undefined;
  return `${name} says \`enforce\`, which needs a durable journal that this version does not deploy: write \`mode: dry-run\``;
}
