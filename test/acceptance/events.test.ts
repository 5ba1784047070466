import { readFileSync } from 'node:fs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from '@jest/globals';
import { EventBridgeSink } from '../../adapters/eventbridge-sink.ts';
import { noticeTitles, sweepTitle } from '../../adapters/notice-titles.ts';
import { answeringServers, clientOptions } from '../support/answering-server.ts';
import { deliveredEvent } from '../support/cloudtrail-events.ts';
import {
  describedEvents,
  describedMembers,
  eventFaults,
  eventsPut,
  type SentEvent,
} from '../support/event-schema.ts';
import { deploy, handlerOnDoubles } from '../support/handler-on-doubles.ts';
import { hostileText, projectPolicy, sampleEntry, sampleNotice, sampleSweep } from '../support/samples.ts';
import type { Limits, Mode, Notice, Role, SweepSummary } from '../../remediation/ports.ts';

const startServer = answeringServers();
const event = deliveredEvent('update-assume-role-policy');
const page = readFileSync('docs/events.md', 'utf8');
const template = readFileSync('examples/notifications.yml', 'utf8');

/** Sends notices to EventBridge as the function does, and returns what went over the wire. */
async function send(notices: readonly (Notice | SweepSummary)[]): Promise<readonly SentEvent[]> {
  const server = await startServer({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }),
  });
  const sink = new EventBridgeSink(new EventBridgeClient(clientOptions(server.endpoint)));
  for (const notice of notices) await ('sweep' in notice ? sink.publishSweep(notice) : sink.publish(notice));
  return server.bodies.flatMap(eventsPut);
}

type Doubles = ReturnType<typeof handlerOnDoubles>;

interface Way {
  readonly mode?: Mode;
  readonly role?: Role;
  readonly limits?: Limits;
  readonly before?: (doubles: Doubles) => unknown;
  /** What is delivered; the event where it is left out. */
  readonly message?: unknown;
}

const HOUR = 3_600_000;

/** What leads to each kind of notice. */
const ways: Readonly<Record<Notice['kind'], Way>> = {
  proposed: { mode: 'dry-run' },
  applied: {},
  reported: {
    role: { ...deploy, arn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/deploy' },
  },
  refused: {
    before: ({ roles }) => {
      roles.refuseNextWrite('LimitExceeded: too long');
      roles.refuseNextWrite('AccessDenied: not you', 'denied');
    },
  },
  stale: { before: ({ roles }) => roles.interceptNextWrite(() => ({ kind: 'gone' })) },
  overwritten: {
    role: { ...deploy, trustPolicy: JSON.stringify(projectPolicy) },
    before: ({ journal }) =>
      journal.append(sampleEntry({ state: 'notified', at: '2026-11-20T09:50:00.000Z' })),
    message: {
      roleName: 'deploy',
      attempt: 1,
      due: '2026-11-20T10:00:00.000Z',
      document: JSON.stringify({ ...projectPolicy, Id: 'edited' }),
    },
  },
  braked: {
    limits: { changesPerRole: { max: 1, per: HOUR }, changesPerAccount: { max: 9, per: HOUR } },
    before: ({ journal }) =>
      journal.keepTally({
        account: '111122223333',
        version: 0,
        begun: [{ role: deploy.arn, at: '2026-11-20T09:59:00.000Z', isNew: false }],
      }),
  },
};

/** Returns the notices of a delivery that ends as asked for. */
async function noticesOf(kind: Notice['kind']): Promise<readonly Notice[]> {
  const { mode, role, limits, before, message = event } = ways[kind];
  const doubles = handlerOnDoubles(mode, role, limits);
  await before?.(doubles);
  await doubles.send(message);
  return doubles.sink.notices;
}

const kinds = Object.keys(noticeTitles) as Notice['kind'][];

describe('the schema of the events', () => {
  it.each(kinds)('holds for what is sent of a role that is %s', async (kind) => {
    const sent = await send(await noticesOf(kind));
    expect(new Set(sent.map(({ detail }) => detail['kind']))).toEqual(new Set([kind]));
    expect(sent.flatMap(eventFaults)).toEqual([]);
  });

  it('holds for an event that had to be made smaller, and for hostile text', async () => {
    const messages = Array.from({ length: 300 }, () => 'x'.repeat(1024));
    const sent = await send([sampleNotice({ messages }), sampleNotice({ messages: [hostileText] })]);
    expect(sent).toHaveLength(2);
    expect(sent.flatMap(eventFaults)).toEqual([]);
  });

  it('holds for what is sent of a sweep', async () => {
    const sent = await send([sampleSweep]);
    expect(sent.flatMap(eventFaults)).toEqual([]);
    expect(Object.keys(sent[0]?.detail ?? {}).sort()).toEqual([...(describedMembers['sweep'] ?? [])].sort());
  });

  it('describes every member that is sent, and no kind of event that is not', async () => {
    const sent = await send((await Promise.all(kinds.map(noticesOf))).flat());
    const members = new Set(sent.flatMap(({ detail }) => Object.keys(detail)));
    expect([...members].sort()).toEqual([...(describedMembers['role'] ?? [])].sort());
    expect([...describedEvents].sort()).toEqual([...Object.values(noticeTitles), sweepTitle].sort());
  });

  it.each([
    ['another source', { source: 'aws.iam' }],
    ['a detail-type of its own', { 'detail-type': 'Trustwarden' }],
    ['a kind of another detail-type', { detail: { ...sampleNotice(), kind: 'stale' } }],
    ['a severity that there is none', { detail: { ...sampleNotice(), severity: 'grave' } }],
    ['no configuration', { detail: { ...sampleNotice(), configuration: undefined } }],
  ])('refuses %s', async (_, change) => {
    const [sent] = await send([sampleNotice()]);
    expect(eventFaults(sent)).toEqual([]);
    expect(eventFaults({ ...sent, ...change })).not.toEqual([]);
  });
});

describe('the template for mail and chat', () => {
  it('mails every event but the end of a sweep', () => {
    const mailed = [...template.matchAll(/^ +- (Trustwarden .+)$/gm)].map(([, title]) => title);
    expect(new Set(mailed)).toEqual(
      new Set(describedEvents.filter((title) => title !== 'Trustwarden Sweep Finished')),
    );
  });

  it('asks EventBridge for nothing that it does not send to SNS', () => {
    expect(template).not.toMatch(/aws:Source\w+:/);
  });
});

describe('the page on the events', () => {
  it('has every kind of event and every member', () => {
    for (const title of describedEvents) expect(page).toContain(`| \`${title}\``);
    for (const member of Object.values(describedMembers).flat()) expect(page).toMatch(rowOf(member));
  });

  it('shows the message to the chat as the template makes it', () => {
    const made = /InputTemplate: \|\n([^]*?\n)\s+MayPublish:/.exec(template)?.[1] ?? '';
    const filled = made
      .replace('<title>', 'Trustwarden Role Remediated')
      .replace('<severity>', 'critical')
      .replace('<role>', 'arn:aws:iam::111122223333:role/deploy')
      .replace('<remedy>', 'narrow');
    const shown = /```json\n(\{\n {2}"version"[^]*?)```/.exec(page)?.[1] ?? '';
    expect(JSON.parse(shown)).toEqual(JSON.parse(filled));
  });
});

/** A row of a table whose first cell names a member, perhaps among others. */
function rowOf(member: string): RegExp {
  return new RegExp(`^\\|[^|]*\`${member}\`[^|]*\\|`, 'm');
}
