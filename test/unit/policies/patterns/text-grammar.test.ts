import { describe, expect, it } from '@jest/globals';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { ANY_TEXT, textGrammar } from '../../../../policies/patterns/text-grammar.ts';
import { candidatesIn, machineAccepts } from '../../../support/walk.ts';

const IDS = textGrammar('12', '120', false);

describe('textGrammar', () => {
  it('holds the texts that begin and go on with its characters', () => {
    expect(['1', '2', '10', '2010'].filter((text) => !machineAccepts(IDS, text))).toEqual([]);
    expect(['', '0', '01', '13', '3'].filter((text) => machineAccepts(IDS, text))).toEqual([]);
  });

  it('holds any text but the empty one where it is open', () => {
    const open = textGrammar('a', 'b', true);
    expect(['b', 'a', 'x:é', ' '].filter((text) => !machineAccepts(open, text))).toEqual([]);
    expect(machineAccepts(open, '')).toBe(false);
    expect(machineAccepts(ANY_TEXT, 'project_path:x')).toBe(true);
    expect(machineAccepts(ANY_TEXT, '')).toBe(false);
  });

  it('offers what is named, and one more character that is not', () => {
    const later = IDS.step(IDS.start, 49);
    expect(candidatesIn(IDS, IDS.start, '', false)).toBe('1');
    expect(candidatesIn(IDS, IDS.start, '1x', false)).toBe('x12');
    expect(candidatesIn(IDS, IDS.start, '12', false)).toBe('12');
    expect(candidatesIn(IDS, later, '12', false)).toBe('012');
    expect(candidatesIn(ANY_TEXT, ANY_TEXT.start, 'a:', false)).toBe('ab:');
  });

  it('offers only what is named where there are no others', () => {
    expect(candidatesIn(IDS, IDS.start, 'x', true)).toBe('x');
    expect(candidatesIn(IDS, IDS.start, '', true)).toBe('');
  });

  it('counts every character for one, and every state for one position', () => {
    expect(IDS.cost(IDS.start, 49)).toBe(1);
    expect(IDS.size(IDS.start)).toBe(1);
    const into = new CharacterSet();
    IDS.labels(IDS.start, into);
    expect(into.toNicest()).toEqual([]);
  });
});
