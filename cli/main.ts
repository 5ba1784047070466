import { Command, CommanderError, Option } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import { visibleText } from '../policies/index.ts';
import { check, type CheckOptions } from './commands/check.ts';
import {
  explainConfig,
  initConfig,
  showSchema,
  validateConfig,
  type ExplainOptions,
  type InitOptions,
} from './commands/config.ts';
import { handle, type HandleOptions } from './commands/handle.ts';
import { quickstart, type QuickstartOptions } from './commands/quickstart.ts';
import { EXIT } from './errors.ts';
import { exampleHelp, exitCodeHelp } from './help.ts';
import { explainError } from './render/error.ts';
import { processOutput, type Output } from './render/terminal.ts';
import { FORMATS, type Format } from './report/report.ts';

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
  program
    .command('check')
    .description('judges the trust policies in files, without AWS')
    .argument(
      '<file...>',
      'trust policies, roles as `aws iam` prints them, events, Terraform plans as JSON, CloudFormation templates, or NDJSON; `-` is standard input',
    )
    .option('--config <file>', 'the configuration that says who may assume what')
    .option(
      '--role <arn>',
      'the role of a document that names none, and the account of one that names no account',
    )
    .option(
      '--allow <project>',
      'an allowed project path, instead of a configuration; may be repeated',
      collect,
    )
    .option('--issuer <issuer>', 'the GitLab instance of --allow', 'gitlab.com')
    .addOption(
      new Option('--format <format>', 'how to answer, on a terminal and into a pipe alike')
        .choices(FORMATS)
        .default('text' satisfies Format),
    )
    .option('--quiet', 'no text and no warnings: the exit code, errors, and a report that is asked for')
    .action(async (files: string[], options: CheckOptions) => end(await check(files, options, output)));
  program
    .command('handle')
    .description('runs the pipeline on CloudTrail events, against a file account')
    .argument('<event...>', 'files with an event as EventBridge delivers it')
    .requiredOption('--account-dir <folder>', 'the file account: a folder with `roles/*.json`')
    .requiredOption('--config <file>', 'the configuration that says who may assume what')
    .option('--quiet', 'no outcomes and no warnings: the exit code, and errors')
    .action(async (files: string[], _, command: Command) =>
      end(await handle(files, command.optsWithGlobals<HandleOptions>(), output)),
    );
  program
    .command('quickstart')
    .description('shows on example roles what Trustwarden does')
    .option('--examples <folder>', 'where the examples are', 'examples/quickstart')
    .option('--out <folder>', 'where to work on a copy of them', 'build/quickstart')
    .option('--dry-run-only', 'stop before anything is rewritten')
    .action(async (options: QuickstartOptions) => end(await quickstart(options, output)));
  addConfigCommands(program, output, end);
  addExamples(program);
  return program;
}

function addExamples(command: Command): void {
  for (const each of command.commands) {
    each.addHelpText('after', exampleHelp(each.name()));
    addExamples(each);
  }
}

function addConfigCommands(program: Command, output: Output, end: (code: number) => void): void {
  const config = program.command('config').description('looks after the configuration');
  config
    .command('validate')
    .description('says everything that is wrong or odd about a configuration')
    .argument('<file>', 'the configuration')
    .action(async (file: string) => end(await validateConfig(file, output)));
  config
    .command('schema')
    .description('prints the JSON Schema of the configuration')
    .action(() => end(showSchema(output)));
  config
    .command('explain')
    .description('says which entry means a role, why the earlier ones do not, and what it allows')
    .argument('<role>', 'the ARN of the role')
    .requiredOption('--config <file>', 'the configuration')
    .action(async (role: string, options: ExplainOptions) => end(await explainConfig(role, options, output)));
  config
    .command('init')
    .description('writes a configuration to start from, in dry-run, out of the roles of an account')
    .option('--account-dir <folder>', 'a file account, instead of the account in AWS')
    .option('--out <file>', 'where to write it, instead of standard output')
    .action(async (options: InitOptions) => end(await initConfig(options, output)));
}

/** WHY: a variadic option would swallow the files behind it. */
function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
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
}
