import { setTimeout as delay } from 'node:timers/promises';
import { describeReadFault, readText } from '../../adapters/files.ts';
import { jsonFault } from '../../adapters/json-fault.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import { EVENT_NAMES, UnreadableEventError } from '../../handlers/iam-event.ts';
import { momentBefore } from '../../handlers/past.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { visibleText } from '../../policies/index.ts';
import type { Notice } from '../../remediation/ports.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { openAccount, type AccountOptions } from '../account.ts';
import { EXIT, gravest, UsageError, type ExitCode } from '../errors.ts';
import { describeNotice, describeOutcome } from '../render/outcome.ts';
import { explainError } from '../render/error.ts';
import type { Output } from '../render/terminal.ts';
import { walk } from '../walk.ts';

/** The options of `trustwarden handle`. */
export interface HandleOptions extends AccountOptions {
  readonly config: string;
  /** How far back to look in the event history, such as `24h`. */
  readonly since?: string;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

/** An event to be handled, and what it is called in the output. */
interface Source {
  readonly name: string;
  readonly read: () => Promise<unknown>;
}

/**
 * Runs the pipeline of the deployed function on events: of files, or of the event history of CloudTrail.
 *
 * @returns the exit code, the gravest of all events: one that fails makes it 2, and the others are handled all the same
 */
export async function handle(
  files: readonly string[],
  options: HandleOptions,
  output: Output,
): Promise<number> {
  if ((files.length === 0) === (options.since === undefined))
    throw new UsageError('give files with events, or `--since 24h` for those of an account in AWS');
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  const { around } = await openAccount(options);
  const sources =
    options.since === undefined ? files.map(fileSource) : await pastSources(options.since, options);
  const show = options.quiet === true ? () => undefined : (text: string) => output.line(text);
  const sink = {
    publish: (notice: Notice) => Promise.resolve(show(describeNotice(notice, output.colors))),
  };
  const codes: ExitCode[] = [];
  const told = new Set<unknown>();
  const fail = (error: unknown, source?: Source): void => {
    if (told.has(error)) return;
    told.add(error);
    codes.push(EXIT.error);
    for (const line of explainError(error, options.debug, source?.name)) output.problem(line);
  };
  let seen = 0;
  const unit = options.since === undefined ? 'files' : 'events';
  const wasCut = await walk(
    sources,
    { output, quiet: options.quiet, unit, total: sources.length },
    {
      each: async (source) => {
        seen++;
        const handled = (outcome: EventOutcome): void => {
          codes.push(exitCodeOf(outcome));
          show(visibleText(`${source.name}: `) + describeOutcome(outcome));
        };
        // WHY: of a batch, an event that fails is only told, while a single one is thrown as well.
        const log = { handled, failed: (error: unknown) => fail(error, source) };
        const parts = { rules: () => Promise.resolve(rules), around: { ...around, sink }, log };
        await iamEventHandler(parts)(await source.read());
      },
      failed: fail,
    },
  );
  if (!wasCut) return gravest(codes);
  output.problem(`stopped: ${seen} of ${sources.length} ${unit} are handled`);
  return EXIT.interrupted;
}

function fileSource(file: string): Source {
  return { name: file, read: () => readEventFile(file) };
}

async function pastSources(since: string, options: HandleOptions): Promise<readonly Source[]> {
  if (options.accountDir !== undefined)
    throw new UsageError('`--since` is for an account in AWS, give files with events for a file account');
  const { CloudTrailEvents, createCloudTrailClient } = await import('../../adapters/cloudtrail-events.ts');
  const { profile, region, endpointUrl: endpoint } = options;
  const client = createCloudTrailClient({ profile, region, endpoint });
  const events = await new CloudTrailEvents((milliseconds) => delay(milliseconds), client).since(
    momentBefore(since, new Date()),
    EVENT_NAMES,
  );
  return events.map((event) => ({
    name: `event ${String(event['id'])}`,
    read: () => Promise.resolve(event),
  }));
}

function exitCodeOf(outcome: EventOutcome): ExitCode {
  switch (outcome.kind) {
    case 'stale':
    case 'refused':
    case 'postponed':
      return EXIT.refused;
    case 'proposed':
      return EXIT.broader;
    case 'reported':
      return outcome.plan.verdict === 'undecided' ? EXIT.undecided : EXIT.broader;
    case 'applied':
    case 'unchanged':
    case 'ignored':
    case 'skipped':
      return EXIT.fine;
  }
}

async function readEventFile(file: string): Promise<unknown> {
  const text = await readText(file).catch((cause: unknown) => {
    throw new UnreadableEventError(describeReadFault(cause));
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableEventError(`${jsonFault(text, cause)}, give an event as EventBridge delivers it`);
  }
}
