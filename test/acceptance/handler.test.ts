import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { SQSBatchResponse } from 'aws-lambda';
import { MemoryJournal } from '../../adapters/memory-journal.ts';
import { iamEventHandler, type EventOutcome } from '../../handlers/handle-iam-event.ts';
import type { Mode, Role, Rules } from '../../remediation/ports.ts';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { Crash, InMemoryRoleStore } from '../support/in-memory-role-store.ts';
import { InMemorySink } from '../support/in-memory-sink.ts';
import { deployArn, openPolicy, projectPolicy } from '../support/samples.ts';
import { selectionFor } from '../support/scenario.ts';

const openText = encodeURIComponent(JSON.stringify(openPolicy));
const deploy: Role = { arn: deployArn, name: 'deploy', id: 'AROAEXAMPLEEXAMPLE01', trustPolicy: openText };
const otherProject = {
  ...projectPolicy,
  Statement: [
    {
      ...projectPolicy.Statement[0],
      Condition: { StringLike: { 'gitlab.com:sub': 'project_path:elsewhere/*' } },
    },
  ],
};

/** A handler on doubles, with everything that it touched. */
function setUp(mode: Mode = 'enforce', role: Role | undefined = deploy) {
  const roles = new InMemoryRoleStore(role === undefined ? [] : [role]);
  const sink = new InMemorySink();
  let now = Date.parse('2026-11-20T10:00:00Z');
  const clock = (): Date => new Date(now);
  const journal = new MemoryJournal(clock);
  const handled: EventOutcome[] = [];
  const failures: string[] = [];
  let ids = 0;
  const selection = selectionFor({ role: deployArn, issuers: ['gitlab.com'], allow: ['mygroup/myproject'] });
  const rules: Rules = { digest: 'digest', select: () => ({ ...selection, mode }) };
  const handle = iamEventHandler({
    rules: () => Promise.resolve(rules),
    log: {
      handled: (outcome) => handled.push(outcome),
      failed: (error) => failures.push(error instanceof Error ? error.message : String(error)),
    },
    around: {
      roles,
      journal,
      sink,
      clock,
      ids: () => `id-${(ids += 1)}`,
      delay: (milliseconds) => {
        now += milliseconds;
        return Promise.resolve();
      },
      ownRoles: [],
    },
  });
  const send = async (event: unknown): Promise<EventOutcome> => (await handle(event)) as EventOutcome;
  const sendBatch = async (bodies: readonly string[]): Promise<string[]> => {
    const records = bodies.map((body, index) => ({ messageId: `m${index}`, body, eventSource: 'aws:sqs' }));
    const answer = (await handle({ Records: records })) as SQSBatchResponse;
    return answer.batchItemFailures.map((failure) => failure.itemIdentifier);
  };
  const states = (): string[] => journal.entries.map((entry) => entry.state);
  const wait = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { roles, sink, journal, handled, failures, send, sendBatch, states, wait };
}

const given = (name: string): unknown => JSON.parse(readFileSync(`test/events/${name}.json`, 'utf8'));
const event = given('update-assume-role-policy');

describe('one event', () => {
  it('narrows the role, journals each step, and tells', async () => {
    const { send, roles, sink, states, journal } = setUp();
    expect((await send(event)).kind).toBe('applied');
    expect(JSON.parse(roles.trustPolicyOf('deploy') ?? '')).toEqual(projectPolicy);
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(JSON.parse(journal.entries[0]?.before ?? '')).toEqual(openPolicy);
    expect(sink.notices.map((notice) => notice.kind)).toEqual(['applied']);
  });

  it('journals what it replaces before it writes', async () => {
    const { send, roles, states } = setUp();
    let before: string[] = [];
    roles.interceptNextWrite((write) => {
      before = states();
      return write();
    });
    await send(event);
    expect(before).toEqual(['pending']);
  });

  it('only proposes in dry-run', async () => {
    const { send, roles, sink, states } = setUp('dry-run');
    expect((await send(event)).kind).toBe('proposed');
    expect(roles.writes).toEqual([]);
    expect(roles.trustPolicyOf('deploy')).toBe(openText);
    expect(states()).toEqual(['proposed']);
    expect(sink.notices).toMatchObject([
      { kind: 'proposed', severity: 'critical', after: JSON.stringify(projectPolicy) },
    ]);
  });

  it('changes the role once however often the event comes', async () => {
    const { send, roles } = setUp();
    const kinds = [];
    for (let delivery = 0; delivery < 4; delivery++) kinds.push((await send(event)).kind);
    expect(kinds).toEqual(['applied', 'unchanged', 'unchanged', 'unchanged']);
    expect(roles.writes).toHaveLength(1);
  });

  it('keeps a proposal once and tells each time', async () => {
    const { send, sink, states } = setUp('dry-run');
    await send(event);
    await send(event);
    expect(states()).toEqual(['proposed']);
    expect(sink.notices).toHaveLength(2);
  });

  it('reads the role and does not believe the document in the event', async () => {
    const safe = { ...deploy, trustPolicy: JSON.stringify(projectPolicy) };
    const { send, roles } = setUp('enforce', safe);
    expect((await send(given('update-assume-role-policy'))).kind).toBe('unchanged');
    expect(roles.writes).toEqual([]);
  });

  it.each([
    ['an object', { ...openPolicy }],
    ['text', JSON.stringify(openPolicy)],
    ['something else', 17],
  ])('takes an event whose policyDocument is %s', async (_, policyDocument) => {
    const { send } = setUp();
    const changed = structuredClone(event) as { detail: { requestParameters: Record<string, unknown> } };
    changed.detail.requestParameters['policyDocument'] = policyDocument;
    expect((await send(changed)).kind).toBe('applied');
  });

  it('handles CreateRole and AcquireRole as well', async () => {
    const create = setUp('enforce', { ...deploy, name: 'ci-release' });
    expect((await create.send(given('create-role'))).kind).toBe('applied');
    const acquire = structuredClone(event) as { detail: Record<string, unknown> };
    Object.assign(acquire.detail, {
      eventName: 'AcquireRole',
      requestParameters: {},
      responseElements: { role: { roleName: 'deploy' } },
    });
    expect((await setUp().send(acquire)).kind).toBe('applied');
  });
});

