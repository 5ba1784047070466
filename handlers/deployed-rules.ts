import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { parseParameterName } from '../adapters/config-location.ts';
import { configSourceAt, parameterSource } from '../adapters/config-source.ts';
import { MAX_BYTES } from '../config/limits.ts';
import { underKillSwitch } from '../remediation/kill-switch.ts';
import type { Clock, LastGood, Rules } from '../remediation/ports.ts';
import type { ConfigurationLog } from './configuration-in-force.ts';
import { permittedRules } from './permitted-rules.ts';

/** What the rules of a deployed function are made of. */
export interface DeployedParts {
  /** `TRUSTWARDEN_CONFIG` and `TRUSTWARDEN_KILL_SWITCH` say where the configuration and the kill switch stand. */
  readonly environment: NodeJS.ProcessEnv;
  /** Path of the file that counts where `TRUSTWARDEN_CONFIG` names nothing. */
  readonly bundled: string;
  readonly lastGood: LastGood;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'error' | 'warn'>;
  readonly metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;
}

/**
 * Returns a function that answers the configuration in force of a deployed function, under its kill switch.
 *
 * @throws ConfigSourceError where the environment names no place of a configuration, or no parameter
 */
export function deployedRules(parts: DeployedParts): () => Promise<Rules> {
  const { environment, bundled, lastGood, clock, logger, metrics } = parts;
  const source = configSourceAt(environment['TRUSTWARDEN_CONFIG'] || bundled, MAX_BYTES);
  const log = configurationLog(logger, metrics);
  const rules = permittedRules({ source, lastGood, clock, log }, environment);
  const parameter = environment['TRUSTWARDEN_KILL_SWITCH'];
  if (!parameter) return rules;
  return underKillSwitch(rules, {
    source: parameterSource(parseParameterName(parameter)),
    clock,
    turned: (reason) => logger.warn('everything is dry-run', { reason }),
  });
}

/** Logs each problem of a configuration, and counts in the metric `ConfigurationInvalid` the readings that had any. */
export function configurationLog(
  logger: DeployedParts['logger'],
  metrics: DeployedParts['metrics'],
): ConfigurationLog {
  return {
    refused(problems, goesOn) {
      const inForce = goesOn ?? 'none, so nothing is judged';
      for (const problem of problems) logger.error('configuration refused', { problem, inForce });
      metrics.addMetric('ConfigurationInvalid', 'Count', 1);
      metrics.publishStoredMetrics();
    },
    warned(warnings) {
      for (const warning of warnings) logger.warn('configuration warning', { warning });
    },
    notKept: (reason) => logger.error('configuration not kept', { reason }),
  };
}
