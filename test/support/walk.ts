import { CharacterSet } from '../../policies/patterns/character-set.ts';
import { DEAD, type Machine } from '../../policies/patterns/machine.ts';
import { codePointsOf } from '../../policies/patterns/pattern.ts';
import type { Grammar } from '../../policies/patterns/search.ts';
import type { Union } from '../../policies/patterns/union.ts';

/** Returns the state of a machine behind a text, or {@link DEAD} where some beginning of it leads there. */
export function stateAfter(machine: Machine, text: string): number {
  let state = machine.start;
  for (const codePoint of codePointsOf(text)) {
    if (state === DEAD) return DEAD;
    state = machine.step(state, codePoint);
  }
  return state;
}

/** Tells whether a machine accepts a text. */
export function machineAccepts(machine: Machine, text: string): boolean {
  const state = stateAfter(machine, text);
  return state !== DEAD && machine.accepts(state);
}

/** Returns the characters that a machine treats in ways of their own behind a text, the nicest first. */
export function labelsAfter(machine: Machine, text: string): string {
  const into = new CharacterSet();
  machine.labels(stateAfter(machine, text), into);
  return String.fromCodePoint(...into.toNicest());
}

/** Returns the characters that a grammar finds worth trying in a state, where other machines name some. */
export function candidatesIn(grammar: Grammar, state: number, named: string, noOthers: boolean): string {
  const set = new CharacterSet();
  for (const codePoint of codePointsOf(named)) set.add(codePoint);
  return String.fromCodePoint(...grammar.candidates(state, set, noOthers));
}

/** Returns the positions of a union of patterns behind a text, each once. */
export function positionsAfter(union: Union, text: string): number[] {
  let positions = [union.start];
  for (const codePoint of codePointsOf(text)) {
    const next: number[] = [];
    for (const position of positions) union.successors(position, codePoint, next);
    positions = [...new Set(next)];
  }
  return positions;
}

/** Tells whether a text matches one of the patterns of a union. */
export function unionAccepts(union: Union, text: string): boolean {
  return positionsAfter(union, text).some((position) => union.accepts(position));
}
