import type { AwsSettings } from '../../adapters/aws-settings.ts';
import { visibleText } from '../../policies/index.ts';
import { acceptSweep } from '../../remediation/accept-sweep.ts';
import type { SweepBook, SweepSummary, Sweeps } from '../../remediation/ports.ts';
import { EXIT, UsageError, type ExitCode } from '../errors.ts';
import type { Output } from '../render/terminal.ts';

/** The options of `trustwarden sweep`. */
export interface SweepOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly journal: string;
}

/** Says what the last sweep found, how far one is that goes on, and whether one was accepted. */
export async function sweepStatus(options: SweepOptions, output: Output): Promise<ExitCode> {
  const book = await (await sweepsOf(options)).readSweeps();
  for (const line of describeBook(book)) output.line(visibleText(line));
  return EXIT.fine;
}

/** Accepts the proposals of the last sweep; returns the exit code. */
export async function sweepAccept(name: string, options: SweepOptions, output: Output): Promise<ExitCode> {
  const { callerArn } = await import('../../adapters/aws-caller.ts');
  const sweeps = await sweepsOf(options);
  const by = await callerArn(settingsOf(options));
  const outcome = await acceptSweep(name, by, { sweeps, clock: () => new Date() });
  if (outcome.kind === 'refused') {
    output.problem(visibleText(outcome.reason));
    return EXIT.refused;
  }
  output.line(`sweep \`${outcome.sweep}\` is accepted, the next ones write what the configuration enforces`);
  return EXIT.fine;
}

/** Returns what a book of sweeps says, in a line each. */
export function describeBook({ last, underWay, accepted }: SweepBook): readonly string[] {
  return [
    last === undefined ? 'no sweep was finished yet' : describeSweep(last),
    ...(underWay === undefined
      ? []
      : [
          `sweep \`${underWay.sweep}\` goes on since ${underWay.started}: ${underWay.counts.roles} roles so far`,
        ]),
    accepted === undefined
      ? 'no sweep was accepted, so they only propose'
      : `sweep \`${accepted.sweep}\` was accepted at ${accepted.at} by ${accepted.by}`,
  ];
}

function describeSweep({ sweep, finished, counts }: SweepSummary): string {
  const { roles, admitting, broader, undecided, proposed, applied, reported, notApplied, failed } = counts;
  return (
    `sweep \`${sweep}\` was finished at ${finished}: ${roles} roles, ${admitting} let GitLab in, ` +
    `${broader} are broader than allowed, ${undecided} undecided; ${proposed} changes proposed, ${applied} made, ` +
    `${notApplied} not made, ${reported} roles reported, ${failed} failed`
  );
}

async function sweepsOf(options: SweepOptions): Promise<Sweeps> {
  // WHY: the SDK's warning about old versions of Node is for whoever builds with it, and is six lines.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const [, table] = /^dynamodb:(.+)$/.exec(options.journal) ?? [];
  if (table === undefined)
    throw new UsageError(
      `\`${options.journal}\` is no table, give \`--journal dynamodb:TABLE\` of a deployment`,
    );
  const { createDynamoClient } = await import('../../adapters/dynamo-journal.ts');
  const { DynamoSweeps } = await import('../../adapters/dynamo-sweeps.ts');
  return new DynamoSweeps(table, createDynamoClient(settingsOf(options)));
}

function settingsOf({ profile, region, endpointUrl: endpoint }: SweepOptions): AwsSettings {
  return { profile, region, endpoint };
}
