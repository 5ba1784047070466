import { describe, expect, it } from '@jest/globals';
import type { SSMClientConfig } from '@aws-sdk/client-ssm';
import { createSsmClient, SsmConfigSource } from '../../../adapters/ssm-config-source.ts';
import {
  type Answer,
  answeringServers,
  clientOptions,
  type Respond,
  shortLimits,
} from '../../support/answering-server.ts';
import { problemWith } from '../../support/source-problem.ts';

const startServer = answeringServers();

async function setUp(answer: Answer | Respond, options: SSMClientConfig = {}) {
  const server = await startServer(answer);
  const client = createSsmClient({ ...clientOptions(server.endpoint), ...options });
  return { server, source: new SsmConfigSource('/trustwarden/configuration', client) };
}

const headers = { 'content-type': 'application/x-amz-json-1.1' };

function parameter(fields: object): Answer {
  return { status: 200, headers, body: JSON.stringify({ Parameter: fields }) };
}

function failure(type: string): Answer {
  return { status: 400, headers, body: JSON.stringify({ __type: type, message: 'not\nyou' }) };
}

const problemOf = async (answer: Answer | Respond, options?: SSMClientConfig): Promise<string> =>
  problemWith((await setUp(answer, options)).source);

describe('SsmConfigSource', () => {
  it('returns the text and the place', async () => {
    const { source } = await setUp(parameter({ Value: '\uFEFFversion: 1 # é\n' }));
    expect(await source.read()).toEqual({
      text: 'version: 1 # é\n',
      name: 'ssm:/trustwarden/configuration',
    });
  });

  it('asks for the parameter that it was made for, decrypted, anew each time', async () => {
    const { source, server } = await setUp(parameter({ Value: 'off' }));
    await source.read();
    await source.read();
    const asked = { Name: '/trustwarden/configuration', WithDecryption: true };
    expect(server.bodies.map((body) => JSON.parse(body))).toEqual([asked, asked]);
  });

  it.each([
    ['nothing', {}],
    ['an empty text', { Value: '' }],
    ['white space', { Value: ' \n' }],
  ])('refuses a parameter that holds %s', async (_, fields) => {
    expect(await problemOf(parameter(fields))).toBe(
      '`ssm:/trustwarden/configuration` is empty, put a value there',
    );
  });

  it.each([
    ['ParameterNotFound', /^there is no parameter `ssm:\/trustwarden\/configuration`, put one with/],
    ['AccessDeniedException', /may not be read \(.*: not you\), allow `ssm:GetParameter`.*`kms:Decrypt`/],
    ['InvalidKeyId', /cannot be read now \(InvalidKeyId: not you\), it is read again later$/],
    ['ThrottlingException', /cannot be read now \(ThrottlingException: not you\)/],
  ])('says the way out for %s, on one line', async (type, message) => {
    expect(await problemOf(failure(type))).toMatch(message);
  });

  it('waits for an answer, or a body, as long as its client does and no longer', async () => {
    const before = Date.now();
    const answers: readonly Respond[] = [
      () => undefined,
      (response) => void response.writeHead(200, { 'content-length': '9' }).write('{'),
    ];
    for (const problem of await Promise.all(answers.map((answer) => problemOf(answer, shortLimits))))
      expect(problem).toContain('cannot be read now');
    expect(Date.now() - before).toBeLessThan(2_000);
  });
});

describe('createSsmClient', () => {
  it('tries three times', async () => {
    expect(await createSsmClient({ region: 'us-east-1' }).config.maxAttempts()).toBe(3);
  });
});
