import { finishOpen } from '../remediation/finish-open.ts';
import { deployedFunction, failureOf, shortOutcome, type DeployedFunction } from './deployed-function.ts';

let deployed: DeployedFunction | undefined;

/**
 * The function behind the schedule: finishes the changes that were begun a while ago and that nobody finished.
 *
 * @returns how many roles had such a change
 */
export async function handler(): Promise<{ readonly roles: number }> {
  deployed ??= deployedFunction();
  const { logger, rules, around } = deployed;
  const roles = await finishOpen(await rules(), around, {
    handled: (outcome) => logger.info('finished', { outcome: shortOutcome(outcome) }),
    failed: (error) => logger.error('not finished', failureOf(error)),
  });
  return { roles };
}
