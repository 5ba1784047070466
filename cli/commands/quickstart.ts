import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../../adapters/files.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { loadText } from '../configuration.ts';
import { EXIT, UsageError } from '../errors.ts';
import { localParts } from '../local.ts';
import { renderDiff } from '../render/diff.ts';
import { describeError, roleName } from '../render/outcome.ts';
import { renderOutcomes } from '../render/outcomes-table.ts';
import type { Output } from '../render/terminal.ts';

/** The options of `trustwarden quickstart`. */
export interface QuickstartOptions {
  readonly examples: string;
  readonly out: string;
  readonly dryRunOnly?: boolean;
}

/** The role whose rewrite is shown in full: it has statements that are nobody's business beside the open one. */
const SHOWN_ROLE = 'shared';

/**
 * Shows on a copy of example roles what Trustwarden does: proposes, then rewrites, then has nothing to do.
 *
 * @returns the exit code
 */
export async function quickstart(options: QuickstartOptions, output: Output): Promise<number> {
  const { colors } = output;
  const text = await copyExamples(options);
  output.line(
    colors.bold('Six roles, six CloudTrail events. Which gitlab.com projects can assume each role?'),
  );
  output.line();
  output.line(colors.bold('1. Dry run: proposals, nothing is written'));
  const proposed = await runEvents(options, text, output);
  showOutcomes(proposed, output);
  showWitnesses(proposed, output);
  showDiff(proposed, output);
  if (options.dryRunOnly === true) return exitCode(proposed);
  output.line(colors.bold('2. Enforce: the same events, and the trust policies are rewritten'));
  const enforced = text.replace('mode: dry-run', 'mode: enforce');
  const applied = await runEvents(options, enforced, output);
  showOutcomes(applied, output);
  output.line(colors.bold('3. The same events once more: nothing is left to do'));
  const again = await runEvents(options, enforced, output);
  showOutcomes(again, output);
  for (const line of whatNext(options)) output.line(line);
  return exitCode([...proposed, ...applied, ...again]);
}

async function copyExamples({ examples, out }: QuickstartOptions): Promise<string> {
  try {
    const text = await readText(join(examples, 'trustwarden.yml'));
    await rm(out, { recursive: true, force: true });
    await cp(join(examples, 'account'), out, { recursive: true });
    await cp(join(examples, 'trustwarden.yml'), join(out, 'trustwarden.yml'));
    return text;
  } catch (error) {
    throw new UsageError(
      `cannot copy the examples: ${describeError(error)}, run it in a clone of the repository`,
    );
  }
}

async function runEvents(
  { examples, out }: QuickstartOptions,
  text: string,
  output: Output,
): Promise<EventOutcome[]> {
  const rules = rulesOf(loadText(text, 'trustwarden.yml'));
  const log = { handled: () => undefined, failed: (error: unknown) => output.problem(describeError(error)) };
  const handle = iamEventHandler(localParts(out, rules, { publish: () => Promise.resolve() }, log));
  const folder = join(examples, 'events');
  const outcomes: EventOutcome[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const outcome = await handle(JSON.parse(await readFile(join(folder, name), 'utf8')));
    if ('kind' in outcome) outcomes.push(outcome);
  }
  return outcomes;
}

function showOutcomes(outcomes: readonly EventOutcome[], output: Output): void {
  output.line(renderOutcomes(outcomes, output.colors));
  output.line();
}

function showWitnesses(outcomes: readonly EventOutcome[], output: Output): void {
  output.line(output.colors.bold('Why'));
  for (const outcome of outcomes) {
    if (!('plan' in outcome)) continue;
    for (const finding of outcome.plan.findings) {
      const isDanger = finding.severity !== null;
      if (isDanger || finding.id === 'statement/dead')
        output.line(`  ${roleName(outcome.plan.role)}: ${finding.message}`);
    }
  }
  output.line();
}

function showDiff(outcomes: readonly EventOutcome[], output: Output): void {
  for (const outcome of outcomes) {
    if (!('plan' in outcome) || roleName(outcome.plan.role) !== SHOWN_ROLE || outcome.plan.after === null)
      continue;
    output.line(
      output.colors.bold(
        `What would change in \`${SHOWN_ROLE}\`: the statement of the pipelines and no other`,
      ),
    );
    for (const line of renderDiff(outcome.plan.before, outcome.plan.after, output.colors))
      output.line(`  ${line}`);
    output.line();
  }
}

const GOOD_ENDS: ReadonlySet<string> = new Set(['unchanged', 'proposed', 'applied']);

function exitCode(outcomes: readonly EventOutcome[]): number {
  return outcomes.every((outcome) => GOOD_ENDS.has(outcome.kind)) ? EXIT.fine : EXIT.error;
}

function whatNext({ out, examples }: QuickstartOptions): string[] {
  return [
    `The rewritten roles are in ${out}/roles, what they replaced is in ${out}/journal.ndjson.`,
    '',
    'Next, judge a policy of your own:',
    '  npm run --silent trustwarden -- check --allow mygroup/myproject my-trust-policy.json',
    'or all roles of an account, with a configuration like the one of this quickstart:',
    '  aws iam get-account-authorization-details --filter Role > roles.json',
    `  npm run --silent trustwarden -- check --config ${examples}/trustwarden.yml roles.json`,
  ];
}
