import type { Notice, Sink } from '../../remediation/ports.ts';

/** Keeps notices in memory, and lets a test make the next one fail. */
export class InMemorySink implements Sink {
  readonly #faults: Error[] = [];
  /** Every notice that arrived, in its order. */
  readonly notices: Notice[] = [];

  /** Makes the next notice throw, with nothing kept. */
  failNextPublish(error: Error): void {
    this.#faults.push(error);
  }

  async publish(notice: Notice): Promise<void> {
    const fault = this.#faults.shift();
    if (fault !== undefined) throw fault;
    this.notices.push(notice);
  }
}
