import { Option, type Command } from 'commander';
import { addRequired } from './required.ts';

/** Adds the options that say which account a command works on. */
export function addAccountOptions(command: Command): Command {
  return command
    .option('--account-dir <folder>', 'a file account, a folder with `roles/*.json`, instead of AWS')
    .option('--profile <name>', 'the profile of the AWS CLI with the credentials')
    .option('--region <region>', 'any Region of the partition, as IAM has none of its own')
    .option('--endpoint-url <url>', 'another endpoint of AWS');
}

/** Adds the options of a command that works on an account and on its journal. */
export function addJournalOptions(command: Command): Command {
  return addAccountOptions(command).option(
    '--journal <place>',
    'where the journal of an account in AWS stands: a folder, or `dynamodb:` and the table of a deployment (default: "trustwarden-journal")',
  );
}

/** Adds the option that names the configuration. */
export function addConfigOption(command: Command): Command {
  return addRequired(command, '--config <file>', 'the configuration that says who may assume what');
}

/** Returns the option that says how to answer. */
export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'how to answer').choices(formats).default('text');
}

/** The words that every command has for `--quiet`. */
export const QUIET = ['--quiet', 'no text and no warnings: the exit code, and errors'] as const;

/** The words that every command has for `--auto-approve`. */
export const AUTO_APPROVE = ['--auto-approve', 'write without asking, for pipelines'] as const;
