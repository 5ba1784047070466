import { CharacterSet } from './character-set.ts';

/** The state from which nothing is accepted any more. */
export const DEAD = -1;

/** A deterministic automaton over code points whose states are made when they are first reached. */
export interface Machine {
  readonly start: number;
  /** Returns the next state or {@link DEAD}. */
  step(state: number, codePoint: number): number;
  accepts(state: number): boolean;
  /** Adds every code point that this state treats in a way of its own; all others it treats alike. */
  labels(state: number, into: CharacterSet): void;
  /** How many positions a step has to move. */
  size(state: number): number;
}

/** A machine described by values instead of numbers; equal keys are equal states. */
export interface MachineOf<S> {
  readonly start: S;
  key(state: S): string | number;
  step(state: S, codePoint: number): S | undefined;
  accepts(state: S): boolean;
  labels(state: S, into: CharacterSet): void;
  /** Left out: one position. */
  size?(state: S): number;
}

/** A {@link Machine} that also gives back the value behind a state. */
export interface LazyMachine<S> extends Machine {
  /** How many states were made. */
  readonly states: number;
  valueOf(state: number): S;
}

/** WHY: a row for each state, for the characters that nearly all texts are made of; others are worked out anew. */
const REMEMBERED = 0x80;
/** WHY: most machines get no more states, and to make room for one takes longer than many steps. */
const FIRST_ROWS = 8;
/** What a row holds is 0 where it was not asked for, else the next state and this. */
const ASKED = 2;

/**
 * Numbers the states of a described machine as they are reached, and remembers its transitions.
 *
 * What it remembers is bounded by its states, so a machine with few states may outlive a judgement.
 */
export function lazyMachine<S>(described: MachineOf<S>): LazyMachine<S> {
  return new Described(described);
}

/** WHY: a class, since a search spends most of its time in these few methods. */
class Described<S> implements LazyMachine<S> {
  readonly start: number;
  readonly #described: MachineOf<S>;
  readonly #values: S[] = [];
  readonly #labels: (CharacterSet | undefined)[] = [];
  readonly #numbers = new Map<string | number, number>();
  #rows = new Int32Array(FIRST_ROWS * REMEMBERED);

  constructor(described: MachineOf<S>) {
    this.#described = described;
    this.start = this.#numberOf(described.start);
  }

  get states(): number {
    return this.#values.length;
  }

  valueOf(state: number): S {
    return this.#values[state] as S;
  }

  step(state: number, codePoint: number): number {
    if (codePoint >= REMEMBERED) return this.#stepAnew(state, codePoint);
    const known = this.#rows[state * REMEMBERED + codePoint] as number;
    if (known !== 0) return known - ASKED;
    const next = this.#stepAnew(state, codePoint);
    this.#rows[state * REMEMBERED + codePoint] = next + ASKED;
    return next;
  }

  accepts(state: number): boolean {
    return this.#described.accepts(this.valueOf(state));
  }

  labels(state: number, into: CharacterSet): void {
    let labels = this.#labels[state];
    if (labels === undefined) {
      labels = new CharacterSet();
      this.#described.labels(this.valueOf(state), labels);
      this.#labels[state] = labels;
    }
    into.addAll(labels);
  }

  size(state: number): number {
    return this.#described.size?.(this.valueOf(state)) ?? 1;
  }

  #stepAnew(state: number, codePoint: number): number {
    const next = this.#described.step(this.valueOf(state), codePoint);
    return next === undefined ? DEAD : this.#numberOf(next);
  }

  #numberOf(value: S): number {
    const key = this.#described.key(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#values.push(value) - 1;
    this.#numbers.set(key, number);
    this.#labels.push(undefined);
    if (this.#rows.length < this.#values.length * REMEMBERED) this.#rows = doubled(this.#rows);
    return number;
  }
}

/** Returns a list of twice the length that begins alike. */
export function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}
