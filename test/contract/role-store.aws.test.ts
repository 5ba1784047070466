import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
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

/** AWS: a role goes only when it has no policies any more; moto asks for that as well. */
async function removeRole(RoleName: string): Promise<void> {
  const { PolicyNames: inline = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of inline) await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const attached = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  for (const { PolicyArn } of attached.AttachedPolicies ?? [])
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
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

  it('knows when a role was created', async () => {
    const before = new Date();
    await createRole('deploy', openPolicy);
    const { created = '' } = await readNow(store, 'deploy');
    expect(created).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    // WHY: IAM answers in whole seconds.
    expect(Date.parse(created)).toBeGreaterThan(before.getTime() - 1_001);
  });

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
      refusal: 'malformed',
      reason: 'MalformedPolicyDocumentException: Has prohibited field Resource.',
    });
  });

  it('refuses a managed policy that AWS does not have', async () => {
    await createRole('deploy', openPolicy);
    const measure = { kind: 'managed-policy', arn: 'arn:aws:iam::aws:policy/AWSDenyNothing' } as const;
    expect(await store.putMeasure(await readNow(store, 'deploy'), measure)).toEqual({
      kind: 'refused',
      refusal: 'malformed',
      reason: expect.stringContaining('AWSDenyNothing'),
    });
  });
});
