import { readPlanFile } from '../../adapters/plan-file.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { visibleText } from '../../policies/index.ts';
import { applyPlanned, type PlannedChange, type PlannedOutcome } from '../../remediation/planned-change.ts';
import { openAccount, type AccountOptions } from '../account.ts';
import { isAgreed } from '../ask.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, gravest, type ExitCode } from '../errors.ts';
import { describeError } from '../render/outcome.ts';
import { renderChange } from '../render/plans.ts';
import type { Output } from '../render/terminal.ts';
import { walk } from '../walk.ts';

/** The options of `trustwarden apply`. */
export interface ApplyOptions extends AccountOptions {
  readonly config: string;
  readonly autoApprove?: boolean;
  readonly quiet?: boolean;
}

/**
 * Proves the changes of a plan file again and makes them, once somebody agrees.
 *
 * @returns the exit code
 */
export async function apply(file: string, options: ApplyOptions, output: Output): Promise<ExitCode> {
  const { changes, configuration } = await readPlanFile(file);
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  const say = options.quiet === true ? () => undefined : (line: string) => output.line(line);
  if (configuration.digest !== rules.digest) {
    output.problem(
      visibleText(`\`${options.config}\` is not what \`${file}\` was made with, make a new plan`),
    );
    return EXIT.refused;
  }
  const account = await openAccount(options);
  if (changes.length === 0) {
    say('nothing to change');
    return EXIT.fine;
  }
  if (!(await isWanted(changes, options, output))) return EXIT.refused;
  const by = await account.who();
  const codes: ExitCode[] = [];
  const wasCut = await walk(
    changes,
    { output, quiet: options.quiet, unit: 'roles' },
    {
      each: async (change) => {
        const outcome = await applyPlanned(change, rules, account.around, by);
        const code = exitCodeOf(outcome);
        codes.push(code);
        const line = describePlanned(change, outcome);
        if (code === EXIT.fine) say(line);
        else output.problem(line);
      },
      failed: (error, change) => {
        codes.push(EXIT.error);
        output.problem(visibleText(`${change?.role ?? 'trustwarden'}: ${describeError(error)}`));
      },
    },
  );
  const made = codes.filter((code) => code === EXIT.fine).length;
  say(`${made} of ${changes.length} changes are made`);
  return wasCut ? EXIT.interrupted : gravest(codes);
}

async function isWanted(
  changes: readonly PlannedChange[],
  { autoApprove }: ApplyOptions,
  output: Output,
): Promise<boolean> {
  if (autoApprove === true) return true;
  for (const { role, before, after } of changes)
    for (const line of renderChange({ title: role, before, after, notes: [] }, output)) output.line(line);
  if (
    await isAgreed(`Change ${changes.length === 1 ? 'this role' : `these ${changes.length} roles`}?`, output)
  )
    return true;
  output.problem('nothing was changed: nobody said `yes`; `--auto-approve` is for pipelines');
  return false;
}

function describePlanned({ role }: PlannedChange, outcome: PlannedOutcome): string {
  switch (outcome.kind) {
    case 'applied':
      return visibleText(`changed ${role}, take it back with \`trustwarden undo ${outcome.change}\``);
    case 'unchanged':
      return visibleText(`${role} is as planned already`);
    case 'stale':
    case 'refused':
    case 'braked':
      return visibleText(`${outcome.kind} ${role}: ${outcome.reason}`);
  }
}

function exitCodeOf({ kind }: PlannedOutcome): ExitCode {
  return kind === 'applied' || kind === 'unchanged' ? EXIT.fine : EXIT.refused;
}
