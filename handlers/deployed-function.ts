import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { EventBridgeSink } from '../adapters/eventbridge-sink.ts';
import { IamRoleStore } from '../adapters/iam-role-store.ts';
import { createLogger, LogSink } from '../adapters/log-sink.ts';
import { MemoryJournal } from '../adapters/memory-journal.ts';
import { createMetrics } from '../adapters/metrics.ts';
import { sinks } from '../adapters/sinks.ts';
import { visibleText } from '../policies/index.ts';
import type { Clock, Rules, Sweeps, SweepSink } from '../remediation/ports.ts';
import type { Surroundings } from '../remediation/surroundings.ts';
import { deployedRules } from './deployed-rules.ts';
import type { EventOutcome } from './handle-iam-event.ts';

/** What every function of the deployment works with. */
export interface DeployedFunction {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly rules: () => Promise<Rules>;
  readonly around: Surroundings & { readonly sink: SweepSink; readonly journal: Sweeps };
}

const clock: Clock = () => new Date();

/** Makes what the functions have in common, as the environment says. */
export function deployedFunction(environment: NodeJS.ProcessEnv = process.env): DeployedFunction {
  const logger = createLogger();
  const metrics = createMetrics();
  // WHY: nothing is enforced on a journal that does not outlive the function.
  const journal = new MemoryJournal(clock);
  const environmentOfRules = { ...environment, TRUSTWARDEN_JOURNAL: '' };
  const bundled = join(__dirname, 'trustwarden.yml');
  return {
    logger,
    metrics,
    rules: deployedRules({
      environment: environmentOfRules,
      bundled,
      lastGood: journal,
      clock,
      logger,
      metrics,
    }),
    around: {
      roles: new IamRoleStore(),
      journal,
      sink: sinks([new LogSink(logger), new EventBridgeSink()]),
      account: { read: () => Promise.resolve({}) },
      again: { lookAgain: () => Promise.resolve() },
      clock,
      ids: randomUUID,
      delay: (milliseconds) => delay(milliseconds),
      ownRoles: (environment['TRUSTWARDEN_OWN_ROLES'] ?? '').split(',').filter((arn) => arn !== ''),
    },
  };
}

/** Says on one line of visible characters why something failed. */
export function failureOf(error: unknown): { readonly reason: string } {
  return { reason: visibleText(error instanceof Error ? error.message : String(error)) };
}

/**
 * Returns how an event ended for a line of the log.
 *
 * WHY: what was proposed or done stands in the notice; the line only says that the event was dealt with.
 */
export function shortOutcome(outcome: EventOutcome): Record<string, string> {
  if ('plan' in outcome)
    return { kind: outcome.kind, role: outcome.plan.role, verdict: outcome.plan.verdict };
  const role = outcome.kind === 'skipped' ? { role: visibleText(outcome.roleName) } : {};
  return { kind: outcome.kind, ...role, reason: visibleText(outcome.reason) };
}
