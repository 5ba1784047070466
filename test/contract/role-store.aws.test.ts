import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createIamClient, IamRoleStore } from '../../adapters/iam-role-store.ts';
import { isSameTrustPolicy } from '../../policies/index.ts';
import type { Refusal } from '../../remediation/ports.ts';
import { failing, type AwsError } from '../support/aws-faults.ts';
import { startAwsProxy, type AwsProxy } from '../support/aws-proxy.ts';
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

describe('where moto takes what IAM refuses', () => {
  const nobody = { AWS: 'arn:aws:iam::111122223333:role/nobody' };
  const laxities: readonly [what: string, document: object, error: AwsError, refusal: Refusal][] = [
    [
      'a principal that is not there',
      { ...openPolicy, Statement: [{ Effect: 'Allow', Principal: nobody, Action: 'sts:AssumeRole' }] },
      {
        status: 400,
        code: 'MalformedPolicyDocument',
        message: `Invalid principal in policy: "AWS":"${nobody.AWS}"`,
      },
      'invalid-principal',
    ],
    [
      'more characters than the quota',
      { ...openPolicy, Id: 'x'.repeat(5_000) },
      { status: 409, code: 'LimitExceeded', message: 'Cannot exceed quota for ACLSizePerRole: 2048' },
      'too-large',
    ],
    [
      'characters that are not of Latin-1',
      { ...openPolicy, Id: '漢' },
      { status: 400, code: 'ValidationError', message: 'The specified value for policyDocument is invalid.' },
      'malformed',
    ],
  ];
  let proxy: AwsProxy;
  let store: IamRoleStore;

  beforeAll(async () => {
    proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
    store = new IamRoleStore(createIamClient({ endpoint: proxy.endpoint }));
  });

  beforeEach(async () => {
    proxy.interfere();
    await createRole('deploy', openPolicy);
  });

  afterAll(() => proxy.close());

  it.each(laxities)('%s: moto', async (_, document) => {
    const role = await readNow(store, 'deploy');
    expect(await store.writeTrustPolicy(role, JSON.stringify(document))).toEqual({ kind: 'written' });
  });

  it.each(laxities)('%s: the answer of IAM', async (_, document, error, refusal) => {
    const role = await readNow(store, 'deploy');
    proxy.interfere(failing((call) => call.action === 'UpdateAssumeRolePolicy', error));
    expect(await store.writeTrustPolicy(role, JSON.stringify(document))).toEqual({
      kind: 'refused',
      refusal,
      reason: expect.stringContaining(error.message),
    });
  });
});
