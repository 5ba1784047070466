import { actionsOf, FUNCTIONS, type FunctionName } from '../../adapters/function-permissions.ts';
import type { DeployedStack, Granted } from '../../adapters/deployed-stack.ts';
import { MAX_BYTES } from '../../config/limits.ts';
import { formatProblem, loadConfiguration } from '../../config/load.ts';
import { WRITES, writesOf, type Write } from '../../config/writes.ts';
import { visibleText } from '../../policies/index.ts';
import type { AccountFacts, ConfigSource, Journal, LastGood, Sweeps } from '../../remediation/ports.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Output } from '../render/terminal.ts';
import { describeBook } from './sweep.ts';

/** The options of `trustwarden doctor`. */
export interface DoctorOptions {
  readonly stage: string;
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
}

/** What the doctor looks at. */
export interface Patient {
  readonly account: string;
  /** The Region in which IAM delivers the events of the account's partition. */
  readonly iamRegion: string;
  readonly stack: Pick<DeployedStack, 'permissionsOf' | 'trails' | 'rulesTo'>;
  readonly facts: AccountFacts;
  /** Opens what is kept in the table of the deployment. */
  readonly kept: (table: string) => Kept;
  /** Opens a place of a configuration or a parameter. */
  readonly source: (place: string, maxBytes: number) => ConfigSource;
  readonly now: Date;
}

/** What a deployment keeps in its table. */
export interface Kept {
  readonly journal: Pick<Journal, 'openBefore' | 'tallyOf'>;
  readonly lastGood: Pick<LastGood, 'lastConfiguration'>;
  readonly sweeps: Pick<Sweeps, 'readSweeps'>;
}

/** What one look found: that it is fine, or what is wrong and what to do. */
interface Finding {
  readonly isFine: boolean;
  readonly text: string;
}

const fine = (text: string): Finding => ({ isFine: true, text });
const wrong = (text: string): Finding => ({ isFine: false, text });

/** What the role of a function says of the deployment. */
interface Deployment {
  readonly granted: Readonly<Record<FunctionName, readonly Granted[]>>;
  readonly queue: string;
  readonly table: string;
  readonly killSwitch: string;
  readonly configuration: string | undefined;
  readonly writes: readonly Write[];
}

/** Says of each part of a deployment that it is fine, or what to do; returns the exit code. */
export async function doctor(options: DoctorOptions, output: Output): Promise<ExitCode> {
  const { openPatient } = await import('../patient.ts');
  return examine(options.stage, await openPatient(options), output);
}

/** Looks at everything in turn; what cannot be looked at is a line as well. */
export async function examine(stage: string, patient: Patient, output: Output): Promise<ExitCode> {
  let isFine = true;
  const say = (name: string, finding: Finding): void => {
    isFine &&= finding.isFine;
    output.line(visibleText(`${finding.isFine ? 'fine ' : 'WRONG'}  ${name}: ${finding.text}`));
  };
  const look = async (name: string, at: () => Promise<Finding>): Promise<void> => {
    say(name, await at().catch((error: unknown) => wrong(`cannot be looked at: ${messageOf(error)}`)));
  };
  await look('trail', () => lookAtTrails(patient));
  await look('quota', () => lookAtQuota(patient));
  const deployment = await findDeployment(patient).catch((error: unknown) => messageOf(error));
  if (typeof deployment === 'string') {
    say('deployment', wrong(`stage \`${stage}\` cannot be found: ${deployment}`));
    return EXIT.error;
  }
  for (const [name, at] of looksAt(deployment, patient)) await look(name, at);
  return isFine ? EXIT.fine : EXIT.error;
}

