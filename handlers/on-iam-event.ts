import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import { EventBridgeSink } from '../adapters/eventbridge-sink.ts';
import { IamRoleStore } from '../adapters/iam-role-store.ts';
import { createLogger, LogSink } from '../adapters/log-sink.ts';
import { MemoryJournal } from '../adapters/memory-journal.ts';
import { createMetrics } from '../adapters/metrics.ts';
import { sinks } from '../adapters/sinks.ts';
import { visibleText } from '../policies/index.ts';
import { deployedRules } from './deployed-rules.ts';
import { iamEventHandler, type EventOutcome, type HandlerParts } from './handle-iam-event.ts';

const clock = (): Date => new Date();

let handle: ReturnType<typeof iamEventHandler> | undefined;

/** The function behind the queue of IAM events. */
export async function handler(event: unknown): Promise<SQSBatchResponse | EventOutcome> {
  handle ??= iamEventHandler(deployedParts());
  return handle(event);
}

function deployedParts(): HandlerParts {
  const logger = createLogger();
  const journal = new MemoryJournal(clock);
  return {
    rules: deployedRules({
      environment: process.env,
      bundled: join(__dirname, 'trustwarden.yml'),
      lastGood: journal,
      clock,
      logger,
      metrics: createMetrics(),
    }),
    log: {
      handled: (outcome) => logger.info('handled', { outcome: shortOutcome(outcome) }),
      failed: (error) =>
        logger.error('failed', {
          reason: visibleText(error instanceof Error ? error.message : String(error)),
        }),
    },
    around: {
      roles: new IamRoleStore(),
      journal,
      sink: sinks([new LogSink(logger), new EventBridgeSink()]),
      clock,
      ids: randomUUID,
      delay: (milliseconds) => delay(milliseconds),
      ownRoles: [process.env['TRUSTWARDEN_OWN_ROLE'] ?? ''].filter((arn) => arn !== ''),
    },
  };
}

/** WHY: what was proposed or done stands in the notice; the line only says that the event was dealt with. */
function shortOutcome(outcome: EventOutcome): Record<string, string> {
  if ('plan' in outcome)
    return { kind: outcome.kind, role: outcome.plan.role, verdict: outcome.plan.verdict };
  const role = outcome.kind === 'skipped' ? { role: visibleText(outcome.roleName) } : {};
  return { kind: outcome.kind, ...role, reason: visibleText(outcome.reason) };
}
