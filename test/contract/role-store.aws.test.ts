import { CreateRoleCommand, DeleteRoleCommand, paginateListRoles } from '@aws-sdk/client-iam';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createIamClient, IamRoleStore } from '../../adapters/iam-role-store.ts';
import { isSameTrustPolicy } from '../../policies/index.ts';
import { describeRoleStore, readNow } from '../support/role-store-contract.ts';
import { openPolicy, projectPolicy } from '../support/samples.ts';

const client = createIamClient();

async function createRole(RoleName: string, policy: object): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify(policy);
  await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

async function removeRole(RoleName: string): Promise<void> {
  await client.send(new DeleteRoleCommand({ RoleName }));
}

afterEach(async () => {
  for await (const { Roles: roles = [] } of paginateListRoles({ client }, {})) {
    for (const { RoleName: name = '' } of roles) await removeRole(name);
  }
});

afterAll(() => client.destroy());

describeRoleStore('IAM', async () => ({
  store: new IamRoleStore(client),
  create: createRole,
  remove: removeRole,
}));

describe('IAM role store', () => {
  const store = new IamRoleStore(client);

  it('passes the document through as IAM returns it, percent-encoded', async () => {
    await createRole('deploy', openPolicy);
    const { trustPolicy } = await readNow(store, 'deploy');
    expect(trustPolicy).toMatch(/^%7B/);
    expect(JSON.parse(decodeURIComponent(trustPolicy))).toEqual(openPolicy);
  });

  it('lists every role, page after page', async () => {
    const names = Array.from({ length: 101 }, (_, number) => `role-${1000 + number}`);
    for (const name of names) await createRole(name, openPolicy);
    const listed = [];
    for await (const role of store.list()) listed.push(role);
    expect(listed.map(({ name }) => name).toSorted()).toEqual(names);
    // WHY: moto encodes no document in a list, and IAM encodes them all.
    expect(listed.every(({ trustPolicy }) => isSameTrustPolicy(trustPolicy, openPolicy))).toBe(true);
    const { arn, id } = await readNow(store, names[7] ?? '');
    expect(listed).toContainEqual(expect.objectContaining({ arn, id }));
  });

  it('refuses with the name and message of the error', async () => {
    await createRole('deploy', openPolicy);
    const statement = { ...projectPolicy.Statement[0], Resource: '*' };
    const document = JSON.stringify({ ...projectPolicy, Statement: [statement] });
    expect(await store.writeTrustPolicy(await readNow(store, 'deploy'), document)).toEqual({
      kind: 'refused',
      reason: 'MalformedPolicyDocumentException: Has prohibited field Resource.',
    });
  });
});
