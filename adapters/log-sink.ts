import { Logger } from '@aws-lambda-powertools/logger';
import type { Notice, Sink, SweepSink, SweepSummary } from '../remediation/ports.ts';
import { visibleText } from '../policies/index.ts';
import { noticeTitles, sweepTitle } from './notice-titles.ts';

/** Creates the logger whose lines name the service, which `POWERTOOLS_SERVICE_NAME` may rename. */
export function createLogger(): Logger {
  return new Logger({ serviceName: process.env['POWERTOOLS_SERVICE_NAME'] || 'trustwarden' });
}

/** Writes each notice as one structured line of the log, with a level that says whether a person should look. */
export class LogSink implements Sink, SweepSink {
  readonly #logger: Pick<Logger, 'info' | 'warn'>;

  constructor(logger: Pick<Logger, 'info' | 'warn'> = createLogger()) {
    this.#logger = logger;
  }

  /** Writes one notice. */
  publish(notice: Notice): Promise<void> {
    const level = notice.kind === 'refused' || notice.kind === 'stale' ? 'warn' : 'info';
    this.#logger[level](noticeTitles[notice.kind], { notice: visible(notice) });
    return Promise.resolve();
  }

  /** Writes what a sweep found. */
  publishSweep(sweep: SweepSummary): Promise<void> {
    this.#logger.info(sweepTitle, { sweep });
    return Promise.resolve();
  }
}

/** What `JSON.stringify` leaves in a string although nobody sees it; the line is JSON and has the rest escaped. */
const LEFT_BY_JSON = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * WHY: names and messages hold text of whoever wrote the policy. JSON escapes line breaks; what else a
 * terminal obeys is written out, which leaves documents the JSON that they were.
 */
function visible(notice: Notice): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(notice)) fields[key] = visibleValue(value);
  return fields;
}

function visibleValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(visibleValue);
  return typeof value === 'string' ? value.replace(LEFT_BY_JSON, visibleText) : value;
}
