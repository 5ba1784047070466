import type { CharacterSet } from './character-set.ts';

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
  key(state: S): string;
  step(state: S, codePoint: number): S | undefined;
  accepts(state: S): boolean;
  labels(state: S, into: CharacterSet): void;
  /** Left out: one position. */
  size?(state: S): number;
}

/** A {@link Machine} that also gives back the value behind a state. */
export interface LazyMachine<S> extends Machine {
  valueOf(state: number): S;
}

/** WHY: a table for each state, for the characters that nearly all texts are made of; others are worked out anew. */
const REMEMBERED = 0x80;
const NOT_ASKED = -2;

/**
 * Numbers the states of a described machine as they are reached, and remembers its transitions.
 *
 * What it remembers is bounded by its states, so a machine with few states may outlive a judgement.
 */
export function lazyMachine<S>(described: MachineOf<S>): LazyMachine<S> {
  const values: S[] = [];
  const numbers = new Map<string, number>();
  const transitions: Int32Array[] = [];
  const numberOf = (value: S): number => {
    const key = described.key(value);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, values.length);
    transitions.push(new Int32Array(REMEMBERED).fill(NOT_ASKED));
    return values.push(value) - 1;
  };
  const valueOf = (state: number): S => values[state] as S;
  return {
    start: numberOf(described.start),
    valueOf,
    step(state, codePoint) {
      const table = transitions[state] as Int32Array;
      const known = codePoint < REMEMBERED ? (table[codePoint] as number) : NOT_ASKED;
      if (known !== NOT_ASKED) return known;
      const next = described.step(valueOf(state), codePoint);
      const number = next === undefined ? DEAD : numberOf(next);
      if (codePoint < REMEMBERED) table[codePoint] = number;
      return number;
    },
    accepts: (state) => described.accepts(valueOf(state)),
    labels: (state, into) => described.labels(valueOf(state), into),
    size: (state) => described.size?.(valueOf(state)) ?? 1,
  };
}