describe('an event that asks for nothing', () => {
  it('ignores a call that failed', async () => {
    const { send, states } = setUp();
    expect(await send(given('failed-update'))).toMatchObject({
      kind: 'ignored',
      reason: expect.stringContaining('failed'),
    });
    expect(states()).toEqual([]);
  });

  it('ignores an event that is not ours', async () => {
    const { send } = setUp();
    const other = structuredClone(event) as { detail: Record<string, unknown> };
    other.detail['eventName'] = 'DeleteRole';
    expect((await send(other)).kind).toBe('ignored');
  });

  it('skips a role that is gone', async () => {
    const { send, states } = setUp('enforce', { ...deploy, name: 'another' });
    expect(await send(event)).toMatchObject({ kind: 'skipped', roleName: 'deploy' });
    expect(states()).toEqual([]);
  });

  it('skips an event of another account than the role', async () => {
    const { send, roles } = setUp('enforce', { ...deploy, arn: 'arn:aws:iam::444455556666:role/deploy' });
    expect(await send(event)).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('444455556666'),
    });
    expect(roles.writes).toEqual([]);
  });

  it('skips a role whose trust policy is not JSON', async () => {
    const { send, roles } = setUp('enforce', { ...deploy, trustPolicy: '{"Statement":' });
    expect(await send(event)).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('not JSON') });
    expect(roles.writes).toEqual([]);
  });

  it.each([
    ['a service-linked role', 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/deploy'],
    ['a role of Identity Center', 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/deploy'],
  ])('reports %s and leaves it alone', async (_, arn) => {
    const { send, roles, sink } = setUp('enforce', { ...deploy, arn });
    expect((await send(event)).kind).toBe('reported');
    expect(roles.writes).toEqual([]);
    expect(sink.notices).toMatchObject([{ kind: 'reported', remedy: 'report', configuration: 'digest' }]);
  });
});

