import { explainRole } from '../../config/explain-role.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { admittedBy, decodeTrustPolicy, describeDocumentProblem } from '../../policies/index.ts';
import { planInAccount } from '../../remediation/plan-for.ts';
import { openAccount, roleNamed, type AccountOptions } from '../account.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import { EXIT, UsageError, type ExitCode } from '../errors.ts';
import { renderExplanation } from '../render/explanation.ts';
import type { Output } from '../render/terminal.ts';

/** The options of `trustwarden explain`. */
export interface ExplainRoleOptions extends AccountOptions {
  readonly config: string;
  readonly quiet?: boolean;
}

/**
 * Says everything about one role: who gets in by which statement, what is allowed, what would be done and why, and
 * what was done before.
 *
 * @param nameOrArn - of the role
 */
export async function explain(
  nameOrArn: string,
  options: ExplainRoleOptions,
  output: Output,
): Promise<ExitCode> {
  const configuration = await readConfiguration(options.config, warningsTo(output, options.quiet));
  const { around } = await openAccount(options);
  const role = await roleNamed(nameOrArn, around.roles);
  if (role === undefined) throw new UsageError(`there is no role \`${nameOrArn}\` in this account`);
  const decoded = decodeTrustPolicy(role.trustPolicy);
  if (!decoded.ok)
    throw new UsageError(
      `the trust policy of \`${role.name}\` cannot be read: ${decoded.problems.map(describeDocumentProblem).join('; ')}`,
    );
  const selection = rulesOf(configuration).select(role.arn, around.clock());
  const { plan } = await planInAccount(role.arn, decoded.policy, selection, around);
  const page = {
    policy: decoded.policy,
    admitted: admittedBy(decoded.policy, selection.intent, role.arn),
    plan,
    explanation: explainRole(configuration, role.arn, around.clock()),
    history: await around.journal.changesOf(role.arn),
  };
  for (const line of renderExplanation(page, output)) output.line(line);
  return EXIT.fine;
}
