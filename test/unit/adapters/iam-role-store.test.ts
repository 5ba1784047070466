import { IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, it } from '@jest/globals';
import { createIamClient, IamRoleStore } from '../../../adapters/iam-role-store.ts';
import { answeringServers, clientOptions } from '../../support/answering-server.ts';
import { iamFailure, iamRole } from '../../support/iam-answers.ts';
import { deployArn, openPolicy } from '../../support/samples.ts';

const startServer = answeringServers();

const role = { arn: deployArn, name: 'deploy', id: 'AROAEXAMPLEEXAMPLE01', trustPolicy: '{}' };

async function storeAnswering(status: number, body: string) {
  const server = await startServer({ status, headers: { 'content-type': 'text/xml' }, body });
  return { store: new IamRoleStore(new IAMClient(clientOptions(server.endpoint))), server };
}

function denied(action: string): string {
  return `\`${action}\` of role \`deploy\` is denied (AccessDenied: not now), allow \`iam:${action}\` to whoever calls`;
}

describe('IamRoleStore', () => {
  it('hands the document on as IAM encoded it', async () => {
    const trustPolicy = encodeURIComponent(JSON.stringify(openPolicy));
    const fields = `<Arn>${deployArn}</Arn><RoleName>deploy</RoleName><RoleId>AROA1</RoleId><AssumeRolePolicyDocument>${trustPolicy}</AssumeRolePolicyDocument>`;
    const { store } = await storeAnswering(200, iamRole(fields));
    expect(await store.read('deploy')).toEqual({ arn: deployArn, name: 'deploy', id: 'AROA1', trustPolicy });
  });

  it('throws on an answer without a document, instead of taking the role for open or closed', async () => {
    const { store } = await storeAnswering(
      200,
      iamRole(`<Arn>${deployArn}</Arn><RoleName>deploy</RoleName>`),
    );
    await expect(store.read('deploy')).rejects.toThrow('IAM answered for role `deploy` without');
  });

  it('reads undefined where IAM knows no such role', async () => {
    const { store } = await storeAnswering(404, iamFailure('NoSuchEntity', 'no role'));
    expect(await store.read('deploy')).toBeUndefined();
  });

  it.each([
    [409, 'LimitExceeded', 'too-large', 'LimitExceededException'],
    [400, 'MalformedPolicyDocument', 'malformed', 'MalformedPolicyDocumentException'],
    [400, 'UnmodifiableEntity', 'unmodifiable', 'UnmodifiableEntityException'],
    [400, 'InvalidInput', 'malformed', 'InvalidInputException'],
    [400, 'ValidationError', 'malformed', 'ValidationError'],
  ])('answers refused for %i %s', async (status, code, refusal, name) => {
    const message = 'Cannot exceed quota for ACLSizePerRole: 2048';
    const { store } = await storeAnswering(status, iamFailure(code, message));
    const refused = { kind: 'refused', refusal, reason: `${name}: ${message}` };
    expect(await store.writeTrustPolicy(role, '{}')).toEqual(refused);
  });

  it('answers gone where the role went away', async () => {
    const { store } = await storeAnswering(404, iamFailure('NoSuchEntity', 'no role'));
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({ kind: 'gone' });
  });

  it.each([
    [400, 'Throttling', (call: string) => `${call} is throttled (Throttling: not now), try again later`],
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
    const { store } = await storeAnswering(status, iamFailure(code, 'not now'));
    await expect(store.read('deploy')).rejects.toThrow(said('`GetRole` of role `deploy`'));
    await expect(store.writeTrustPolicy(role, '{}')).rejects.toThrow(
      said('`UpdateAssumeRolePolicy` of role `deploy`'),
    );
    await expect(store.list().next()).rejects.toThrow(said('`ListRoles`'));
  });

  it('says of what is denied which permission is missing, and throws only where it reads', async () => {
    const { store } = await storeAnswering(403, iamFailure('AccessDenied', 'not now'));
    await expect(store.read('deploy')).rejects.toThrow(denied('GetRole'));
    expect(await store.writeTrustPolicy(role, '{}')).toEqual({
      kind: 'refused',
      refusal: 'denied',
      reason: denied('UpdateAssumeRolePolicy'),
    });
    const measure = { kind: 'tag', key: 'a', value: 'b' } as const;
    await expect(store.hasMeasure(role, measure)).rejects.toThrow(denied('ListRoleTags'));
    expect(await store.putMeasure(role, measure)).toMatchObject({ reason: denied('TagRole') });
    expect(await store.removeMeasure(role, measure)).toMatchObject({ reason: denied('UntagRole') });
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
