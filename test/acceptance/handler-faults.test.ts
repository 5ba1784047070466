import { describe, expect, it } from '@jest/globals';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { deliveredEvent } from '../support/cloudtrail-events.ts';
import { deploy, handlerOnDoubles } from '../support/handler-on-doubles.ts';
import { Crash } from '../support/in-memory-role-store.ts';
import { deployArn, openPolicy, projectPolicy } from '../support/samples.ts';

const event = deliveredEvent('update-assume-role-policy');
const otherProject = {
  ...projectPolicy,
  Statement: [
    {
      ...projectPolicy.Statement[0],
      Condition: { StringLike: { 'gitlab.com:sub': 'project_path:elsewhere/*' } },
    },
  ],
};

describe('faults in the middle', () => {
  it('finishes a write that reached the store before the process ended', async () => {
    const { send, roles, sink, states } = handlerOnDoubles();
    roles.crashNextWrite('after');
    await expect(send(event)).rejects.toThrow(Crash);
    expect(states()).toEqual(['pending']);
    expect((await send(event)).kind).toBe('unchanged');
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(sink.notices.map((notice) => notice.kind)).toEqual(['applied']);
    expect(roles.writes).toHaveLength(1);
  });

  it('goes on with a write that did not reach the store, under the same change', async () => {
    const { send, roles, journal } = handlerOnDoubles();
    roles.crashNextWrite('before');
    await expect(send(event)).rejects.toThrow(Crash);
    expect((await send(event)).kind).toBe('applied');
    expect(new Set(journal.entries.map((entry) => entry.change)).size).toBe(1);
  });

  it('supersedes a pending change when the role needs another one by now', async () => {
    const { send, roles, journal } = handlerOnDoubles();
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
    const { send, sink, states } = handlerOnDoubles();
    sink.failNextPublish(new Error('the bus is away'));
    await expect(send(event)).rejects.toThrow('the bus is away');
    expect(states()).toEqual(['pending', 'written']);
    await send(event);
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(sink.notices).toHaveLength(1);
  });

  it('writes nothing when the trust policy changes between the plan and the write', async () => {
    const { send, roles, states, sink, again } = handlerOnDoubles();
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead(() => ({ ...deploy, trustPolicy: JSON.stringify(otherProject) }));
    expect(await send(event)).toMatchObject({ kind: 'stale' });
    expect(roles.writes).toEqual([]);
    expect(states()).toEqual(['pending', 'stale']);
    expect(sink.notices.map((notice) => notice.kind)).toEqual(['stale']);
    expect(again.looks).toMatchObject([{ roleName: 'deploy', attempt: 1, due: '2026-11-20T10:00:15.000Z' }]);
  });

  it('writes nothing when the role is another one of the same name by now', async () => {
    const { send, roles } = handlerOnDoubles();
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead(() => ({ ...deploy, id: 'AROAEXAMPLEEXAMPLE77' }));
    expect((await send(event)).kind).toBe('stale');
    expect(roles.writes).toEqual([]);
  });

  it('journals and tells when IAM refuses the document, and denies GitLab everything instead', async () => {
    const { send, roles, states, sink } = handlerOnDoubles();
    roles.refuseNextWrite('LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048');
    expect(await send(event)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('ACLSizePerRole'),
    });
    expect(states()).toEqual(['pending', 'refused', 'pending', 'written', 'notified']);
    expect(sink.notices).toMatchObject([
      { kind: 'refused', note: expect.stringContaining('ACLSizePerRole') },
      { kind: 'applied', remedy: 'quarantine', note: expect.stringContaining('ACLSizePerRole') },
    ]);
    expect(roles.measuresOf('deploy')).toMatchObject([{ kind: 'inline-policy', name: 'TrustwardenFreeze' }]);
    expect(roles.writes).toEqual([]);
  });

  it('waits until a write is to be seen', async () => {
    const { send, roles } = handlerOnDoubles();
    roles.interceptNextWrite((write) => {
      for (let stale = 0; stale < 2; stale++) roles.interceptNextRead(() => deploy);
      return write();
    });
    expect((await send(event)).kind).toBe('applied');
  });

  it('leaves the change open when the write is not to be seen, and finishes it later', async () => {
    const { send, roles, states } = handlerOnDoubles();
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
    const { send, journal, roles, again, wait } = handlerOnDoubles();
    await journal.acquireLease(deployArn, 'somebody', new Date(Date.parse('2026-11-20T10:01:00Z')));
    const answers: unknown[] = [await send(event)];
    for (const _ of [1, 2, 3]) {
      wait(30_000);
      for (const look of again.takeDue()) answers.push(await send(look));
    }
    expect(answers).toMatchObject([
      { kind: 'postponed', reason: expect.stringContaining('being worked on') },
      { kind: 'postponed' },
      { kind: 'applied' },
    ]);
    expect(roles.writes).toHaveLength(1);
    await journal.acquireLease(deployArn, 'somebody', new Date(Date.parse('2026-11-20T11:00:00Z')));
    roles.put(deploy);
    const last = { roleName: 'deploy', attempt: 5, due: '2026-11-20T10:00:00Z' };
    await expect(send(last)).rejects.toThrow('being worked on');
  });

  it('does nothing more when its own write comes back as an event', async () => {
    const { send, roles } = handlerOnDoubles();
    await send(event);
    const own = structuredClone(event) as { detail: { requestParameters: Record<string, unknown> } };
    own.detail.requestParameters['policyDocument'] = roles.trustPolicyOf('deploy');
    expect((await send(own)).kind).toBe('unchanged');
    expect(isSameTrustPolicy(roles.trustPolicyOf('deploy'), projectPolicy)).toBe(true);
  });
});
