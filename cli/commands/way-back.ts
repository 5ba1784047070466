import { rulesOf } from '../../handlers/rules.ts';
import { visibleText } from '../../policies/index.ts';
import type { JournalEntry } from '../../remediation/ports.ts';
import {
  findChanges,
  findQuarantine,
  planWayBack,
  takeBack,
  type WayBackOrder,
} from '../../remediation/take-back.ts';
import { openAccount, roleNamed, type Account, type AccountOptions } from '../account.ts';
import { isAgreed } from '../ask.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, UsageError, type ExitCode } from '../errors.ts';
import { renderChange } from '../render/plans.ts';
import type { Output } from '../render/terminal.ts';
import { wrapLine } from '../render/wrap.ts';

/** The options of `trustwarden undo` and `trustwarden release`. */
export interface WayBackOptions extends AccountOptions {
  readonly config: string;
  readonly autoApprove?: boolean;
  readonly quiet?: boolean;
}

/**
 * Brings back the trust policy that a change replaced.
 *
 * @param change - the name of the change, or how it begins
 * @returns the exit code
 */
export async function undo(change: string, options: WayBackOptions, output: Output): Promise<ExitCode> {
  const account = await openAccount(options);
  const undoes = onlyOne(change, await findChanges(change, account.around));
  return goBack({ remedy: 'undo', undoes }, account, options, output);
}

/**
 * Takes a role out of quarantine, as far as the configuration allows.
 *
 * @param nameOrArn - of the role
 * @returns the exit code
 */
export async function release(nameOrArn: string, options: WayBackOptions, output: Output): Promise<ExitCode> {
  const account = await openAccount(options);
  const role = await roleNamed(nameOrArn, account.around.roles);
  if (role === undefined) throw new UsageError(`there is no role \`${nameOrArn}\` in this account`);
  const undoes = await findQuarantine(role.arn, account.around);
  if (undoes === undefined)
    throw new UsageError(
      `the journal knows of no quarantine of \`${role.name}\`, look at \`trustwarden history ${role.name}\``,
    );
  return goBack({ remedy: 'release', undoes }, account, options, output);
}

function onlyOne(prefix: string, found: readonly JournalEntry[]): JournalEntry {
  const [first, second] = found;
  if (first === undefined)
    throw new UsageError(
      `the journal knows of no change \`${prefix}\`, \`trustwarden history\` lists them all`,
    );
  if (second !== undefined)
    throw new UsageError(`${found.length} changes begin with \`${prefix}\`, give more of the name`);
  return first;
}

async function goBack(
  order: WayBackOrder,
  { around, who }: Account,
  options: WayBackOptions,
  output: Output,
): Promise<ExitCode> {
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  const refuse = (reason: string): ExitCode => {
    output.problem(visibleText(`${order.undoes.role}: ${reason}`));
    return EXIT.refused;
  };
  const back = await planWayBack(order, rules, around);
  if (back.kind !== 'planned') return refuse(back.reason);
  const { role, before, notes, removes } = back.restoration;
  const after = back.restoration.after ?? before;
  const taken = [...removes.inlinePolicies, ...removes.managedPolicies];
  if (back.restoration.after === null && taken.length === 0)
    return refuse('its trust policy is as it should be already');
  if (options.autoApprove !== true) {
    const title = `${order.remedy} of change ${order.undoes.change} in ${role}`;
    for (const line of renderChange({ title, before, after, notes: [...notes, ...takenOff(taken)] }, output))
      output.line(line);
    if (!(await isAgreed(taken.length === 0 ? 'Write this trust policy?' : 'Do this?', output)))
      return refuse('nothing was changed');
  } else if (options.quiet !== true)
    for (const note of notes) output.problem(visibleText(`${role}: ${note}`));
  const outcome = await takeBack(order, back.restoration, rules, around, await who());
  if (outcome.kind !== 'applied') return refuse(outcome.reason);
  const done = visibleText(`changed ${role}, take it back with \`trustwarden undo ${outcome.change}\``);
  if (options.quiet !== true) for (const part of wrapLine(done, output.columns)) output.line(part);
  return EXIT.fine;
}

function takenOff(policies: readonly string[]): readonly string[] {
  return policies.length === 0 ? [] : [`taken off the role: ${policies.join(', ')}`];
}