function looksAt(
  deployment: Deployment,
  patient: Patient,
): readonly (readonly [string, () => Promise<Finding>])[] {
  const { journal, lastGood, sweeps } = patient.kept(deployment.table);
  return [
    ['rule', () => lookAtRule(deployment, patient)],
    ['permissions', () => Promise.resolve(lookAtPermissions(deployment))],
    ['configuration', () => lookAtConfiguration(deployment, lastGood, patient)],
    ['journal', () => lookAtJournal(deployment, journal, patient)],
    ['sweep', () => lookAtSweeps(sweeps, patient)],
    ['brake', () => lookAtBrake(journal, patient)],
    ['kill switch', () => lookAtKillSwitch(deployment, patient)],
  ];
}

async function findDeployment({ stack }: Patient): Promise<Deployment> {
  const roles = await Promise.all(FUNCTIONS.map((name) => stack.permissionsOf(name)));
  const missing = FUNCTIONS.find((_, index) => roles[index] === undefined);
  if (missing !== undefined)
    throw new Error(`there is no role of the function \`${missing}\`, deploy it or give another \`--stage\``);
  const granted = Object.fromEntries(FUNCTIONS.map((name, index) => [name, roles[index] ?? []]));
  const events: readonly Granted[] = granted['on-iam-event'] ?? [];
  const resourceOf = (sid: string): string => events.find((each) => each.sid === sid)?.resources[0] ?? '';
  const place = resourceOf('ReadConfiguration');
  const actions = new Set(events.flatMap(({ effect, actions: all }) => (effect === 'Allow' ? all : [])));
  return {
    granted: granted as Deployment['granted'],
    queue: resourceOf('LookAgain'),
    table: resourceOf('KeepJournal'),
    killSwitch: resourceOf('ReadKillSwitch').replace(/^.*:parameter/, ''),
    configuration:
      place === '' ? undefined : place.replace(/^.*:s3:::/, 's3://').replace(/^.*:parameter/, 'ssm:'),
    writes: WRITES.filter((write) => actions.has(FIRST_ACTION[write])),
  };
}

const FIRST_ACTION: Readonly<Record<Write, string>> = {
  'trust-policy': 'iam:UpdateAssumeRolePolicy',
  'inline-policy': 'iam:PutRolePolicy',
  'managed-policy': 'iam:AttachRolePolicy',
};

/** AWS: without a trail that logs, EventBridge gets no events of calls (eb-service-event-cloudtrail). */
async function lookAtTrails({ stack }: Patient): Promise<Finding> {
  const trails = await stack.trails();
  const good = trails.find(({ isLogging, recordsWrites }) => isLogging && recordsWrites);
  if (good !== undefined) return fine(`\`${good.name}\` records what is changed`);
  return wrong(
    trails.length === 0
      ? 'there is none, and no event arrives without one: create a trail that records management events'
      : `none of ${trails.map(({ name }) => `\`${name}\``).join(', ')} logs calls that write: start its logging, and let it record management events`,
  );
}

async function lookAtQuota({ facts }: Patient): Promise<Finding> {
  const { trustPolicyQuota, roles } = await facts.read();
  return fine(`a trust policy may have ${trustPolicyQuota ?? 2048} characters; ${roles ?? '?'} roles`);
}

async function lookAtRule({ queue }: Deployment, { stack, iamRegion }: Patient): Promise<Finding> {
  const region = queue.split(':')[3];
  if (region !== iamRegion)
    return wrong(
      `the deployment is in \`${region}\`, and IAM delivers its events in \`${iamRegion}\`: deploy it there`,
    );
  const rule = (await stack.rulesTo(queue)).find(({ eventNames }) =>
    ['CreateRole', 'UpdateAssumeRolePolicy', 'AcquireRole'].every((name) => eventNames.includes(name)),
  );
  if (rule === undefined) return wrong('no rule leads to the queue of the events: deploy again');
  if (!rule.isEnabled)
    return wrong(`\`${rule.name}\` is disabled: \`aws events enable-rule --name ${rule.name}\``);
  return fine(`\`${rule.name}\` in \`${region}\``);
}

