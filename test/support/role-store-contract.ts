import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Measure, Role, RoleStore } from '../../remediation/ports.ts';
import { openPolicy, projectPolicy } from './samples.ts';

/** A role store under test, with the ways in which the world outside changes it. */
export interface RoleStoreHarness {
  readonly store: RoleStore;
  create(roleName: string, policy: object): Promise<void>;
  remove(roleName: string): Promise<void>;
}

/** Checks what every role store promises. */
export function describeRoleStore(name: string, open: () => Promise<RoleStoreHarness>): void {
  describe(`role store: ${name}`, () => {
    let harness: RoleStoreHarness;
    let role: Role;

    beforeEach(async () => {
      harness = await open();
      await harness.create('deploy', openPolicy);
      role = await readNow(harness.store, 'deploy');
    });

    it('reads a role with its name, ARN, id and trust policy', () => {
      expect(role).toMatchObject({
        name: 'deploy',
        arn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/deploy$/),
      });
      expect(role.id).not.toBe('');
      expect(decode(role)).toEqual(openPolicy);
    });

    it('answers undefined for a role that is not there', async () => {
      expect(await harness.store.read('nobody')).toBeUndefined();
    });

    it('reads what was written, under the same id', async () => {
      const result = await harness.store.writeTrustPolicy(role, JSON.stringify(projectPolicy));
      const after = await readNow(harness.store, 'deploy');
      expect(result).toEqual({ kind: 'written' });
      expect(decode(after)).toEqual(projectPolicy);
      expect(after).toMatchObject({ arn: role.arn, id: role.id });
    });

    it('writes characters of Latin-1 as they are', async () => {
      const policy = { ...projectPolicy, Id: `été %41 + ' "` };
      await harness.store.writeTrustPolicy(role, JSON.stringify(policy));
      expect(decode(await readNow(harness.store, 'deploy'))).toEqual(policy);
    });

    it('leaves other roles alone', async () => {
      await harness.create('other', openPolicy);
      await harness.store.writeTrustPolicy(role, JSON.stringify(projectPolicy));
      expect(decode(await readNow(harness.store, 'other'))).toEqual(openPolicy);
    });

    it.each(['not JSON', '[]', 'null', ''])(
      'refuses the document %j and keeps the old one',
      async (document) => {
        const result = await harness.store.writeTrustPolicy(role, document);
        expect(result).toEqual({
          kind: 'refused',
          refusal: 'malformed',
          reason: expect.stringMatching(/^[^\r\n]+$/),
        });
        expect(decode(await readNow(harness.store, 'deploy'))).toEqual(openPolicy);
      },
    );

    it('answers gone for a role that was deleted after it was read', async () => {
      await harness.remove('deploy');
      expect(await harness.store.writeTrustPolicy(role, JSON.stringify(projectPolicy))).toEqual({
        kind: 'gone',
      });
      expect(await harness.store.read('deploy')).toBeUndefined();
    });

    describe.each(measures)('measure: $kind', (measure) => {
      it('is not on a role until it is put there', async () => {
        const { store } = harness;
        expect(await store.hasMeasure(role, measure)).toBe(false);
        expect(await store.putMeasure(role, measure)).toEqual({ kind: 'written' });
        expect(await store.hasMeasure(role, measure)).toBe(true);
      });

      it('can be put on a role twice, and is off it when it was taken off once', async () => {
        const { store } = harness;
        await store.putMeasure(role, measure);
        expect(await store.putMeasure(role, measure)).toEqual({ kind: 'written' });
        expect(await store.removeMeasure(role, measure)).toEqual({ kind: 'written' });
        expect(await store.hasMeasure(role, measure)).toBe(false);
      });

      it('can be taken off a role that does not have it', async () => {
        expect(await harness.store.removeMeasure(role, measure)).toEqual({ kind: 'written' });
      });

      it('leaves the trust policy, and other measures and roles, as they were', async () => {
        const { store } = harness;
        await harness.create('other', openPolicy);
        for (const each of measures) await store.putMeasure(role, each);
        await store.removeMeasure(role, measure);
        for (const each of measures) expect(await store.hasMeasure(role, each)).toBe(each !== measure);
        const other = await readNow(store, 'other');
        for (const each of measures) expect(await store.hasMeasure(other, each)).toBe(false);
        expect(decode(await readNow(store, 'deploy'))).toEqual(openPolicy);
      });

      it('is gone with its role', async () => {
        const { store } = harness;
        await harness.remove('deploy');
        expect(await store.putMeasure(role, measure)).toEqual({ kind: 'gone' });
        expect(await store.removeMeasure(role, measure)).toEqual({ kind: 'gone' });
        expect(await store.hasMeasure(role, measure)).toBe(false);
      });
    });

    it('finds a measure of its name with other content not to be there, and replaces it', async () => {
      const { store } = harness;
      const [policy] = measures;
      const other = { ...policy, document: JSON.stringify({ ...denyAll, Statement: [] }) };
      await store.putMeasure(role, policy);
      expect(await store.hasMeasure(role, other)).toBe(false);
      await store.putMeasure(role, { ...policy, document: JSON.stringify({ ...denyAll, Id: '% é' }) });
      expect(await store.hasMeasure(role, policy)).toBe(false);
      await store.removeMeasure(role, other);
      expect(await store.hasMeasure(role, policy)).toBe(false);
    });

    it.each(['not JSON', '[]', ''])('refuses the inline policy %j', async (document) => {
      const result = await harness.store.putMeasure(role, { ...measures[0], document });
      expect(result).toMatchObject({ kind: 'refused', refusal: 'malformed' });
      expect(await harness.store.hasMeasure(role, measures[0])).toBe(false);
    });
  });
}

const denyAll = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'TrustwardenFreeze', Effect: 'Deny', Action: '*', Resource: '*' }],
};

const measures = [
  { kind: 'inline-policy', name: 'TrustwardenFreeze', document: JSON.stringify(denyAll) },
  { kind: 'managed-policy', arn: 'arn:aws:iam::aws:policy/AWSDenyAll' },
  { kind: 'tag', key: 'trustwarden:quarantine', value: 'freeze' },
] as const satisfies readonly Measure[];

/** Reads a role that must be there. */
export async function readNow(store: RoleStore, roleName: string): Promise<Role> {
  const role = await store.read(roleName);
  if (role === undefined) throw new Error(`no role ${roleName}`);
  return role;
}

function decode({ trustPolicy }: Role): unknown {
  return JSON.parse(trustPolicy.startsWith('%') ? decodeURIComponent(trustPolicy) : trustPolicy);
}
