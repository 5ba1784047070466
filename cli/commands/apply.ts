import { readPlanFile } from '../../adapters/plan-file.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { visibleText } from '../../policies/index.ts';
import {
  applyPlanned,
  planAsPlanned,
  type PlannedChange,
  type PlannedOutcome,
} from '../../remediation/planned-change.ts';
import type { Rules } from '../../remediation/ports.ts';
import { openAccount, type Account, type AccountOptions } from '../account.ts';
import { isAgreed } from '../ask.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, gravest, type ExitCode } from '../errors.ts';
import { explainError } from '../render/error.ts';
import { renderPlan } from '../render/plans.ts';
import type { Output } from '../render/terminal.ts';
import { wrapLine } from '../render/wrap.ts';
import { walk } from '../walk.ts';

/** The options of `trustwarden apply`. */
export interface ApplyOptions extends AccountOptions {
  readonly config: string;
  readonly autoApprove?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

/**
 * Proves the changes of a plan file again and makes them, once somebody agrees.
 *
 * @returns the exit code
 */
export async function apply(file: string, options: ApplyOptions, output: Output): Promise<ExitCode> {
  const { changes, configuration, errors } = await readPlanFile(file);
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  if (configuration.digest !== rules.digest) {
    output.problem(
      visibleText(`\`${options.config}\` is not what \`${file}\` was made with, make a new plan`),
    );
    return EXIT.refused;
  }
  for (const error of errors) output.problem(visibleText(`not in the plan: ${error}`));
  if (changes.length === 0) {
    if (options.quiet !== true) output.line('nothing to change');
    return EXIT.fine;
  }
  const account = await openAccount(options);
  if (options.autoApprove !== true && !(await isWanted(changes, rules, account, output))) return EXIT.refused;
  return applyAll(changes, rules, account, options, output);
}

/** WHY: what is shown is planned anew, since whoever agrees should not have to believe the plan file. */
async function isWanted(
  changes: readonly PlannedChange[],
  rules: Rules,
  { around }: Account,
  output: Output,
): Promise<boolean> {
  const { trustPolicyQuota: quota } = await around.account.read();
  let sound = 0;
  for (const change of changes) {
    const found = planAsPlanned(change, rules, around.clock(), { quota });
    if (found.kind === 'refused') {
      output.problem(visibleText(`refused ${change.role}: ${found.reason}`));
      continue;
    }
    sound++;
    for (const line of renderPlan(found.plan, output)) output.line(line);
  }
  if (sound === 0) return false;
  if (await isAgreed(`Change ${sound === 1 ? 'this role' : `these ${sound} roles`}?`, output)) return true;
  output.problem('nothing was changed: nobody said `yes`; `--auto-approve` is for pipelines');
  return false;
}

async function applyAll(
  changes: readonly PlannedChange[],
  rules: Rules,
  account: Account,
  options: ApplyOptions,
  output: Output,
): Promise<ExitCode> {
  const by = await account.who();
  const say = (line: string): void => {
    if (options.quiet !== true) for (const part of wrapLine(line, output.columns)) output.line(part);
  };
  const codes: ExitCode[] = [];
  const wasCut = await walk(
    changes,
    { output, quiet: options.quiet, unit: 'roles', total: changes.length },
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
        for (const line of explainError(error, options.debug, change?.role)) output.problem(line);
      },
    },
  );
  const made = codes.filter((code) => code === EXIT.fine).length;
  const counted = `${made} of ${changes.length} changes are made`;
  if (!wasCut) {
    say(counted);
    return gravest(codes);
  }
  output.problem(`stopped: ${counted}, and the same plan goes on from here`);
  return EXIT.interrupted;
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
