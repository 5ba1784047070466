import type { ConfigSource } from '../remediation/ports.ts';
import { ConfigSourceError } from './config-source-error.ts';
import { isMissing, messageOf, readText } from './files.ts';
import { withoutMark } from './json-text.ts';

/** Reads the configuration from a file. */
export class FileConfigSource implements ConfigSource {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Returns the file's text and its path; throws one {@link ConfigSourceError} where there is none. */
  async read(): Promise<{ readonly text: string; readonly name: string }> {
    try {
      return { text: withoutMark(await readText(this.#path)), name: this.#path };
    } catch (cause) {
      throw new ConfigSourceError(messageFor(this.#path, cause), { cause });
    }
  }
}

function messageFor(path: string, cause: unknown): string {
  if (isMissing(cause)) {
    return `there is no configuration at \`${path}\`, write one with \`trustwarden config init\``;
  }
  return `the configuration at \`${path}\` cannot be read (${messageOf(cause)}), make it a readable UTF-8 file`;
}
