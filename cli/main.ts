import { Command, CommanderError } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
// WHY: past the door of the core, all of which would be loaded at each start.
import { visibleText } from '../policies/document/visible-text.ts';
import { EXIT } from './errors.ts';
import { exampleHelp, exitCodeHelp } from './help.ts';
import { addBrakeCommands, addChangeCommands, addJournalCommands } from './program/changes.ts';
import { addCheck } from './program/check.ts';
import { addConfigCommands } from './program/config.ts';
import { addDeploymentCommands } from './program/deployment.ts';
import { addEventCommands } from './program/events.ts';
import { explainError } from './render/error.ts';
import { processOutput, type Output } from './render/terminal.ts';

/**
 * Runs the command.
 *
 * @param args - without the names of the interpreter and the script
 * @returns the exit code
 */
export async function run(args: readonly string[], output: Output): Promise<number> {
  let code: number = EXIT.fine;
  const program = programOf(output, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.error;
    for (const line of explainError(error, program.opts<GlobalOptions>().debug)) output.problem(line);
    return EXIT.error;
  }
}

/** What every command takes. */
interface GlobalOptions {
  readonly debug?: boolean;
}

/** Returns the command with all that belong to it. */
export function programOf(output: Output, end: (code: number) => void): Command {
  const program = new Command('trustwarden')
    .description('makes sure that only the GitLab pipelines you allowed can assume your IAM roles')
    .version(packageFile.version)
    .option('--debug', 'show where in the code an unexpected error comes from')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .addHelpText('afterAll', () => exitCodeHelp())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.line(text.trimEnd()),
      // WHY: line by line, since the help of a command without its part comes here too.
      writeErr: (text) => {
        for (const line of text.trimEnd().split('\n')) output.problem(visibleText(line));
      },
    });
  addCheck(program, output, end);
  addChangeCommands(program, output, end);
  addJournalCommands(program, output, end);
  addBrakeCommands(program, output, end);
  addEventCommands(program, output, end);
  addDeploymentCommands(program, output, end);
  addConfigCommands(program, output, end);
  addExamples(program);
  return program;
}

function addExamples(command: Command): void {
  for (const each of command.commands) {
    each.addHelpText('after', exampleHelp(nameOf(each)));
    addExamples(each);
  }
}

/** Returns the name of a command as it is typed. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${nameOf(parent)} ${command.name()}` : command.name();
}

/** The entry point of the bundle. WHY: the exit code is set and not forced, so that what was written gets out. */
export async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const output = processOutput();
  // WHY: Node would print the stack and end with 1, which says that a policy is broader.
  process.on('uncaughtException', (error) => {
    for (const line of explainError(error, args.includes('--debug'))) output.problem(line);
    process.exit(EXIT.error);
  });
  process.exitCode = await run(args, output);
  // WHY: what was being read when it was stopped would keep the process, such as the lines of a terminal.
  if (process.exitCode === EXIT.interrupted) process.stdout.write('', () => process.exit());
}
