import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, describe } from '@jest/globals';
import { IamAccountFacts } from '../../adapters/iam-account-facts.ts';
import { createIamClient } from '../../adapters/iam-role-store.ts';
import { nameOfCall } from '../support/aws-call.ts';
import { failing } from '../support/aws-faults.ts';
import { startAwsProxy, type AwsProxy } from '../support/aws-proxy.ts';
import { openPolicy } from '../support/samples.ts';

const direct = createIamClient();
const RoleName = 'counted';

async function createRole(): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify(openPolicy);
  await direct.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

describe('IAM account facts', () => {
  let proxy: AwsProxy;
  let facts: IamAccountFacts;

  beforeAll(async () => {
    proxy = await startAwsProxy(process.env['AWS_ENDPOINT_URL'] ?? '');
  });

  beforeEach(async () => {
    await createRole();
    proxy.forget();
    proxy.interfere();
    facts = new IamAccountFacts(createIamClient({ endpoint: proxy.endpoint }));
  });

  afterEach(() => direct.send(new DeleteRoleCommand({ RoleName })));

  afterAll(async () => {
    direct.destroy();
    await proxy.close();
  });

  const called = () => proxy.calls.map(nameOfCall);

  it('are the quota of the account, which is 2048 in moto, and the number of its roles', async () => {
    const counted = await facts.read();
    await direct.send(new DeleteRoleCommand({ RoleName }));
    const { roles = Number.NaN } = await new IamAccountFacts(direct).read();
    await createRole();
    expect(counted).toEqual({ trustPolicyQuota: 2048, roles: roles + 1 });
  });

  it('are asked for once, however many want them', async () => {
    const answers = await Promise.all([facts.read(), facts.read()]);
    answers.push(await facts.read());
    expect(new Set(answers).size).toBe(1);
    expect(called()).toEqual(['iam:GetAccountSummary']);
  });

  it('are asked for again after a fault, which says what to allow', async () => {
    const denied = { status: 403, code: 'AccessDenied', message: 'no' };
    proxy.interfere(failing(() => true, denied));
    await expect(facts.read()).rejects.toThrow(
      '`GetAccountSummary` is denied (AccessDenied: no), allow `iam:GetAccountSummary` to whoever calls',
    );
    proxy.interfere();
    expect(await facts.read()).toMatchObject({ trustPolicyQuota: 2048 });
  });
});
