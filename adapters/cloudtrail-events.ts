import {
  CloudTrailClient,
  type Event,
  LookupEventsCommand,
  type LookupEventsRequest,
} from '@aws-sdk/client-cloudtrail';
import type { Delay } from '../remediation/ports.ts';
import { reasonOf } from './aws-errors.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { callLimits } from './call-limits.ts';

/** Says why the events of the past cannot be had, and the way out. */
export class EventLookupError extends Error {
  override readonly name = 'EventLookupError';
}

/**
 * Milliseconds between two calls.
 *
 * AWS: two calls a second for an account and a Region, of 50 events each,
 * `docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html`.
 */
const PAUSE = 500;

/** AWS: where each partition records the events of IAM; the first prefix of the Region that fits. */
const REGIONS: readonly (readonly [prefix: string, region: string])[] = [
  ['cn-', 'cn-north-1'],
  ['us-gov-', 'us-gov-west-1'],
  ['', 'us-east-1'],
];

/** Creates the CloudTrail client, for the Region that records the events of IAM. */
export function createCloudTrailClient(
  settings: AwsSettings = {},
  environment: NodeJS.ProcessEnv = process.env,
): CloudTrailClient {
  const here = clientSettings(settings, environment);
  const [, region = ''] = REGIONS.find(([prefix]) => (here.region ?? '').startsWith(prefix)) ?? [];
  return new CloudTrailClient({ ...callLimits, maxAttempts: 5, ...here, region });
}

/**
 * Reads the events of the past out of CloudTrail's event history, which has 90 days of them and needs no trail. An
 * event may take a quarter of an hour to be there.
 */
export class CloudTrailEvents {
  readonly #client: CloudTrailClient;
  readonly #delay: Delay;

  constructor(delay: Delay, client: CloudTrailClient = createCloudTrailClient()) {
    this.#delay = delay;
    this.#client = client;
  }

  /**
   * Returns the events of some names since a moment, oldest first, each in the envelope in which EventBridge delivers
   * it. One that cannot be read has no `detail`.
   *
   * @param until - left out: until now
   * @throws EventLookupError
   */
  async since(
    moment: Date,
    names: readonly string[],
    until?: Date,
  ): Promise<readonly Record<string, unknown>[]> {
    const events: Event[] = [];
    try {
      for (const name of names)
        for await (const page of this.#pages({ StartTime: moment, ...(until && { EndTime: until }) }, name))
          events.push(...page);
    } catch (cause) {
      throw new EventLookupError(
        `CloudTrail does not show its events: ${reasonOf(cause)}; allow \`cloudtrail:LookupEvents\` to whoever calls, or try again later`,
        { cause },
      );
    }
    return events.toSorted((one, other) => timeOf(one) - timeOf(other)).map(envelopeOf);
  }

  async *#pages(
    time: Pick<LookupEventsRequest, 'StartTime' | 'EndTime'>,
    AttributeValue: string,
  ): AsyncGenerator<readonly Event[], void, undefined> {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue }];
    let NextToken: string | undefined;
    do {
      const { Events: events = [], NextToken: next } = await this.#client.send(
        new LookupEventsCommand({ ...time, LookupAttributes, ...(NextToken && { NextToken }) }),
      );
      yield events;
      NextToken = next;
      await this.#delay(PAUSE);
    } while (NextToken !== undefined);
  }
}

function timeOf({ EventTime: time }: Event): number {
  return time?.getTime() ?? 0;
}

function envelopeOf({ EventId: id, CloudTrailEvent: text }: Event): Record<string, unknown> {
  return { id, source: 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail', ...detailOf(text ?? '') };
}

function detailOf(text: string): { readonly detail?: unknown } {
  try {
    return { detail: JSON.parse(text) as unknown };
  } catch {
    return {};
  }
}
