import type { Command } from 'commander';
import type { ApplyOptions } from '../commands/apply.ts';
import type { ExplainRoleOptions } from '../commands/explain.ts';
import type { HistoryOptions } from '../commands/history.ts';
import type { PlanOptions } from '../commands/plan.ts';
import type { BrakeOptions } from '../commands/brake.ts';
import type { WayBackOptions } from '../commands/way-back.ts';
import { DATA_FORMATS } from '../formats.ts';
import type { Output } from '../render/terminal.ts';
import {
  addAccountOptions,
  addConfigOption,
  addJournalOptions,
  AUTO_APPROVE,
  formatOption,
  QUIET,
} from './account.ts';

type End = (code: number) => void;

/** Adds the commands that plan changes of an account and make them. */
export function addChangeCommands(program: Command, output: Output, end: End): void {
  const plan = program
    .command('plan')
    .description('says what would change in the roles of an account, and writes nothing but a plan file')
    .argument('[role...]', 'names or ARNs of roles, instead of all');
  addConfigOption(addAccountOptions(plan))
    .option('--out <file>', 'a plan file, which `apply` takes')
    .addOption(formatOption(DATA_FORMATS))
    .option(...QUIET)
    .action(async (names: string[], options: PlanOptions) => {
      const commands = await import('../commands/plan.ts');
      end(await commands.plan(names, options, output));
    });
  const apply = program
    .command('apply')
    .description('proves the changes of a plan file again, asks, and makes exactly these')
    .argument('<plan>', 'what `plan --out` wrote');
  addConfigOption(addJournalOptions(apply))
    .option(...AUTO_APPROVE)
    .option(...QUIET)
    .action(async (file: string, options: ApplyOptions) => {
      const commands = await import('../commands/apply.ts');
      end(await commands.apply(file, options, output));
    });
}

/** Adds the commands that look at what was done and take it back. */
export function addJournalCommands(program: Command, output: Output, end: End): void {
  const history = program
    .command('history')
    .description('says what was proposed and done, oldest first')
    .argument('[role]', 'name or ARN of a role, instead of all; then with what was replaced by what');
  addJournalOptions(history)
    .addOption(formatOption(DATA_FORMATS))
    .action(async (role: string | undefined, options: HistoryOptions) => {
      const commands = await import('../commands/history.ts');
      end(await commands.history(role, options, output));
    });
  const explain = program
    .command('explain')
    .description('says everything about one role: who gets in and why, what would be done, and what was done')
    .argument('<role>', 'name or ARN of the role');
  addConfigOption(addJournalOptions(explain))
    .option('--quiet', 'no warnings of the configuration')
    .action(async (role: string, options: ExplainRoleOptions) => {
      const commands = await import('../commands/explain.ts');
      end(await commands.explain(role, options, output));
    });
  const undo = program
    .command('undo')
    .description('brings back the trust policy that a change replaced, once somebody agrees')
    .argument('<change>', 'the name of the change, or how it begins, as `history` shows it');
  addWayBack(undo).action(async (change: string, options: WayBackOptions) => {
    const commands = await import('../commands/way-back.ts');
    end(await commands.undo(change, options, output));
  });
  const release = program
    .command('release')
    .description('takes a role out of quarantine as far as the configuration allows, once somebody agrees')
    .argument('<role>', 'name or ARN of the role');
  addWayBack(release).action(async (role: string, options: WayBackOptions) => {
    const commands = await import('../commands/way-back.ts');
    end(await commands.release(role, options, output));
  });
}

/** Adds the commands that look at the brake of an account and let it go. */
export function addBrakeCommands(program: Command, output: Output, end: End): void {
  const brake = program
    .command('brake')
    .description(
      'looks at the brake of an account, which keeps everything from being written, and lets it go',
    );
  const status = brake
    .command('status')
    .description('says whether the brake is on, and what counts; ends with 3 while it is');
  addBrake(status).action(async (options: BrakeOptions) => {
    const commands = await import('../commands/brake.ts');
    end(await commands.brakeStatus(options, output));
  });
  const reset = brake
    .command('reset')
    .description('lets the brake go; what was changed before counts for the roles alone');
  addBrake(reset).action(async (options: BrakeOptions) => {
    const commands = await import('../commands/brake.ts');
    end(await commands.brakeReset(options, output));
  });
}

function addBrake(command: Command): Command {
  return addJournalOptions(command).option(
    '--account <id>',
    'the account, instead of that of the credentials or of the roles',
  );
}

function addWayBack(command: Command): Command {
  return addConfigOption(addJournalOptions(command))
    .option(...AUTO_APPROVE)
    .option(...QUIET);
}
