import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { createS3Client, S3ConfigSource } from '../../../adapters/s3-config-source.ts';
import {
  type Answer,
  answeringServers,
  clientOptions,
  type Respond,
  shortLimits,
} from '../../support/answering-server.ts';
import { problemWith } from '../../support/source-problem.ts';

const startServer = answeringServers();

const object = { bucket: 'my-bucket', key: 'trustwarden.yml', maxBytes: 64 };

async function sourceAnswering(
  answer: Answer | Respond,
  options: S3ClientConfig = {},
  patience?: number,
): Promise<S3ConfigSource> {
  const { endpoint } = await startServer(answer);
  const client = createS3Client({ ...clientOptions(endpoint), forcePathStyle: true, ...options });
  return new S3ConfigSource(object, client, patience);
}

function failure(status: number, code: string): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>not\nyou</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

const problemOf = async (answer: Answer | Respond, options?: S3ClientConfig): Promise<string> =>
  problemWith(await sourceAnswering(answer, options));

describe('S3ConfigSource', () => {
  it('returns the text and the URL', async () => {
    const source = await sourceAnswering({ status: 200, body: '\uFEFFversion: 1 # é\n' });
    expect(await source.read()).toEqual({
      text: 'version: 1 # é\n',
      name: 's3://my-bucket/trustwarden.yml',
    });
  });

  it('asks for the object that it was made for', async () => {
    let asked: string | undefined;
    const source = await sourceAnswering((response, request) => {
      asked = `${request.method} ${request.url}`;
      response.end('version: 1\n');
    });
    await source.read();
    expect(asked).toMatch(/^GET \/my-bucket\/trustwarden\.yml(\?x-id=GetObject)?$/);
  });

  it('reads as much as is allowed', async () => {
    const source = await sourceAnswering({ status: 200, body: '#'.repeat(64) });
    expect((await source.read()).text).toHaveLength(64);
  });

  it('refuses what is larger before its body arrives', async () => {
    const problem = await problemOf((response) => {
      response.writeHead(200, { 'content-length': '65' }).flushHeaders();
    });
    expect(problem).toBe(
      '`s3://my-bucket/trustwarden.yml` has more than the 64 bytes that are read, shorten it',
    );
  });

  it('refuses what is larger without a complaint about the checksum that was not read', async () => {
    const problem = await problemOf((response) => {
      response.writeHead(200, { 'content-length': '65', 'x-amz-checksum-crc32': '+HZLRw==' });
      response.end('#'.repeat(65));
    });
    expect(problem).toContain('has more than the 64 bytes that are read');
    await setTimeout(100);
  });

  it('refuses an object whose checksum is another', async () => {
    const answer = { status: 200, headers: { 'x-amz-checksum-crc32': '+HZLRw==' }, body: 'version: 1\n' };
    expect(await problemOf(answer)).toContain('cannot be read now (Error: Checksum mismatch');
  });

  it('refuses an object of which a part is missing', async () => {
    const problem = await problemOf((response) => {
      response.writeHead(200, { 'content-length': '60', 'x-amz-checksum-crc32': '+HZLRw==' });
      response.write('version: 1\n', () => response.destroy());
    });
    expect(problem).toContain('cannot be read now');
    await setTimeout(100);
  });

  it('refuses what turns out larger while it arrives', async () => {
    const problem = await problemOf((response) => {
      response.writeHead(200).write('#'.repeat(65));
    });
    expect(problem).toContain('has more than the 64 bytes that are read');
  });

  it.each([
    ['nothing', ''],
    ['nothing but white space', ' \n\t\n'],
  ])('refuses an object that holds %s', async (_, body) => {
    expect(await problemOf({ status: 200, body })).toBe(
      '`s3://my-bucket/trustwarden.yml` is empty, upload the configuration there',
    );
  });

  it('refuses text that is not UTF-8', async () => {
    const problem = await problemOf((response) => response.end(Buffer.from([0x61, 0xff])));
    expect(problem).toContain('is not UTF-8');
  });

  it.each([
    [404, 'NoSuchKey', /^there is no object `s3:\/\/my-bucket\/trustwarden\.yml`, upload/],
    [404, 'NoSuchBucket', /^there is no object /],
    [403, 'AccessDenied', /may not be read \(AccessDenied: not you\), .*`s3:GetObject`.*`kms:Decrypt`/],
    [400, 'InvalidRequest', /cannot be read now \(InvalidRequest: not you\), it is read again later$/],
  ])('says the way out for %i %s, on one line', async (status, code, message) => {
    expect(await problemOf(failure(status, code))).toMatch(message);
  });

  it('finds a bucket of another Region', async () => {
    let asked = 0;
    const source = await sourceAnswering((response) => {
      asked += 1;
      if (asked > 1) response.end('version: 1\n');
      else {
        const headers = { 'content-type': 'application/xml', 'x-amz-bucket-region': 'eu-central-1' };
        response.writeHead(301, headers).end(failure(301, 'PermanentRedirect').body);
      }
    });
    expect((await source.read()).text).toBe('version: 1\n');
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

  it('waits for an object that only drips no longer than it may take in all', async () => {
    const source = await sourceAnswering(
      (response) => {
        const drip = setInterval(() => response.write('#'), 20);
        response.once('close', () => clearInterval(drip));
      },
      {},
      300,
    );
    await expect(source.read()).rejects.toThrow('cannot be read now');
  });
});
