import type { ConfigSource } from '../../remediation/ports.ts';

/** A source whose text a test sets, or lets fail, and that counts how often it was read. */
export class InMemoryConfigSource implements ConfigSource {
  /** The text, or what reading throws. */
  content: string | Error;
  reads = 0;

  constructor(content: string | Error) {
    this.content = content;
  }

  async read(): Promise<{ readonly text: string; readonly name: string }> {
    this.reads += 1;
    if (this.content instanceof Error) throw this.content;
    return { text: this.content, name: 'trustwarden.yml' };
  }
}
