import type { Command } from 'commander';
import type { HandleOptions } from '../commands/handle.ts';
import type { QuickstartOptions } from '../commands/quickstart.ts';
import type { Output } from '../render/terminal.ts';
import { addConfigOption, addJournalOptions, QUIET } from './account.ts';

/** Adds the commands that run events through the pipeline of the function. */
export function addEventCommands(program: Command, output: Output, end: (code: number) => void): void {
  const command = program
    .command('handle')
    .description(
      'runs the pipeline of the function on CloudTrail events, out of files or of the event history',
    )
    .argument('[event...]', 'files with an event as EventBridge delivers it');
  addConfigOption(addJournalOptions(command))
    .option(
      '--since <time>',
      'the role changes of the last while, such as `24h`, out of the event history of CloudTrail',
    )
    .option(...QUIET)
    .action(async (files: string[]) => {
      const { handle } = await import('../commands/handle.ts');
      end(await handle(files, command.optsWithGlobals<HandleOptions>(), output));
    });
  program
    .command('quickstart')
    .description('shows on example roles what Trustwarden does')
    .option('--examples <folder>', 'where the examples are', 'examples/quickstart')
    .option('--out <folder>', 'where to work on a copy of them', 'build/quickstart')
    .option('--dry-run-only', 'stop before anything is rewritten')
    .action(async (options: QuickstartOptions) => {
      const { quickstart } = await import('../commands/quickstart.ts');
      end(await quickstart(options, output));
    });
}
