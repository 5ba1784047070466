import { describe, expect, it } from '@jest/globals';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { DEAD } from '../../../../policies/patterns/machine.ts';
import { codePointsOf } from '../../../../policies/patterns/pattern.ts';
import type { Grammar } from '../../../../policies/patterns/search.ts';
import { ANY_TEXT, textGrammar } from '../../../../policies/patterns/text-grammar.ts';

function isText(grammar: Grammar, text: string): boolean {
  let state = grammar.start;
  for (const codePoint of codePointsOf(text)) {
    state = grammar.step(state, codePoint);
    if (state === DEAD) return false;
  }
  return grammar.accepts(state);
}

function candidates(grammar: Grammar, state: number, named: string, noOthers: boolean): string {
  const set = new CharacterSet();
  for (const codePoint of codePointsOf(named)) set.add(codePoint);
  return String.fromCodePoint(...grammar.candidates(state, set, noOthers));
}

const IDS = textGrammar('12', '120', false);

describe('textGrammar', () => {
  it('holds the texts that begin and go on with its characters', () => {
    expect(['1', '2', '10', '2010'].filter((text) => !isText(IDS, text))).toEqual([]);
    expect(['', '0', '01', '13', '3'].filter((text) => isText(IDS, text))).toEqual([]);
  });

  it('holds any text but the empty one where it is open', () => {
    const open = textGrammar('a', 'b', true);
    expect(['b', 'a', 'x:é', ' '].filter((text) => !isText(open, text))).toEqual([]);
    expect(isText(open, '')).toBe(false);
    expect(isText(ANY_TEXT, 'project_path:x')).toBe(true);
    expect(isText(ANY_TEXT, '')).toBe(false);
  });

  it('offers what is named, and one more character that is not', () => {
    const later = IDS.step(IDS.start, 49);
    expect(candidates(IDS, IDS.start, '', false)).toBe('1');
    expect(candidates(IDS, IDS.start, '1x', false)).toBe('x12');
    expect(candidates(IDS, IDS.start, '12', false)).toBe('12');
    expect(candidates(IDS, later, '12', false)).toBe('012');
    expect(candidates(ANY_TEXT, ANY_TEXT.start, 'a:', false)).toBe('ab:');
  });

  it('offers only what is named where there are no others', () => {
    expect(candidates(IDS, IDS.start, 'x', true)).toBe('x');
    expect(candidates(IDS, IDS.start, '', true)).toBe('');
  });

  it('counts every character for one, and every state for one position', () => {
    expect(IDS.cost(IDS.start, 49)).toBe(1);
    expect(IDS.size(IDS.start)).toBe(1);
    const into = new CharacterSet();
    IDS.labels(IDS.start, into);
    expect(into.toNicest()).toEqual([]);
  });
});
