import { accountOfRole } from '../../adapters/documents/account.ts';
import type { Item } from '../../adapters/documents/read-roles.ts';
import { GITLAB_COM } from '../../config/document.ts';
import { loadConfiguration } from '../../config/load.ts';
import { rulesOf } from '../../handlers/rules.ts';
import { decodeTrustPolicy, describeDocumentProblem, type Plan } from '../../policies/index.ts';
import { planFor } from '../../remediation/plan-for.ts';
import type { Selection } from '../../remediation/ports.ts';
import { EXIT, UsageError } from '../errors.ts';
import { readConfiguration, warningsTo } from '../configuration.ts';
import type { Format } from '../formats.ts';
import { summarize, type Checked, type Counts } from '../render/checked.ts';
import { reportTo } from '../report/report.ts';
import type { Output } from '../render/terminal.ts';
import { JudgedRoles, withNotes } from '../notes.ts';
import { assertRoleArn } from '../role-arn.ts';
import { readAll } from '../sources.ts';
import { undecidedPlan } from '../undecided.ts';
import { walk } from '../walk.ts';

/** The options of `trustwarden check`. */
export interface CheckOptions {
  readonly config?: string;
  readonly role?: string;
  readonly allow?: readonly string[];
  readonly issuer?: string;
  readonly format: Format;
  readonly quiet?: boolean;
}

/** What is allowed, and the digest of the configuration that says so. */
interface Allowing {
  readonly select: (role: string) => Selection;
  readonly configuration?: string;
}

/**
 * Judges the trust policies in files, without AWS.
 *
 * @returns the exit code
 * @throws UsageError where neither a configuration nor `--allow` says what is allowed, or an option is no value of its
 *   kind
 */
export async function check(
  files: readonly string[],
  options: CheckOptions,
  output: Output,
): Promise<number> {
  if (options.role !== undefined) assertRoleArn(options.role);
  const allowing = await allowingOf(options, output);
  const report = reportTo(output, options);
  const account = accountOfRole(options.role);
  const judged = new JudgedRoles();
  const counts = { fine: 0, broader: 0, undecided: 0, errors: 0 };
  const sources = readAll(files, account === undefined ? {} : { account });
  const wasCut = await walk(
    sources.items,
    { output, quiet: options.quiet, unit: 'trust policies', share: await sources.share() },
    {
      each: ({ item, file }) => {
        const checked = judged.note(item, checkItem(item, options, allowing));
        counts[outcomeOf(checked)]++;
        report.add(checked, file);
      },
      failed: (error) => {
        throw error;
      },
    },
  );
  if (wasCut) {
    output.problem(`stopped, and there is no report of the rest: ${summarize(counts)}`);
    return EXIT.interrupted;
  }
  report.end(counts);
  return exitCodeOf(counts);
}

function exitCodeOf(counts: Counts): number {
  if (counts.errors > 0) return EXIT.error;
  if (counts.broader > 0) return EXIT.broader;
  return counts.undecided > 0 ? EXIT.undecided : EXIT.fine;
}

async function allowingOf(options: CheckOptions, output: Output): Promise<Allowing> {
  if (options.allow !== undefined && options.config !== undefined) {
    throw new UsageError('`--allow` stands instead of a configuration, give one of `--allow` and `--config`');
  }
  if (options.allow === undefined && options.issuer !== undefined) {
    throw new UsageError(
      '`--issuer` is the instance of `--allow`, give both or name it in the configuration',
    );
  }
  if (options.allow !== undefined) return allowingOnly(options.allow, options.issuer ?? GITLAB_COM);
  if (options.config === undefined) {
    throw new UsageError('nothing says what is allowed, give `--config FILE` or `--allow PROJECT`');
  }
  const rules = rulesOf(await readConfiguration(options.config, warningsTo(output, options.quiet)));
  const now = new Date();
  return { select: (role) => rules.select(role, now), configuration: rules.digest };
}

function allowingOnly(projects: readonly string[], issuer: string): Allowing {
  refuseWhatNoConfigurationTakes(projects, issuer);
  const entries = projects.map((path) => ({ kind: 'project' as const, path, issuer }));
  const knownRoots = projects.map((path) => (path.split('/')[0] as string).toLowerCase());
  const issuers = [{ name: issuer, isPublic: issuer === GITLAB_COM }];
  const intent = { listed: true, entries, issuers, knownRoots };
  const quarantine = { level: 'isolate', revokeSessions: false, onRefusal: 'report' } as const;
  return {
    select: () => ({
      intent,
      mode: 'dry-run',
      unlisted: 'report',
      unfixable: 'quarantine',
      undecided: 'report',
      quarantine,
    }),
  };
}

/** WHY: a path or an issuer that is written wrongly means nothing, and nothing would then be found. */
function refuseWhatNoConfigurationTakes(projects: readonly string[], issuer: string): void {
  const allow = projects.map((project) => ({ project }));
  const roles = [{ role: 'arn:aws:iam::*:role/*', allow }];
  const text = JSON.stringify({ version: 1, mode: 'dry-run', unlisted: 'report', issuers: [issuer], roles });
  const loaded = loadConfiguration(text, '');
  if (loaded.ok) return;
  // WHY: what the message says to write is a configuration's way, which the option does not take.
  const problems = loaded.problems.map(({ path, message }) =>
    path.startsWith('issuers')
      ? `--issuer: ${message}`
      : `--allow: ${message}; for a group, use \`--config\``,
  );
  throw new UsageError(problems.join('\n'));
}

function checkItem(item: Item, options: CheckOptions, { select, configuration }: Allowing): Checked {
  if ('error' in item) return item;
  const { source, location } = item;
  const found = location === undefined ? { source } : { source, location };
  const role = item.role ?? options.role;
  if ('undecided' in item) return { ...found, plan: undecidedPlan(role ?? '', item), configuration };
  const decoded = decodeTrustPolicy(item.policy);
  if (!decoded.ok) {
    return {
      ...found,
      error: `no trust policy: ${decoded.problems.map(describeDocumentProblem).join('; ')}`,
    };
  }
  const plan = planFor(role ?? '', decoded.policy, select(role ?? ''), []);
  // WHY: a policy that lets no GitLab in is fine whatever role it is of.
  if (role !== undefined || options.allow !== undefined || plan.verdict === 'not-applicable')
    return { ...found, plan: plan.after === null ? plan : withNotes(plan, item.note), configuration };
  return {
    ...found,
    error: 'the document names no role, give `--role ARN`, or `--allow PROJECT` instead of a configuration',
  };
}

function outcomeOf(checked: Checked): 'fine' | 'broader' | 'undecided' | 'errors' {
  if ('error' in checked) return 'errors';
  return toOutcome(checked.plan);
}

function toOutcome({ verdict }: Plan): 'fine' | 'broader' | 'undecided' {
  return verdict === 'broader' || verdict === 'undecided' ? verdict : 'fine';
}
