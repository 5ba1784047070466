import type { Command } from 'commander';
import type { ExplainOptions, InitOptions } from '../commands/config.ts';
import type { Output } from '../render/terminal.ts';
import { addAccountOptions, addConfigOption } from './account.ts';

/** Adds the commands that look after the configuration. */
export function addConfigCommands(program: Command, output: Output, end: (code: number) => void): void {
  const config = program.command('config').description('looks after the configuration');
  config
    .command('validate')
    .description('says everything that is wrong or odd about a configuration')
    .argument('<file>', 'the configuration')
    .action(async (file: string) => {
      const { validateConfig } = await import('../commands/config.ts');
      end(await validateConfig(file, output));
    });
  config
    .command('schema')
    .description('prints the JSON Schema of the configuration')
    .action(async () => {
      const { showSchema } = await import('../commands/config.ts');
      end(showSchema(output));
    });
  const explain = config
    .command('explain')
    .description('says which entry means a role, why the earlier ones do not, and what it allows')
    .argument('<role>', 'the ARN of the role');
  addConfigOption(explain).action(async (role: string, options: ExplainOptions) => {
    const { explainConfig } = await import('../commands/config.ts');
    end(await explainConfig(role, options, output));
  });
  const init = config
    .command('init')
    .description('writes a configuration to start from, in dry-run, out of the roles of an account');
  addAccountOptions(init)
    .option('--out <file>', 'where to write it, instead of standard output')
    .action(async (options: InitOptions) => {
      const { initConfig } = await import('../commands/config.ts');
      end(await initConfig(options, output));
    });
}