describe('a batch', () => {
  it('delivers again what cannot be read and handles the rest', async () => {
    const { sendBatch, roles, failures } = setUp();
    expect(await sendBatch(['not json', JSON.stringify(event), '{}', 'null', '[]'])).toEqual([
      'm0',
      'm2',
      'm3',
      'm4',
    ]);
    expect(roles.writes).toHaveLength(1);
    expect(failures).toHaveLength(4);
    expect(failures.every((line) => !line.includes('\n') && line.length > 20)).toBe(true);
  });

  it('delivers nothing again where all went well', async () => {
    const { sendBatch } = setUp();
    expect(await sendBatch([JSON.stringify(event), JSON.stringify(given('failed-update'))])).toEqual([]);
  });

  it('delivers again while the store has a passing fault, and changes the role then', async () => {
    const { sendBatch, roles, states } = setUp();
    roles.failNextWrite(new Error('Throttling: Rate exceeded'));
    expect(await sendBatch([JSON.stringify(event)])).toEqual(['m0']);
    expect(states()).toEqual(['pending']);
    expect(await sendBatch([JSON.stringify(event)])).toEqual([]);
    expect(states()).toEqual(['pending', 'pending', 'written', 'notified']);
    expect(new Set(roles.writes.map((write) => write.document)).size).toBe(1);
  });

  it('writes nothing where there is no configuration, and delivers again', async () => {
    const { roles, journal, sink } = setUp();
    const handle = iamEventHandler({
      rules: () => Promise.reject(new Error('trustwarden.yml:3:1: `mod` is no key, write `mode`')),
      log: { handled: () => undefined, failed: () => undefined },
      around: {
        roles,
        journal,
        sink,
        clock: () => new Date(),
        ids: () => 'id',
        delay: () => Promise.resolve(),
        ownRoles: [],
      },
    });
    const answer = await handle({
      Records: [{ messageId: 'm0', body: JSON.stringify(event), eventSource: 'aws:sqs' }],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(roles.writes).toEqual([]);
  });
});

describe('faults in the middle', () => {
  it('finishes a write that reached the store before the process ended', async () => {
    const { send, roles, sink, states } = setUp();
    roles.crashNextWrite('after');
    await expect(send(event)).rejects.toThrow(Crash);
    expect(states()).toEqual(['pending']);
    expect((await send(event)).kind).toBe('unchanged');
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(sink.notices.map((notice) => notice.kind)).toEqual(['applied']);
    expect(roles.writes).toHaveLength(1);
  });

  it('goes on with a write that did not reach the store, under the same change', async () => {
    const { send, roles, journal } = setUp();
    roles.crashNextWrite('before');
    await expect(send(event)).rejects.toThrow(Crash);
    expect((await send(event)).kind).toBe('applied');
    expect(new Set(journal.entries.map((entry) => entry.change)).size).toBe(1);
  });

  it('supersedes a pending change when the role needs another one by now', async () => {
    const { send, roles, journal } = setUp();
    roles.crashNextWrite('before');
    await expect(send(event)).rejects.toThrow(Crash);
    const withService = {
      ...openPolicy,
      Statement: [
        ...openPolicy.Statement,
        { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    };
    roles.put({ ...deploy, trustPolicy: JSON.stringify(withService) });
    expect((await send(event)).kind).toBe('applied');
    expect(journal.entries.map((entry) => entry.state)).toEqual([
      'pending',
      'superseded',
      'pending',
      'written',
      'notified',
    ]);
    expect(JSON.parse(roles.trustPolicyOf('deploy') ?? '').Statement).toHaveLength(2);
  });

  it('sends a notice that is owed', async () => {
    const { send, sink, states } = setUp();
    sink.failNextPublish(new Error('the bus is away'));
    await expect(send(event)).rejects.toThrow('the bus is away');
    expect(states()).toEqual(['pending', 'written']);
    await send(event);
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(sink.notices).toHaveLength(1);
  });

  it('writes nothing when the trust policy changes between the plan and the write', async () => {
    const { send, roles, states, sink } = setUp();
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead(() => ({ ...deploy, trustPolicy: JSON.stringify(otherProject) }));
    expect(await send(event)).toMatchObject({ kind: 'stale' });
    expect(roles.writes).toEqual([]);
    expect(states()).toEqual(['pending', 'stale']);
    expect(sink.notices.map((notice) => notice.kind)).toEqual(['stale']);
  });

  it('writes nothing when the role is another one of the same name by now', async () => {
    const { send, roles } = setUp();
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead(() => ({ ...deploy, id: 'AROAEXAMPLEEXAMPLE77' }));
    expect((await send(event)).kind).toBe('stale');
    expect(roles.writes).toEqual([]);
  });

  it('journals and tells when IAM refuses the document', async () => {
    const { send, roles, states, sink } = setUp();
    roles.refuseNextWrite('LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048');
    expect(await send(event)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('ACLSizePerRole'),
    });
    expect(states()).toEqual(['pending', 'refused']);
    expect(sink.notices).toMatchObject([
      { kind: 'refused', note: expect.stringContaining('ACLSizePerRole') },
    ]);
  });

  it('waits until a write is to be seen', async () => {
    const { send, roles } = setUp();
    roles.interceptNextWrite((write) => {
      for (let stale = 0; stale < 2; stale++) roles.interceptNextRead(() => deploy);
      return write();
    });
    expect((await send(event)).kind).toBe('applied');
  });

  it('leaves the change open when the write is not to be seen, and finishes it later', async () => {
    const { send, roles, states } = setUp();
    roles.interceptNextWrite((write) => {
      for (let stale = 0; stale < 5; stale++) roles.interceptNextRead(() => deploy);
      return write();
    });
    await expect(send(event)).rejects.toThrow('not to be seen yet');
    expect(states()).toEqual(['pending']);
    expect((await send(event)).kind).toBe('unchanged');
    expect(states()).toEqual(['pending', 'written', 'notified']);
  });

  it('lets one delivery at a time work on a role, and the next one after the lease ran out', async () => {
    const { send, journal, roles, wait } = setUp();
    await journal.acquireLease(deployArn, 'somebody', new Date(Date.parse('2026-11-20T10:05:00Z')));
    await expect(send(event)).rejects.toThrow('being worked on');
    expect(roles.writes).toEqual([]);
    wait(6 * 60_000);
    expect((await send(event)).kind).toBe('applied');
  });

  it('does nothing more when its own write comes back as an event', async () => {
    const { send, roles } = setUp();
    await send(event);
    const own = structuredClone(event) as { detail: { requestParameters: Record<string, unknown> } };
    own.detail.requestParameters['policyDocument'] = roles.trustPolicyOf('deploy');
    expect((await send(own)).kind).toBe('unchanged');
    expect(isSameTrustPolicy(roles.trustPolicyOf('deploy'), projectPolicy)).toBe(true);
  });
});
