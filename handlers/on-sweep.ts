import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { IamRolePages } from '../adapters/iam-role-pages.ts';
import { SqsQueue } from '../adapters/sqs-queue.ts';
import { visibleText } from '../policies/index.ts';
import { deployedFunction, failureOf, shortOutcome } from './deployed-function.ts';
import { handleSweep, type SweepParts } from './handle-sweep.ts';

/** What has to be left of the function's time for another page, in milliseconds. */
const TIME_OF_A_PAGE = 200_000;

let partsWithin: ((hasTime: () => boolean) => SweepParts) | undefined;

/** The function behind the queue of sweeps. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  partsWithin ??= await deployedParts();
  const hasTime = (): boolean => context.getRemainingTimeInMillis() > TIME_OF_A_PAGE;
  return handleSweep(event, partsWithin(hasTime));
}

async function deployedParts(): Promise<(hasTime: () => boolean) => SweepParts> {
  const { logger, rules, around, sweeps } = await deployedFunction();
  const queue = new SqsQueue(process.env['TRUSTWARDEN_SWEEPS'] ?? '');
  const pages = new IamRolePages();
  const log: SweepParts['log'] = {
    ended(outcome) {
      const reason = outcome.kind === 'skipped' ? { reason: visibleText(outcome.reason) } : {};
      logger.info('sweep', { outcome: { ...outcome, ...reason } });
    },
    failed: (error) => logger.error('sweep failed', failureOf(error)),
  };
  return (hasTime) => ({
    rules,
    log,
    around: {
      ...around,
      sweeps,
      pages,
      goOnLater: (sweep) => queue.send({ goOn: sweep }),
      hasTime,
      log: {
        handled: (outcome) => logger.info('handled', { outcome: shortOutcome(outcome) }),
        failed: (role, error) => logger.error('role failed', { role: role.arn, ...failureOf(error) }),
      },
    },
  });
}
