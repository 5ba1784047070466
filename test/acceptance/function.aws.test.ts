import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { openPolicy } from '../support/samples.ts';

const SCRIPT = `
  const { handler } = require('./build/handlers/on-iam-event.cjs');
  handler(JSON.parse(require('fs').readFileSync(0, 'utf8'))).then(
    (answer) => console.log('ANSWER ' + JSON.stringify(answer)),
    (error) => { console.log('THROWN ' + error.message); process.exitCode = 1; },
  );
`;

/** Runs the bundled function on a batch of events as a process of its own, against the AWS of the test. */
function invoke(bodies: readonly string[], environment: Record<string, string>) {
  const records = bodies.map((body, index) => ({ messageId: `m${index}`, body, eventSource: 'aws:sqs' }));
  const ended = spawnSync(process.execPath, ['-e', SCRIPT], {
    encoding: 'utf8',
    input: JSON.stringify({ Records: records }),
    env: { ...process.env, ...environment },
  });
  const answer = /^ANSWER (.*)$/m.exec(ended.stdout)?.[1];
  return {
    answer: answer === undefined ? undefined : JSON.parse(answer),
    output: ended.stdout + ended.stderr,
  };
}

const event = readFileSync('test/events/update-assume-role-policy.json', 'utf8');
const client = new IAMClient({});

describe('the bundled function', () => {
  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build.mjs', 'handlers'], { stdio: 'inherit' });
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
    const { answer, output } = invoke([event.replaceAll('111122223333', account)], {
      TRUSTWARDEN_MODE: 'dry-run',
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(output).toContain('"Trustwarden Role Reported"');
    expect(output).toContain('any gitlab.com project can assume `deploy`');
    const { Role: role } = await client.send(new GetRoleCommand({ RoleName: 'deploy' }));
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''))).toEqual(openPolicy);
  });

  it('delivers again what cannot be read and what it may not do, and ignores the rest', () => {
    const failed = readFileSync('test/events/failed-update.json', 'utf8');
    expect(invoke(['{', failed], { TRUSTWARDEN_MODE: 'dry-run' }).answer).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    const refused = invoke([event, failed], { TRUSTWARDEN_MODE: 'enforce' });
    expect(refused.answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(refused.output).toContain('has to be `dry-run`');
  });
});
