import type { Clock, LookAgain, SecondLook } from '../../remediation/ports.ts';

/** Keeps what is to be looked at again until a test takes it. */
export class InMemoryLookAgain implements LookAgain {
  readonly #clock: Clock;
  #looks: readonly SecondLook[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is asked for and not taken yet, in the order of asking. */
  get looks(): readonly SecondLook[] {
    return this.#looks;
  }

  async lookAgain(look: SecondLook): Promise<void> {
    this.#looks = [...this.#looks, look];
  }

  /** Takes out what is due by now. */
  takeDue(): readonly SecondLook[] {
    const now = this.#clock().toISOString();
    const due = this.#looks.filter((look) => look.due <= now);
    this.#looks = this.#looks.filter((look) => look.due > now);
    return due;
  }
}