function lookAtPermissions({ granted, writes }: Deployment): Finding {
  for (const name of FUNCTIONS) {
    const statements = granted[name];
    const allowed = new Set(statements.flatMap(({ effect, actions }) => (effect === 'Allow' ? actions : [])));
    const missing = actionsOf(name, writes).filter((action) => !allowed.has(action));
    if (missing.length > 0)
      return wrong(`\`${name}\` lacks ${missing.map((action) => `\`${action}\``).join(', ')}: deploy again`);
    if (!statements.some(({ effect, sid }) => effect === 'Deny' && sid === 'NeverItself'))
      return wrong(`\`${name}\` is not denied to change the roles of the stack: deploy again`);
  }
  return fine(
    writes.length === 0
      ? 'none is missing, nothing may be written'
      : `none is missing, to write ${writes.join(', ')}`,
  );
}

async function lookAtConfiguration(
  { configuration, writes }: Deployment,
  kept: Kept['lastGood'],
  { source, now }: Patient,
): Promise<Finding> {
  const last = await kept.lastConfiguration();
  const text =
    configuration === undefined ? last?.text : (await source(configuration, MAX_BYTES).read()).text;
  if (text === undefined) return wrong('none was read yet: wait for the first event or sweep');
  const loaded = loadConfiguration(text, configuration ?? last?.name ?? '', now);
  if (!loaded.ok) return wrong(loaded.problems.map(formatProblem).join('; '));
  const missing = writesOf(loaded.configuration).filter((write) => !writes.includes(write));
  if (missing.length > 0)
    return wrong(
      `it asks for writing ${missing.join(', ')}, which is not allowed: package it with \`TRUSTWARDEN_WRITES=${writesOf(loaded.configuration).join(',')}\``,
    );
  const { digest } = loaded.configuration;
  if (last !== undefined && last.digest !== digest && configuration !== undefined)
    return wrong(
      `\`${configuration}\` is newer than what is in force (\`${last.digest}\`): wait a minute and an event`,
    );
  return fine(`\`${configuration ?? 'bundled'}\`, ${digest}`);
}

const FOREVER = 10 * 60_000;

async function lookAtJournal(
  { table }: Deployment,
  kept: Kept['journal'],
  { now }: Patient,
): Promise<Finding> {
  const open = await kept.openBefore(new Date(now.getTime() - FOREVER));
  const name = `\`--journal dynamodb:${table.slice(table.lastIndexOf('/') + 1)}\``;
  if (open.length === 0) return fine(`${name}, nothing is open for long`);
  return wrong(
    `${name}, ${open.length} changes are open for ten minutes, as of \`${open[0]?.role}\`: see the log of on-schedule`,
  );
}

const A_DAY = 26 * 60 * 60_000;

async function lookAtSweeps(kept: Kept['sweeps'], { now }: Patient): Promise<Finding> {
  const book = await kept.readSweeps();
  const text = describeBook(book).join('; ');
  const finished = Date.parse(book.last?.finished ?? '1970-01-01T00:00:00Z');
  if (now.getTime() - finished >= A_DAY)
    return wrong(`none for more than a day (${text}): see "No sweep" in the runbook`);
  if ((book.last?.counts.failed ?? 0) === 0) return fine(text);
  return wrong(
    `some roles failed: the log of \`on-sweep\` says why, at \`role failed\`, or \`handled\` with \`skipped\` (${text})`,
  );
}

async function lookAtBrake(kept: Kept['journal'], { account }: Patient): Promise<Finding> {
  const { latched } = await kept.tallyOf(account);
  if (latched === undefined) return fine('off');
  return wrong(
    `on since ${latched.at}: ${latched.reason}; see "Account brake" in the runbook, then \`trustwarden brake reset\``,
  );
}

async function lookAtKillSwitch({ killSwitch }: Deployment, { source }: Patient): Promise<Finding> {
  const { text } = await source(`ssm:${killSwitch}`, MAX_BYTES).read();
  if (text.trim() === 'off') return fine(`\`${killSwitch}\` says \`off\``);
  return wrong(
    `\`${killSwitch}\` says \`${text.trim().slice(0, 40)}\`, so that nothing is written: write \`off\` to end that`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
