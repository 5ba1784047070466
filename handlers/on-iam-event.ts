import type { SQSBatchResponse } from 'aws-lambda';
import { deployedFunction, failureOf, shortOutcome } from './deployed-function.ts';
import { iamEventHandler, type EventOutcome, type HandlerParts } from './handle-iam-event.ts';

let handle: ReturnType<typeof iamEventHandler> | undefined;

/** The function behind the queue of IAM events. */
export async function handler(event: unknown): Promise<SQSBatchResponse | EventOutcome> {
  handle ??= iamEventHandler(await deployedParts());
  return handle(event);
}

async function deployedParts(): Promise<HandlerParts> {
  const { logger, rules, around, trace } = await deployedFunction();
  return {
    trace,
    rules,
    around,
    log: {
      handled: (outcome) => logger.info('handled', { outcome: shortOutcome(outcome) }),
      failed: (error) => logger.error('failed', failureOf(error)),
    },
  };
}
