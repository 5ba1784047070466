import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SQSBatchResponse } from 'aws-lambda';
import { EventBridgeSink } from '../adapters/eventbridge-sink.ts';
import { FileConfigSource } from '../adapters/file-config-source.ts';
import { IamRoleStore } from '../adapters/iam-role-store.ts';
import { createLogger, LogSink } from '../adapters/log-sink.ts';
import { MemoryJournal } from '../adapters/memory-journal.ts';
import { sinks } from '../adapters/sinks.ts';
import { visibleText } from '../policies/index.ts';
import type { Rules } from '../remediation/ports.ts';
import { loadDryRunRules } from './dry-run-rules.ts';
import { iamEventHandler, type EventOutcome, type HandlerParts } from './handle-iam-event.ts';

const clock = (): Date => new Date();

let handle: ReturnType<typeof iamEventHandler> | undefined;

/** The function behind the queue of IAM events. */
export function handler(event: unknown): Promise<SQSBatchResponse | EventOutcome> {
  handle ??= iamEventHandler(deployedParts());
  return handle(event);
}

function deployedParts(): HandlerParts {
  const logger = createLogger();
  const source = new FileConfigSource(join(__dirname, 'trustwarden.yml'));
  let rules: Promise<Rules> | undefined;
  return {
    rules: () => (rules ??= loadDryRunRules(source, process.env)),
    log: {
      handled: (outcome) => logger.info('handled', { outcome: shortOutcome(outcome) }),
      failed: (error) =>
        logger.error('failed', {
          reason: visibleText(error instanceof Error ? error.message : String(error)),
        }),
    },
    around: {
      roles: new IamRoleStore(),
      journal: new MemoryJournal(clock),
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
