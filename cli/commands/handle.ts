import { readText } from '../../adapters/files.ts';
import { jsonFault } from '../../adapters/json-fault.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import { UnreadableEventError } from '../../handlers/iam-event.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { visibleText } from '../../policies/index.ts';
import type { Notice } from '../../remediation/ports.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, gravest, type ExitCode } from '../errors.ts';
import { localParts } from '../local.ts';
import { describeNotice, describeOutcome } from '../render/outcome.ts';
import { explainError } from '../render/error.ts';
import type { Output } from '../render/terminal.ts';
import { walk } from '../walk.ts';

/** The options of `trustwarden handle`. */
export interface HandleOptions {
  readonly accountDir: string;
  readonly config: string;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

/**
 * Runs the pipeline of the deployed function on event files, against a file account.
 *
 * @returns the exit code, the gravest of all events: one that fails makes it 2, and the others are handled all the same
 */
export async function handle(
  files: readonly string[],
  options: HandleOptions,
  output: Output,
): Promise<number> {
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  const show = options.quiet === true ? () => undefined : (text: string) => output.line(text);
  const sink = {
    publish: (notice: Notice) => Promise.resolve(show(describeNotice(notice, output.colors))),
  };
  const codes: ExitCode[] = [];
  const told = new Set<unknown>();
  const fail = (error: unknown, file?: string): void => {
    if (told.has(error)) return;
    told.add(error);
    codes.push(EXIT.error);
    for (const line of explainError(error, options.debug, file)) output.problem(line);
  };
  let seen = 0;
  const wasCut = await walk(
    files,
    { output, quiet: options.quiet, unit: 'files', total: files.length },
    {
      each: async (file) => {
        seen++;
        const handled = (outcome: EventOutcome): void => {
          codes.push(exitCodeOf(outcome));
          show(visibleText(`${file}: `) + describeOutcome(outcome));
        };
        // WHY: of a batch, an event that fails is only told, while a single one is thrown as well.
        const log = { handled, failed: (error: unknown) => fail(error, file) };
        await iamEventHandler(localParts(options.accountDir, rules, sink, log))(await readEventFile(file));
      },
      failed: fail,
    },
  );
  if (!wasCut) return gravest(codes);
  output.problem(`stopped: ${seen} of ${files.length} files are handled`);
  return EXIT.interrupted;
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
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableEventError(`${jsonFault(text, cause)}, give an event as EventBridge delivers it`);
  }
}
