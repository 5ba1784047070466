import packageFile from '../../package.json' with { type: 'json' };
import { toPlanFile, writePlanFile, type RolePlan } from '../../adapters/plan-file.ts';
import { visibleJson } from '../../adapters/visible-text.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { decodeTrustPolicy, describeDocumentProblem, type Plan } from '../../policies/index.ts';
import { isCarriedOut, isChange } from '../../remediation/carry-out.ts';
import { planInAccount } from '../../remediation/plan-for.ts';
import type { Role, Rules } from '../../remediation/ports.ts';
import type { Surroundings } from '../../remediation/surroundings.ts';
import { openAccount, rolesOf, type AccountOptions } from '../account.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, gravest, UsageError, type ExitCode } from '../errors.ts';
import type { DataFormat } from '../formats.ts';
import { renderCheckedAsJson } from '../render/checked.ts';
import { withNotes } from '../notes.ts';
import { explainError } from '../render/error.ts';
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
  readonly debug?: boolean;
}

/** What came of planning for some roles. */
interface Planned {
  readonly roles: RolePlan[];
  /** Why roles are missing among them. */
  readonly errors: string[];
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
  const { config, quiet, format, out } = options;
  const rules = rulesOf(await readConfiguration(config, warningsTo(output, quiet)));
  const planned: Planned = { roles: [], errors: [] };
  const wasCut = await planAll(names, options, { rules, planned, output });
  if (wasCut) {
    output.problem(
      `stopped: ${planned.roles.length} roles are looked at${out === undefined ? '' : ', and no plan file is written'}`,
    );
    return EXIT.interrupted;
  }
  const content = toPlanFile(
    {
      made: new Date().toISOString(),
      madeBy: `trustwarden ${packageFile.version}`,
      configuration: { name: config, digest: rules.digest },
    },
    planned.roles.filter((each) => isWorthShowing(each.plan)),
    planned.errors,
  );
  if (format === 'json') output.line(visibleJson(content));
  if (format === 'text' && quiet !== true)
    output.line(summarizePlans(planned.roles.map((each) => each.plan)));
  if (out !== undefined) await writePlanFile(out, content);
  if (out !== undefined && quiet !== true)
    output.problem(`wrote \`${out}\`, which \`trustwarden apply\` takes`);
  const failed = planned.errors.length > 0 ? [EXIT.error] : [];
  return gravest([...failed, ...planned.roles.map((each) => exitCodeOf(each.plan))]);
}

async function planAll(
  names: readonly string[],
  options: PlanOptions,
  { rules, planned, output }: { rules: Rules; planned: Planned; output: Output },
): Promise<boolean> {
  const { around, count } = await openAccount(options);
  const failed = (error: unknown, role?: Role): void => {
    const subject = role === undefined ? '' : `${role.arn}: `;
    planned.errors.push(
      ...describeError(error)
        .split('\n')
        .map((line) => subject + line),
    );
    for (const line of explainError(error, options.debug, role?.arn)) output.problem(line);
  };
  const roles = rolesOf(around.roles, names, (name) =>
    failed(new UsageError(`there is no role \`${name}\` in this account`)),
  );
  const total = names.length === 0 ? await count?.() : names.length;
  const share = total === undefined ? shareOf(planned, around) : undefined;
  return walk(
    roles,
    { output, quiet: options.quiet, unit: 'roles', total, share },
    {
      each: async (role) => {
        const found = await unlessCarriedOut(await planOne(role, rules, around), role, around);
        planned.roles.push({ roleId: role.id, plan: found });
        showOne(found, options, rules.digest, output);
      },
      failed,
    },
  );
}

/** WHY: how many roles there are is only for whoever watches, so nobody waits for it and nothing fails with it. */
function shareOf(planned: Planned, { account }: Surroundings): () => number {
  let all: number | undefined;
  account.read().then(
    ({ roles }) => {
      all = roles;
    },
    () => undefined,
  );
  return () => (all === undefined ? 0 : Math.min(1, planned.roles.length / all));
}

async function planOne({ arn, trustPolicy }: Role, rules: Rules, around: Surroundings): Promise<Plan> {
  const decoded = decodeTrustPolicy(trustPolicy);
  if (decoded.ok) {
    const found = await planInAccount(arn, decoded.policy, rules.select(arn, around.clock()), around);
    return found.plan;
  }
  const problems = decoded.problems.map(describeDocumentProblem).join('; ');
  throw new UsageError(`its trust policy cannot be read: ${problems}`);
}

/** WHY: a quarantine that leaves the trust policy alone leaves it broader, too. */
async function unlessCarriedOut(found: Plan, role: Role, around: Surroundings): Promise<Plan> {
  if (!(await isCarriedOut(found, role, around))) return found;
  return withNotes({ ...found, remedy: 'none', quarantine: null }, 'its quarantine stands already');
}

function showOne(found: Plan, { format, quiet }: PlanOptions, configuration: string, output: Output): void {
  if (format === 'ndjson')
    output.line(renderCheckedAsJson({ source: found.role, plan: found, configuration }));
  if (format !== 'text' || quiet === true || !isWorthShowing(found)) return;
  for (const line of renderPlan(found, output)) output.line(line);
}

function exitCodeOf(found: Plan): ExitCode {
  const { verdict, remedy } = found;
  if (remedy === 'none') return EXIT.fine;
  if (verdict === 'broader' || isChange(found)) return EXIT.broader;
  return verdict === 'undecided' ? EXIT.undecided : EXIT.fine;
}
