import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Role, RoleStore } from '../../remediation/ports.ts';
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
        expect(result).toEqual({ kind: 'refused', reason: expect.stringMatching(/^[^\r\n]+$/) });
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
  });
}

/** Reads a role that must be there. */
export async function readNow(store: RoleStore, roleName: string): Promise<Role> {
  const role = await store.read(roleName);
  if (role === undefined) throw new Error(`no role ${roleName}`);
  return role;
}

function decode({ trustPolicy }: Role): unknown {
  return JSON.parse(trustPolicy.startsWith('%') ? decodeURIComponent(trustPolicy) : trustPolicy);
}
