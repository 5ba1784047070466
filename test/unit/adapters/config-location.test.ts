import { describe, expect, it } from '@jest/globals';
import { parseConfigLocation, parseParameterName } from '../../../adapters/config-location.ts';
import { ConfigSourceError } from '../../../adapters/config-source-error.ts';
import { hostileText } from '../../support/samples.ts';

describe('parseConfigLocation', () => {
  it.each([
    ['trustwarden.yml', 'trustwarden.yml'],
    ['/opt/trustwarden.yml', '/opt/trustwarden.yml'],
    ['./with space.yml', './with space.yml'],
    ['C:\\trustwarden.yml', 'C:\\trustwarden.yml'],
    ['file:///opt/trustwarden.yml', '/opt/trustwarden.yml'],
    ['file:///opt/with%20space.yml', '/opt/with space.yml'],
  ])('takes %s for a file', (text, path) => {
    expect(parseConfigLocation(text)).toEqual({ kind: 'file', path });
  });

  it.each([
    ['s3://my-bucket/trustwarden.yml', 'my-bucket', 'trustwarden.yml'],
    ['s3://my.bucket.1/a/b_c/d(1).yml', 'my.bucket.1', 'a/b_c/d(1).yml'],
    ['s3://abc/x', 'abc', 'x'],
  ])('takes %s for an object', (text, bucket, key) => {
    expect(parseConfigLocation(text)).toEqual({ kind: 's3', bucket, key });
  });

  it.each(['/trustwarden', '/trustwarden/configuration', '/a.b/c-d/e_f'])(
    'takes ssm:%s for a parameter',
    (name) => {
      expect(parseConfigLocation(`ssm:${name}`)).toEqual({ kind: 'ssm', name });
    },
  );

  it.each([
    '',
    's3://my-bucket',
    's3://my-bucket/',
    's3://my-bucket/a//b',
    's3://my-bucket/*',
    's3://my-bucket/${aws:username}',
    's3://my-bucket/a?versionId=1',
    's3://My-Bucket/a',
    's3://ab/a',
    's3://my-bucket/a\n',
    'S3://my-bucket/a',
    's3:my-bucket/a',
    'ssm:name',
    'ssm://name',
    'ssm:/name/',
    'ssm:/name:3',
    'ssm:/na*me',
    `ssm:${'/a'.repeat(16)}`,
    'arn:aws:s3:::my-bucket/a',
    'https://example.com/trustwarden.yml',
    'file://elsewhere/trustwarden.yml',
    'file:///a%2Fb',
  ])('refuses %j and lists the forms', (text) => {
    expect(() => parseConfigLocation(text)).toThrow(ConfigSourceError);
    expect(() => parseConfigLocation(text)).toThrow(
      /, write a path, `file:\/\/\/path`, `s3:\/\/bucket\/key` or `ssm:\/name\/of\/parameter`$/,
    );
  });

  it('shows what it refuses on one line of visible characters', () => {
    expect(() => parseConfigLocation(`ssm:${hostileText}`)).toThrow(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);
  });
});

describe('parseParameterName', () => {
  it('takes a name with its slash', () => {
    expect(parseParameterName('/trustwarden/kill-switch')).toBe('/trustwarden/kill-switch');
  });

  it.each(['kill-switch', 'ssm:/kill-switch', '/kill switch', '/*', '/', ''])('refuses %j', (text) => {
    expect(() => parseParameterName(text)).toThrow(`\`${text}\` is no name of a parameter`);
  });
});
