import { visibleText } from '../../policies/index.ts';
import { resetBrake } from '../../remediation/begin-change.ts';
import type { Tally } from '../../remediation/ports.ts';
import { openAccount, type Account, type AccountOptions } from '../account.ts';
import { EXIT, UsageError, type ExitCode } from '../errors.ts';
import type { Output } from '../render/terminal.ts';

/** The options of `trustwarden brake`. */
export interface BrakeOptions extends AccountOptions {
  /** The number of the account. */
  readonly account?: string;
}

/**
 * Says whether the brake of an account is on, and what counts.
 *
 * @returns the exit code: that of what is refused while it is on
 */
export async function brakeStatus(options: BrakeOptions, output: Output): Promise<ExitCode> {
  const opened = await openAccount(options);
  const tallies: Tally[] = [];
  for (const account of await accountsOf(options, opened))
    tallies.push(await opened.around.journal.tallyOf(account));
  for (const tally of tallies) output.line(visibleText(describeTally(tally)));
  return tallies.some(({ latched }) => latched !== undefined) ? EXIT.refused : EXIT.fine;
}

/** Lets the brake of an account go; returns the exit code. */
export async function brakeReset(options: BrakeOptions, output: Output): Promise<ExitCode> {
  const opened = await openAccount(options);
  for (const account of await accountsOf(options, opened)) {
    const { latched } = await resetBrake(account, await opened.who(), opened.around);
    const was = latched === undefined ? 'was off' : `was on since ${latched.at}: ${latched.reason}`;
    output.line(visibleText(`account ${account}: the brake is let go, it ${was}`));
  }
  return EXIT.fine;
}

function describeTally({ account, latched, begun, reset }: Tally): string {
  const state =
    latched === undefined ? 'the brake is off' : `the brake is on since ${latched.at}: ${latched.reason}`;
  const last = reset === undefined ? '' : `; it was let go at ${reset.at} by ${reset.by}`;
  return `account ${account}: ${state}; ${begun.length} changes are counted${last}`;
}

/** WHY: a file account may hold roles of several accounts; credentials are of one. */
async function accountsOf(
  { account, accountDir }: BrakeOptions,
  { around, who }: Account,
): Promise<readonly string[]> {
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new UsageError(`\`--account ${account}\` is no account, give its twelve digits`);
  if (account !== undefined) return [account];
  if (accountDir === undefined) return [accountIn(await who())];
  const accounts = new Set<string>();
  for await (const { arn } of around.roles.list()) accounts.add(accountIn(arn));
  return [...accounts].toSorted();
}

function accountIn(arn: string): string {
  return arn.split(':')[4] ?? '';
}
