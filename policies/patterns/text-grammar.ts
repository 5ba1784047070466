import type { CharacterSet } from './character-set.ts';
import { lazyMachine } from './machine.ts';
import { codePointsOf } from './pattern.ts';
import type { Grammar } from './search.ts';

const NICE = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@/:';

/**
 * Builds the grammar of texts that are not empty and made of some characters.
 *
 * @param first - characters to begin with, the nicest first
 * @param later - characters to go on with
 * @param isOpen - whether any other character may stand there as well
 */
export function textGrammar(first: string, later: string, isOpen: boolean): Grammar {
  const charactersAt = (state: string): string => (state === '' ? first : later);
  const machine = lazyMachine<string>({
    start: '',
    key: (state) => state,
    step: (state, codePoint) =>
      isOpen || charactersAt(state).includes(String.fromCodePoint(codePoint)) ? 'more' : undefined,
    accepts: (state) => state !== '',
    labels: () => undefined,
  });
  return Object.assign(machine, {
    cost: () => 1,
    candidates(state: number, named: CharacterSet, noOthers: boolean): readonly number[] {
      if (!noOthers) named.addFirstMissing(codePointsOf(charactersAt(machine.valueOf(state))), isOpen);
      return named.toNicest();
    },
  });
}

/** The grammar of every text that is not empty. */
export const ANY_TEXT = textGrammar(NICE, NICE, true);
