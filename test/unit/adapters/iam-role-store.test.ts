import { IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from '@jest/globals';
import { createIamClient, IamRoleStore } from '../../../adapters/iam-role-store.ts';
import { answeringServers, clientOptions } from '../../support/answering-server.ts';
import { deployArn, openPolicy } from '../../support/samples.ts';

const startServer = answeringServers();

const role = { arn: deployArn, name: 'deploy', id: 'AROAEXAMPLEEXAMPLE01', trustPolicy: '{}' };

async function storeAnswering(status: number, body: string) {
  const server = await startServer({ status, headers: { 'content-type': 'text/xml' }, body });
  return { store: new IamRoleStore(new IAMClient(clientOptions(server.endpoint))), server };
}

function failure(code: string, message: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${error}</ErrorResponse>`;
}

function answer(fields: string): string {
  return `<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>${fields}</Role></GetRoleResult></GetRoleResponse>`;
}

describe('IamRoleStore', () => {
  it('hands the document on as IAM encoded it', async () => {
    const trustPolicy = encodeURIComponent(JSON.stringify(openPolicy));
    const fields = `<Arn>${deployArn}</Arn><RoleName>deploy</RoleName><RoleId>AROA1</RoleId><AssumeRolePolicyDocument>${trustPolicy}</AssumeRolePolicyDocument>`;
    const { store } = await storeAnswering(200, answer(fields));
    expect(await store.read('deploy')).toEqual({ arn: deployArn, name: 'deploy', id: 'AROA1', trustPolicy });
  });

  it('throws on an answer without a document, instead of taking the role for open or closed', async () => {
    const { store } = await storeAnswering(200, answer(`<Arn>${deployArn}</Arn><RoleName>deploy</RoleName>`));
    await expect(store.read('deploy')).rejects.toThrow('IAM answered for role `deploy` without');
  });

  it('reads undefined where IAM knows no such role', async () => {
    const { store } = await storeAnswering(404, failure('NoSuchEntity', 'no role'));
    expect(await store.read('deploy')).toBeUndefined();
  });

  it.each([
    [409, 'LimitExceeded', 'LimitExceededException: Cannot exceed quota for ACLSizePerRole: 2048'],
    [
      400,
      'MalformedPolicyDocument',
      'MalformedPolicyDocumentException: Cannot exceed quota for ACLSizePerRole: 2048',
    ],
    [400, 'UnmodifiableEntity', 'UnmodifiableEntityException: Cannot exceed quota for ACLSizePerRole: 2048'],
    [400, 'InvalidInput', 'InvalidInputException: Cannot exceed quota for ACLSizePerRole: 2048'],
    [400, 'ValidationError', 'ValidationError: Cannot exceed quota for ACLSizePerRole: 2048'],
  ])('answers refused for %i %s', async (status, code, reason) => {
    const { store } = await storeAnswering(
      status,
      failure(code, 'Cannot exceed quota for ACLSizePerRole: 2048'),
    );
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({ kind: 'refused', reason });
  });

  it('answers gone where the role went away', async () => {
    const { store } = await storeAnswering(404, failure('NoSuchEntity', 'no role'));
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({ kind: 'gone' });
  });

  it.each([
    [400, 'Throttling', (call: string) => `${call} is throttled (Throttling: not now), try again later`],
    [
      403,
      'AccessDenied',
      (call: string, action: string) =>
        `${call} is denied (AccessDenied: not now), allow \`iam:${action}\` to whoever calls`,
    ],
    [
      403,
      'ExpiredToken',
      (call: string) =>
        `${call} has no credentials that count (ExpiredToken: not now), renew them or name others`,
    ],
    [
      500,
      'ServiceFailure',
      (call: string) => `${call} failed (ServiceFailureException: not now), try again later`,
    ],
    [
      409,
      'ConcurrentModification',
      (call: string) => `${call} failed (ConcurrentModificationException: not now), try again later`,
    ],
  ])('throws on %i %s which call it was of which role, and the way out', async (status, code, said) => {
    const { store } = await storeAnswering(status, failure(code, 'not now'));
    await expect(store.read('deploy')).rejects.toThrow(said('`GetRole` of role `deploy`', 'GetRole'));
    await expect(store.writeTrustPolicy(role, '{}')).rejects.toThrow(
      said('`UpdateAssumeRolePolicy` of role `deploy`', 'UpdateAssumeRolePolicy'),
    );
    await expect(store.list().next()).rejects.toThrow(said('`ListRoles`', 'ListRoles'));
  });

  it('sends the document as it was given', async () => {
    const { store, server } = await storeAnswering(200, '<UpdateAssumeRolePolicyResponse/>');
    const document = JSON.stringify(openPolicy);
    expect(await store.writeTrustPolicy(role, document)).toEqual({ kind: 'written' });
    const sent = new URLSearchParams(server.bodies[0]);
    expect([sent.get('RoleName'), sent.get('PolicyDocument')]).toEqual(['deploy', document]);
  });
});

describe('createIamClient', () => {
  it.each([
    [{ AWS_REGION: 'cn-north-1', AWS_DEFAULT_REGION: 'eu-west-1' }, 'cn-north-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'us-gov-west-1' }, 'us-gov-west-1'],
  ])('takes the Region from %j', async (environment, region) => {
    expect(await createIamClient({}, environment).config.region()).toBe(region);
  });

  it('takes what it is told before the environment', async () => {
    const settings = { region: 'eu-central-1', endpoint: 'http://127.0.0.1:4566' };
    const { config } = createIamClient(settings, { AWS_REGION: 'us-east-1' });
    expect(await config.region()).toBe('eu-central-1');
    expect(await config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 4566 });
  });

  it('retries adaptively, five times at most', async () => {
    const { config } = createIamClient({ region: 'us-east-1' }, {});
    expect(await config.maxAttempts()).toBe(5);
    expect(config.retryMode).toBe('adaptive');
  });
});
