import packageFile from '../../package.json' with { type: 'json' };
import { toPlanFile, writePlanFile, type RolePlan } from '../../adapters/plan-file.ts';
import { visibleJson } from '../../adapters/visible-text.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { decodeTrustPolicy, describeDocumentProblem, visibleText, type Plan } from '../../policies/index.ts';
import { planFor } from '../../remediation/plan-for.ts';
import type { Role, Rules } from '../../remediation/ports.ts';
import { openAccount, rolesOf, type AccountOptions } from '../account.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, gravest, type ExitCode } from '../errors.ts';
import type { DataFormat } from '../formats.ts';
import { renderCheckedAsJson } from '../render/checked.ts';
import { describeError } from '../render/outcome.ts';
import { isWorthShowing, renderPlan, summarizePlans } from '../render/plans.ts';
import type { Output } from '../render/terminal.ts';
import { walk } from '../walk.ts';

/** The options of `trustwarden plan`. */
export interface PlanOptions extends AccountOptions {
  readonly config: string;
  /** Where to write the plan file. */
  readonly out?: string;
  readonly format: DataFormat;
  readonly quiet?: boolean;
}

/**
 * Says what would change in the roles of an account, and writes nothing but a plan file.
 *
 * @param names - names or ARNs of the roles to look at; all of them where there are none
 * @returns the exit code
 */
export async function plan(
  names: readonly string[],
  options: PlanOptions,
  output: Output,
): Promise<ExitCode> {
  const configuration = await readConfiguration(options.config, warningsTo(output, options.quiet));
  const rules = rulesOf(configuration);
  const { around } = await openAccount(options);
  const planned: RolePlan[] = [];
  const codes: ExitCode[] = [];
  const fail = (subject: string, reason: string): void => {
    codes.push(EXIT.error);
    output.problem(visibleText(`${subject}: ${reason}`));
  };
  const roles = rolesOf(around.roles, names, (name) => fail(name, 'there is no such role'));
  const wasCut = await walk(
    roles,
    { output, quiet: options.quiet, unit: 'roles' },
    {
      each: (role) => {
        const found = planOne(role, rules, around.clock());
        if (typeof found === 'string') return fail(role.arn, found);
        planned.push({ roleId: role.id, plan: found });
        codes.push(exitCodeOf(found));
        showOne(found, options, output);
      },
      failed: (error) => fail('trustwarden', describeError(error)),
    },
  );
  const head = {
    made: around.clock().toISOString(),
    madeBy: `trustwarden ${packageFile.version}`,
    configuration: { name: options.config, digest: rules.digest },
  };
  const shown = planned.filter((each) => isWorthShowing(each.plan));
  if (options.format === 'json') output.line(visibleJson(toPlanFile(head, shown)));
  if (options.format === 'text' && options.quiet !== true)
    output.line(summarizePlans(planned.map((each) => each.plan)));
  if (wasCut) return EXIT.interrupted;
  if (options.out !== undefined) {
    await writePlanFile(options.out, toPlanFile(head, shown));
    if (options.quiet !== true)
      output.problem(visibleText(`wrote \`${options.out}\`, which \`trustwarden apply\` takes`));
  }
  return gravest(codes);
}

function planOne({ arn, trustPolicy }: Role, rules: Rules, now: Date): Plan | string {
  const decoded = decodeTrustPolicy(trustPolicy);
  if (decoded.ok) return planFor(arn, decoded.policy, rules.select(arn, now), []);
  return `its trust policy cannot be read: ${decoded.problems.map(describeDocumentProblem).join('; ')}`;
}

function showOne(found: Plan, { format, quiet }: PlanOptions, output: Output): void {
  if (format === 'ndjson') output.line(renderCheckedAsJson({ source: found.role, plan: found }));
  if (format !== 'text' || quiet === true || !isWorthShowing(found)) return;
  for (const line of renderPlan(found, output)) output.line(line);
}

function exitCodeOf({ verdict, after }: Plan): ExitCode {
  if (verdict === 'broader' || after !== null) return EXIT.broader;
  return verdict === 'undecided' ? EXIT.undecided : EXIT.fine;
}
