import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { createDynamoClient, DynamoJournal } from '../adapters/dynamo-journal.ts';
import { DynamoLastGood } from '../adapters/dynamo-last-good.ts';
import { DynamoRuns } from '../adapters/dynamo-runs.ts';
import { DynamoSweeps } from '../adapters/dynamo-sweeps.ts';
import { createEventBridgeClient, EventBridgeSink } from '../adapters/eventbridge-sink.ts';
import { IamAccountFacts } from '../adapters/iam-account-facts.ts';
import { createIamClient, IamRoleStore } from '../adapters/iam-role-store.ts';
import { createLogger, LogSink } from '../adapters/log-sink.ts';
import { MemoryJournal } from '../adapters/memory-journal.ts';
import { MetricSink } from '../adapters/metric-sink.ts';
import { createMetrics } from '../adapters/metrics.ts';
import { sinks } from '../adapters/sinks.ts';
import { createSqsClient, SqsLookAgain } from '../adapters/sqs-look-again.ts';
import { tracingOf, type Tracing } from '../adapters/tracing.ts';
import { visibleText } from '../policies/index.ts';
import type {
  Clock,
  Journal,
  LastGood,
  LookAgain,
  Rules,
  Runs,
  Sweeps,
  SweepSink,
} from '../remediation/ports.ts';
import type { Surroundings } from '../remediation/surroundings.ts';
import { deployedRules } from './deployed-rules.ts';
import type { EventOutcome, Trace } from './handle-iam-event.ts';

/** What every function of the deployment works with. */
export interface DeployedFunction {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly rules: () => Promise<Rules>;
  readonly around: Surroundings & { readonly sink: SweepSink };
  readonly sweeps: Sweeps;
  readonly runs: Runs;
  readonly trace: Trace;
}

const clock: Clock = () => new Date();

/** Makes what the functions have in common, as the environment says. */
export async function deployedFunction(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<DeployedFunction> {
  const logger = createLogger();
  const metrics = createMetrics();
  const { trace, traced } = await tracingOf(environment);
  const { journal, lastGood, sweeps, runs } = keptAs(environment['TRUSTWARDEN_JOURNAL'], traced);
  const bundled = join(__dirname, 'trustwarden.yml');
  const iam = traced(createIamClient());
  const events = traced(createEventBridgeClient());
  return {
    logger,
    metrics,
    rules: deployedRules({ environment, bundled, lastGood, clock, logger, metrics }),
    sweeps,
    runs,
    trace,
    around: {
      roles: new IamRoleStore(iam),
      journal,
      sink: sinks([new LogSink(logger), new MetricSink(metrics), new EventBridgeSink(events)]),
      account: new IamAccountFacts(iam),
      again: looksThrough(environment['TRUSTWARDEN_IAM_EVENTS'], traced),
      clock,
      ids: randomUUID,
      delay: (milliseconds) => delay(milliseconds),
      ownRoles: (environment['TRUSTWARDEN_OWN_ROLES'] ?? '').split(',').filter((arn) => arn !== ''),
    },
  };
}

type Traced = Tracing['traced'];

/** What outlives an invocation. */
interface Kept {
  readonly journal: Journal;
  readonly lastGood: LastGood;
  readonly sweeps: Sweeps;
  readonly runs: Runs;
}

/** @param table - of the journal; without one nothing outlives the function, and nothing is enforced */
function keptAs(table: string | undefined, traced: Traced): Kept {
  if (!table) {
    const memory = new MemoryJournal(clock);
    return { journal: memory, lastGood: memory, sweeps: memory, runs: memory };
  }
  const client = traced(createDynamoClient());
  return {
    journal: new DynamoJournal(table, clock, client),
    lastGood: new DynamoLastGood(table, client),
    sweeps: new DynamoSweeps(table, client),
    runs: new DynamoRuns(table, client),
  };
}

/** @param queue - URL of the queue of the events; without one a role is looked at again by its next event or sweep */
function looksThrough(queue: string | undefined, traced: Traced): LookAgain {
  return queue
    ? new SqsLookAgain(queue, clock, traced(createSqsClient()))
    : { lookAgain: () => Promise.resolve() };
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
  const role = 'roleName' in outcome ? { role: visibleText(outcome.roleName) } : {};
  return { kind: outcome.kind, ...role, reason: visibleText(outcome.reason) };
}
