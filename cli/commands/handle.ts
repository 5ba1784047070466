import { readText } from '../../adapters/files.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import { UnreadableEventError } from '../../handlers/iam-event.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { visibleText } from '../../policies/index.ts';
import type { Notice } from '../../remediation/ports.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT } from '../errors.ts';
import { localParts } from '../local.ts';
import { describeError, describeNotice, describeOutcome } from '../render/outcome.ts';
import type { Output } from '../render/terminal.ts';

/** The options of `trustwarden handle`. */
export interface HandleOptions {
  readonly accountDir: string;
  readonly config: string;
  readonly quiet?: boolean;
}

/**
 * Runs the pipeline of the deployed function on event files, against a file account.
 *
 * @returns the exit code: an event that fails makes it 2, and the others are handled all the same
 */
export async function handle(
  files: readonly string[],
  options: HandleOptions,
  output: Output,
): Promise<number> {
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  const line = options.quiet === true ? () => undefined : (text: string) => output.line(text);
  const sink = {
    publish: (notice: Notice) => Promise.resolve(line(describeNotice(notice, output.colors))),
  };
  let failed = 0;
  const say = (file: string, text: string): void => line(visibleText(`${file}: `) + text);
  for (const file of files) {
    const log = {
      handled: (outcome: EventOutcome) => say(file, describeOutcome(outcome)),
      failed: () => undefined,
    };
    try {
      await iamEventHandler(localParts(options.accountDir, rules, sink, log))(await readEventFile(file));
    } catch (error) {
      failed++;
      output.problem(visibleText(`${file}: ${describeError(error)}`));
    }
  }
  return failed > 0 ? EXIT.error : EXIT.fine;
}

async function readEventFile(file: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableEventError('not JSON, give an event as EventBridge delivers it');
  }
}
