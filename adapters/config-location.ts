import { fileURLToPath } from 'node:url';
import { ConfigSourceError } from './config-source-error.ts';
import { messageOf } from './files.ts';
import { oneLine } from './visible-text.ts';

/** Where a configuration stands. */
export type ConfigLocation =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }
  /** `name` begins with a slash. */
  | { readonly kind: 'ssm'; readonly name: string };

const FORMS = 'write a path, `file:///path`, `s3://bucket/key` or `ssm:/name/of/parameter`';

/**
 * AWS: names of buckets, `docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html`, and the
 * characters that are safe in keys, `docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html`.
 * WHY: without `*`, which is safe there and would mean any text in the statement that allows reading the object.
 */
const S3_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([\w!.'()-]+(?:\/[\w!.'()-]+)*)$/;

/**
 * AWS: fully qualified names of parameters,
 * `docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html`.
 */
const PARAMETER_NAME = /^(?:\/[\w.-]+){1,15}$/;

/** WHY: two letters at least, so that `C:\trustwarden.yml` is a path. */
const SCHEME = /^[A-Za-z][A-Za-z\d+.-]+:/;

/**
 * Parses the setting that says where the configuration stands: a path, `file:///path`, `s3://bucket/key` or
 * `ssm:/name/of/parameter`.
 *
 * @throws ConfigSourceError for anything else
 */
export function parseConfigLocation(text: string): ConfigLocation {
  const [, bucket, key] = S3_URL.exec(text) ?? [];
  if (bucket !== undefined && key !== undefined) return { kind: 's3', bucket, key };
  if (text.startsWith('ssm:') && PARAMETER_NAME.test(text.slice(4))) {
    return { kind: 'ssm', name: text.slice(4) };
  }
  if (text.startsWith('file:')) return { kind: 'file', path: pathOf(text) };
  if (text === '' || SCHEME.test(text)) {
    throw new ConfigSourceError(oneLine(`\`${text}\` is no place of a configuration, ${FORMS}`));
  }
  return { kind: 'file', path: text };
}

/**
 * Parses the setting that names the parameter of the kill switch: `/name/of/parameter`.
 *
 * @throws ConfigSourceError for anything else
 */
export function parseParameterName(text: string): string {
  if (PARAMETER_NAME.test(text)) return text;
  throw new ConfigSourceError(
    oneLine(`\`${text}\` is no name of a parameter, write it with its slash: \`/name/of/parameter\``),
  );
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new ConfigSourceError(
      oneLine(`\`${url}\` is no place of a configuration (${messageOf(cause)}), ${FORMS}`),
      { cause },
    );
  }
}
