import { beforeEach, describe, expect, it } from '@jest/globals';
import { Crash, InMemoryRoleStore } from '../../support/in-memory-role-store.ts';
import { InMemorySink } from '../../support/in-memory-sink.ts';
import { deployArn, sampleNotice } from '../../support/samples.ts';

const role = { arn: deployArn, name: 'deploy', id: 'AROA1', trustPolicy: '{"before":1}' };

let store: InMemoryRoleStore;

beforeEach(() => {
  store = new InMemoryRoleStore([role]);
});

describe('InMemoryRoleStore', () => {
  it('answers gone for a role that was created again under its name', async () => {
    store.put({ ...role, id: 'AROA2' });
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({ kind: 'gone' });
  });

  it('refuses the next write only', async () => {
    store.refuseNextWrite('LimitExceeded: too long');
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({
      kind: 'refused',
      refusal: 'malformed',
      reason: 'LimitExceeded: too long',
    });
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({ kind: 'written' });
    expect(store.writes).toEqual([{ role, document: '{}' }]);
  });

  it('throws at the next write, with nothing written', async () => {
    store.failNextWrite(new Error('throttled'));
    await expect(store.writeTrustPolicy(role, '{}')).rejects.toThrow('throttled');
    expect(store.trustPolicyOf('deploy')).toBe('{"before":1}');
  });

  it.each([
    ['before', '{"before":1}'],
    ['after', '{}'],
  ] as const)('crashes %s the write reached it', async (when, left) => {
    store.crashNextWrite(when);
    await expect(store.writeTrustPolicy(role, '{}')).rejects.toThrow(Crash);
    expect(store.trustPolicyOf('deploy')).toBe(left);
  });

  it('lets a test edit the role between a read and a write', async () => {
    store.interceptNextWrite((write) => {
      store.put({ ...role, trustPolicy: '{"edited":1}' });
      return write();
    });
    await store.writeTrustPolicy(role, '{}');
    expect(store.trustPolicyOf('deploy')).toBe('{}');
  });

  it('lets a test answer the next read with what was before', async () => {
    store.interceptNextRead(() => ({ ...role, trustPolicy: '{"old":1}' }));
    expect(await store.read('deploy')).toMatchObject({ trustPolicy: '{"old":1}' });
    expect(await store.read('deploy')).toEqual(role);
  });
});

describe('InMemorySink', () => {
  it('fails the next notice only', async () => {
    const sink = new InMemorySink();
    sink.failNextPublish(new Error('no bus'));
    await expect(sink.publish(sampleNotice())).rejects.toThrow('no bus');
    await sink.publish(sampleNotice());
    expect(sink.notices).toEqual([sampleNotice()]);
  });
});
