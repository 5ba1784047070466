import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { buildFunction, invokeFunction } from '../support/bundled-function.ts';
import { openPolicy } from '../support/samples.ts';

const event = readFileSync('test/events/update-assume-role-policy.json', 'utf8');
const client = new IAMClient({});

describe('the bundled function', () => {
  beforeAll(async () => {
    buildFunction();
    const document = JSON.stringify(openPolicy);
    await client.send(new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: document }));
  });

  afterAll(async () => {
    await client.send(new DeleteRoleCommand({ RoleName: 'deploy' }));
    client.destroy();
  });

  it('reads the role, reports it, and writes nothing', async () => {
    const account =
      (await client.send(new GetRoleCommand({ RoleName: 'deploy' }))).Role?.Arn?.split(':')[4] ?? '';
    const { answer, output } = invokeFunction([event.replaceAll('111122223333', account)], {});
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(output).toContain('"Trustwarden Role Reported"');
    expect(output).toContain('any gitlab.com project can assume `deploy`');
    const { Role: role } = await client.send(new GetRoleCommand({ RoleName: 'deploy' }));
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''))).toEqual(openPolicy);
  });

  it('delivers again what cannot be read and what it may not do, and ignores the rest', () => {
    const failed = readFileSync('test/events/failed-update.json', 'utf8');
    expect(invokeFunction(['{', failed], {}).answer).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    const refused = invokeFunction([event, failed], { TRUSTWARDEN_WRITES: 'everything' });
    expect(refused.answer).toBeUndefined();
    expect(refused.output).toContain('which nobody can write');
  });
});
