import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from '@jest/globals';
import {
  CloudTrailEvents,
  createCloudTrailClient,
  EventLookupError,
} from '../../../adapters/cloudtrail-events.ts';
import { readIamEvent } from '../../../handlers/iam-event.ts';
import { answeringServers, clientOptions } from '../../support/answering-server.ts';
import { updateEvent } from '../../support/cloudtrail-events.ts';

const startServer = answeringServers();
const headers = { 'content-type': 'application/x-amz-json-1.1' };
const since = new Date('2026-11-20T00:00:00Z');

function recorded(id: string, seconds: number, text = JSON.stringify(updateEvent({ eventID: id }))): object {
  return { EventId: id, EventTime: since.getTime() / 1_000 + seconds, CloudTrailEvent: text };
}

const named = (AttributeValue: string) => [{ AttributeKey: 'EventName', AttributeValue }];

/** Answers each call with the next of some pages. */
async function lookUp(pages: readonly object[], names: readonly string[], until?: Date) {
  const server = await startServer((response) => {
    response.writeHead(200, headers).end(JSON.stringify(pages[server.bodies.length - 1] ?? {}));
  });
  const pauses: number[] = [];
  const delay = (milliseconds: number): Promise<void> => Promise.resolve(void pauses.push(milliseconds));
  const client = new CloudTrailClient(clientOptions(server.endpoint));
  const events = await new CloudTrailEvents(delay, client).since(since, names, until);
  const asked = server.bodies.map((body) => JSON.parse(body) as Record<string, unknown>);
  return { events, asked, pauses };
}

describe('CloudTrailEvents', () => {
  it('returns events that the handler reads like those of EventBridge', async () => {
    const { events } = await lookUp([{ Events: [recorded('e-1', 1)] }], ['UpdateAssumeRolePolicy']);
    expect(events.map(readIamEvent)).toMatchObject([
      { kind: 'trigger', trigger: { roleName: 'deploy', account: '111122223333', event: 'e-1' } },
    ]);
  });

  it('asks for each name, page after page, twice a second at most', async () => {
    const pages = [
      { Events: [recorded('e-3', 30)], NextToken: 'more' },
      { Events: [recorded('e-1', 10)] },
      { Events: [recorded('e-2', 20)] },
    ];
    const { events, asked, pauses } = await lookUp(pages, ['CreateRole', 'AcquireRole']);
    expect(events.map(({ id }) => id)).toEqual(['e-1', 'e-2', 'e-3']);
    const StartTime = since.getTime() / 1_000;
    expect(asked).toEqual([
      { StartTime, LookupAttributes: named('CreateRole') },
      { StartTime, LookupAttributes: named('CreateRole'), NextToken: 'more' },
      { StartTime, LookupAttributes: named('AcquireRole') },
    ]);
    expect(pauses).toEqual([500, 500, 500]);
  });

  it('asks for what happened until a moment where one is given', async () => {
    const until = new Date('2026-11-20T01:00:00Z');
    const { asked } = await lookUp([], ['CreateRole'], until);
    expect(asked).toMatchObject([{ StartTime: since.getTime() / 1_000, EndTime: until.getTime() / 1_000 }]);
  });

  it('hands on an event that cannot be read, without its detail', async () => {
    const pages = [{ Events: [recorded('e-1', 1, '{'), recorded('e-2', 2)] }];
    const { events } = await lookUp(pages, ['CreateRole']);
    expect(events.map(({ detail }) => detail !== undefined)).toEqual([false, true]);
    expect(() => readIamEvent(events[0])).toThrow('it has no `detail`');
  });

  it('says what to allow where the call is denied', async () => {
    const body = JSON.stringify({ __type: 'AccessDeniedException', message: 'no\n' });
    const { endpoint } = await startServer({ status: 400, headers, body });
    const events = new CloudTrailEvents(
      () => Promise.resolve(),
      new CloudTrailClient(clientOptions(endpoint)),
    );
    const failed = events.since(since, ['CreateRole']);
    await expect(failed).rejects.toThrow(EventLookupError);
    await expect(failed).rejects.toThrow(
      /^CloudTrail does not show its events: AccessDeniedException: no ; allow `cloudtrail:LookupEvents` [^\n]*$/,
    );
  });
});

describe('createCloudTrailClient', () => {
  it.each([
    ['eu-central-1', 'us-east-1'],
    [undefined, 'us-east-1'],
    ['cn-northwest-1', 'cn-north-1'],
    ['us-gov-east-1', 'us-gov-west-1'],
  ])('looks from %s for the events of IAM in %s', async (region, place) => {
    expect(await createCloudTrailClient({ region }, {}).config.region()).toBe(place);
  });
});
