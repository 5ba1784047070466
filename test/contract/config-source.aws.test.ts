import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, describe, expect, it } from '@jest/globals';
import { configSourceAt } from '../../adapters/config-source.ts';
import { createS3Client, S3ConfigSource } from '../../adapters/s3-config-source.ts';
import { createSsmClient, SsmConfigSource } from '../../adapters/ssm-config-source.ts';
import { describeConfigSource } from '../support/config-source-contract.ts';

const s3 = createS3Client();
const ssm = createSsmClient();
const Bucket = 'trustwarden-config-source';
const maxBytes = 1024;
let places = 0;

afterAll(() => {
  s3.destroy();
  ssm.destroy();
});

/** WHY: moto answers as S3 does in its first Region, where a bucket that one owns can be created again. */
async function putObject(Key: string, Body: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

describeConfigSource('S3', async () => {
  const key = `a/${places++}.yml`;
  await putObject('another.yml', 'another');
  return {
    source: new S3ConfigSource({ bucket: Bucket, key, maxBytes }, s3),
    place: `s3://${Bucket}/${key}`,
    put: (text) => putObject(key, text),
  };
});

for (const Type of ['String', 'SecureString'] as const) {
  describeConfigSource(`SSM, ${Type}`, async () => {
    const Name = `/trustwarden/test/${places++}`;
    return {
      source: new SsmConfigSource(Name, ssm),
      place: `ssm:${Name}`,
      put: async (Value) => {
        await ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }));
      },
    };
  });
}

describe('S3 configuration source', () => {
  it('throws one error where there is no bucket', async () => {
    const source = new S3ConfigSource({ bucket: 'trustwarden-nowhere', key: 'a', maxBytes }, s3);
    await expect(source.read()).rejects.toThrow('there is no object `s3://trustwarden-nowhere/a`');
  });

  it('reads what is as large as is allowed, and refuses a byte more', async () => {
    const source = new S3ConfigSource({ bucket: Bucket, key: 'large', maxBytes }, s3);
    await putObject('large', '#'.repeat(maxBytes));
    expect((await source.read()).text).toHaveLength(maxBytes);
    await putObject('large', '#'.repeat(maxBytes + 1));
    await expect(source.read()).rejects.toThrow('has more than the 1024 bytes that are read');
  });

  it('refuses an object of white space', async () => {
    await putObject('empty', ' \n');
    const source = new S3ConfigSource({ bucket: Bucket, key: 'empty', maxBytes }, s3);
    await expect(source.read()).rejects.toThrow('is empty');
  });
});

async function read(place: string): Promise<string> {
  return (await configSourceAt(place, maxBytes).read()).text;
}

describe('configSourceAt', () => {
  it('makes the source of each place', async () => {
    await putObject('placed.yml', 'version: 1 # S3\n');
    const Name = '/trustwarden/test/placed';
    await ssm.send(
      new PutParameterCommand({ Name, Value: 'version: 1 # SSM\n', Type: 'String', Overwrite: true }),
    );
    expect(await read(`s3://${Bucket}/placed.yml`)).toBe('version: 1 # S3\n');
    expect(await read(`ssm:${Name}`)).toBe('version: 1 # SSM\n');
    expect(await read('config/default.yml')).toContain('version: 1');
  });
});
