import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ConfigSource } from '../remediation/ports.ts';
import { readFaultOf, reasonOf } from './aws-errors.ts';
import { callLimits } from './call-limits.ts';
import { ConfigSourceError } from './config-source-error.ts';
import { decodeText } from './files.ts';
import { withoutMark } from './json-text.ts';

/** Creates the S3 client. Its Region is the function's own; a bucket of another one is found all the same. */
export function createS3Client(options: S3ClientConfig = {}): S3Client {
  return new S3Client({ ...callLimits, followRegionRedirects: true, ...options });
}

/** What stands where in S3, and how much of it is read. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
  /** The largest object that is read, in bytes. */
  readonly maxBytes: number;
}

/** Reads the configuration from an object in S3. */
export class S3ConfigSource implements ConfigSource {
  readonly #object: S3Object;
  readonly #client: S3Client;
  readonly #patience: number;
  readonly #name: string;

  /** @param patience - how long reading the object may take in all, in milliseconds */
  constructor(object: S3Object, client: S3Client = createS3Client(), patience: number = 10_000) {
    this.#object = object;
    this.#client = client;
    this.#patience = patience;
    this.#name = `s3://${object.bucket}/${object.key}`;
  }

  /** Returns the object's text and its URL; throws one {@link ConfigSourceError} where there is none. */
  async read(): Promise<{ readonly text: string; readonly name: string }> {
    const bytes = await this.#download();
    const text = this.#decode(bytes);
    if (text.trim() === '') {
      throw new ConfigSourceError(`\`${this.#name}\` is empty, upload the configuration there`);
    }
    return { text, name: this.#name };
  }

  async #download(): Promise<Uint8Array> {
    const { bucket: Bucket, key: Key } = this.#object;
    const abortSignal = AbortSignal.timeout(this.#patience);
    try {
      const answer = await this.#client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
      return await this.#collect(answer);
    } catch (cause) {
      throw cause instanceof ConfigSourceError ? cause : this.#errorFor(cause);
    }
  }

  /** WHY: what S3 says of the length is asked first, and what arrives is counted all the same. */
  async #collect({ Body: body, ContentLength: length }: GetObjectCommandOutput): Promise<Uint8Array> {
    const stream = (body ?? Readable.from([])) as Readable;
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      this.#check(length ?? 0);
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        this.#check(size);
        chunks.push(chunk);
      }
    } finally {
      // WHY: frees the connection of an object that is not read to its end, and a late error has nobody to hear it.
      stream.destroy();
    }
    return Buffer.concat(chunks);
  }

  #check(bytes: number): void {
    const { maxBytes } = this.#object;
    if (bytes <= maxBytes) return;
    throw new ConfigSourceError(
      `\`${this.#name}\` has more than the ${maxBytes} bytes that are read, shorten it`,
    );
  }

  #decode(bytes: Uint8Array): string {
    try {
      return withoutMark(decodeText(bytes));
    } catch (cause) {
      throw new ConfigSourceError(`\`${this.#name}\` is not UTF-8, upload it as UTF-8 text`, { cause });
    }
  }

  #errorFor(cause: unknown): ConfigSourceError {
    const ways = {
      missing: `there is no object \`${this.#name}\`, upload the configuration there or name another`,
      denied: `\`${this.#name}\` may not be read (${reasonOf(cause)}), see that it exists, and allow \`s3:GetObject\` on it and \`kms:Decrypt\` on the key that encrypts it`,
      fault: `\`${this.#name}\` cannot be read now (${reasonOf(cause)}), it is read again later`,
    };
    return new ConfigSourceError(ways[readFaultOf(cause)], { cause });
  }
}
