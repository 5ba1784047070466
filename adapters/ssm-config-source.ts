import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import type { ConfigSource } from '../remediation/ports.ts';
import { readFaultOf, reasonOf } from './aws-errors.ts';
import { callLimits } from './call-limits.ts';
import { ConfigSourceError } from './config-source-error.ts';
import { withoutMark } from './json-text.ts';

/** Creates the SSM client. */
export function createSsmClient(options: SSMClientConfig = {}): SSMClient {
  return new SSMClient({ ...callLimits, ...options });
}

/** Reads the configuration, or the switch beside it, from a parameter in SSM, decrypted where it is encrypted. */
export class SsmConfigSource implements ConfigSource {
  readonly #parameter: string;
  readonly #provider: SSMProvider;

  /** @param parameter - with its slash: `/name/of/parameter` */
  constructor(parameter: string, client: SSMClient = createSsmClient()) {
    this.#parameter = parameter;
    this.#provider = new SSMProvider({ awsSdkV3Client: client });
  }

  /** Returns the parameter's text and its place; throws one {@link ConfigSourceError} where there is none. */
  async read(): Promise<{ readonly text: string; readonly name: string }> {
    const name = `ssm:${this.#parameter}`;
    const text = withoutMark(await this.#get());
    if (text.trim() === '') throw new ConfigSourceError(`\`${name}\` is empty, put a value there`);
    return { text, name };
  }

  async #get(): Promise<string> {
    try {
      // WHY: how long a value counts is decided by whoever asks, so nothing is kept here.
      const options = { decrypt: true, maxAge: 0, forceFetch: true };
      return (await this.#provider.get(this.#parameter, options)) ?? '';
    } catch (error) {
      // WHY: the provider wraps what the client threw.
      throw this.#errorFor(error instanceof Error ? (error.cause ?? error) : error);
    }
  }

  #errorFor(cause: unknown): ConfigSourceError {
    const name = `ssm:${this.#parameter}`;
    const ways = {
      missing: `there is no parameter \`${name}\`, put one with \`aws ssm put-parameter\` or name another`,
      denied: `\`${name}\` may not be read (${reasonOf(cause)}), allow \`ssm:GetParameter\` on it and \`kms:Decrypt\` on the key that encrypts it`,
      fault: `\`${name}\` cannot be read now (${reasonOf(cause)}), it is read again later`,
    };
    return new ConfigSourceError(ways[readFaultOf(cause)], { cause });
  }
}
