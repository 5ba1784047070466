import type { Interference } from './aws-proxy.ts';

/** What CloudTrail remembers of the past, for a test to set; moto has no event history. */
export class EventHistory {
  /** As EventBridge delivered them, newest first. */
  events: readonly Readonly<Record<string, unknown>>[] = [];

  /** Answers LookupEvents, and hands on every other call. */
  readonly answer: Interference = async ({ action, body }, next) => {
    if (action !== 'LookupEvents') return next();
    const wanted = JSON.parse(body) as Lookup;
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ Events: this.#shown(wanted) }),
    };
  };

  #shown({ LookupAttributes: [wanted] = [], StartTime = 0, EndTime = Infinity }: Lookup): readonly object[] {
    return this.events
      .map((event) => event['detail'] as Readonly<Record<string, string>>)
      .filter(({ eventName }) => eventName === wanted?.AttributeValue)
      .map((detail) => ({
        EventId: detail['eventID'],
        EventTime: Date.parse(detail['eventTime'] ?? '') / 1_000,
        CloudTrailEvent: JSON.stringify(detail),
      }))
      .filter(({ EventTime: time }) => StartTime <= time && time <= EndTime);
  }
}

/** A request, with moments in seconds. */
interface Lookup {
  readonly LookupAttributes?: readonly { readonly AttributeValue: string }[];
  readonly StartTime?: number;
  readonly EndTime?: number;
}
