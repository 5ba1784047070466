import { Option, type Command } from 'commander';

/**
 * Adds an option that has to be given.
 *
 * WHY: Commander looks for its own such options before it looks at unknown ones, so that one that is misspelt would only
 * be missed, and the right one not named.
 */
export function addRequired(command: Command, flags: string, description: string): Command {
  const option = new Option(flags, description);
  return command.addOption(option).hook('preAction', () => {
    if (command.getOptionValue(option.attributeName()) === undefined)
      command.error(`error: required option '${flags}' not specified`);
  });
}
