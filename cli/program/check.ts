import { Option, type Command } from 'commander';
import type { CheckOptions } from '../commands/check.ts';
import { FORMATS, type Format } from '../formats.ts';
import type { Output } from '../render/terminal.ts';

/** Adds the command that judges files. */
export function addCheck(program: Command, output: Output, end: (code: number) => void): void {
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
    .option('--issuer <issuer>', 'the GitLab instance of --allow, instead of gitlab.com')
    .addOption(
      new Option('--format <format>', 'how to answer, on a terminal and into a pipe alike')
        .choices(FORMATS)
        .default('text' satisfies Format),
    )
    .option('--quiet', 'no text and no warnings: the exit code, errors, and a report that is asked for')
    .action(async (files: string[], options: CheckOptions) => {
      const { check } = await import('../commands/check.ts');
      end(await check(files, options, output));
    });
}

/** WHY: a variadic option would swallow the files behind it. */
function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
