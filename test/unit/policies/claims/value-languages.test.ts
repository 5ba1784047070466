import { describe, expect, it } from '@jest/globals';
import {
  idsExcept,
  VALUE_LANGUAGES,
  words,
  type ValueKind,
} from '../../../../policies/claims/component-values.ts';
import { isValue } from '../../../../policies/claims/subject.ts';
import { holdsIn, stateAfter } from './value-walk.ts';

describe('what a language tells apart', () => {
  it.each<[ValueKind, string, string]>([
    ['path', '', '-./'],
    ['path', 'a', '-./'],
    ['path', 'a.', '-./gitaom'],
    ['path', 'a.gi', '-./gitaom'],
    ['path', 'a.x', '-./'],
    ['id', '', '0'],
    ['id', '1', ''],
    ['ref', '', '/.@{'],
    ['ref', 'a', '/.@{'],
    ['ref', 'a.l', '/.@{lock'],
    ['ref-type', '', 'bt'],
    ['ref-type', 'b', 'r'],
    ['ref-type', 'tag', ''],
    ['boolean', 't', 'r'],
    ['tier', '', 'pstdo'],
  ])('%s after %j: %j', (kind, text, special) => {
    const language = VALUE_LANGUAGES[kind];
    expect(language.special(stateAfter(language, text) as string)).toBe(special);
  });

  it('treats the letters of a slug alike, nicest first, and the digits of an id', () => {
    const { path, id, ref } = VALUE_LANGUAGES;
    expect(path.alike(path.start)).toBe('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_');
    expect(id.alike('')).toBe('123456789');
    expect(id.alike('1')).toBe('1234567890');
    expect(words(['a']).alike('')).toBe('');
    const ordinary = Array.from(ref.alike(''));
    expect(ordinary.slice(0, 26).join('')).toBe('abcdefghijklmnopqrstuvwxyz');
    expect(new Set(ordinary).size).toBe(ordinary.length);
    expect(ordinary.filter((each) => !isValue('ref', each))).toEqual([]);
    expect([path, id, ref, words([])].map((each) => each.isOpen)).toEqual([false, false, true, false]);
    expect(idsExcept([]).isOpen).toBe(false);
  });
});

describe('what has nothing of its own behind it', () => {
  const texts = textsOf('a/.gi-lock@{', 3);

  it.each<ValueKind>(['path', 'id', 'ref', 'ref-type', 'boolean', 'tier'])(
    'in a %s goes on in no way in which the rest does not',
    (kind) => {
      const language = VALUE_LANGUAGES[kind];
      const wrong = ['', 'a', 'a/b', 'a.', 'a.g', 'a.gi', 'a.l', 'a.loc', 'a@', '1'].flatMap((begun) => {
        const state = stateAfter(language, begun);
        if (state === undefined) return [];
        const special = Array.from(language.special(state));
        const alike = Array.from(language.alike(state)).find((each) => !special.includes(each)) ?? '';
        const poor = special.filter((each) => !language.own(state).includes(each));
        return poor.flatMap((each) =>
          texts
            .filter(
              (text) => holdsIn(language, begun + each + text) && !holdsIn(language, begun + alike + text),
            )
            .map((text) => begun + each + text),
        );
      });
      expect(wrong).toEqual([]);
    },
  );

  it('is all but a slash in a path, and all in a ref', () => {
    const { path, ref, id } = VALUE_LANGUAGES;
    expect([path.own(path.start), ref.own(ref.start), id.own(id.start)]).toEqual(['/', '', '']);
    expect([words(['ab', 'c']).own(''), idsExcept(['12']).own('1')]).toEqual(['ac', '02']);
  });
});

/** Lists every text of some characters up to a length. */
function textsOf(characters: string, length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = textsOf(characters, length - 1);
  return ['', ...Array.from(characters).flatMap((each) => shorter.map((text) => each + text))];
}

describe('words', () => {
  it('holds its words only', () => {
    const language = words(['ab', 'abc', 'x']);
    expect(['ab', 'abc', 'x'].every((text) => holdsIn(language, text))).toBe(true);
    expect(['', 'a', 'abcd', 'b', 'xx'].some((text) => holdsIn(language, text))).toBe(false);
    expect(language.special('ab')).toBe('c');
    expect(language.special('')).toBe('aax');
  });
});

describe('idsExcept', () => {
  const language = idsExcept(['12', '123', '7']);

  it('holds every id but some', () => {
    expect(['1', '124', '1234', '2', '77', '13', '70'].filter((text) => !holdsIn(language, text))).toEqual(
      [],
    );
    expect(['', '12', '123', '7', '0', '01', 'a', '1a'].filter((text) => holdsIn(language, text))).toEqual(
      [],
    );
  });

  it('forgets what it read as soon as no excluded id begins like it', () => {
    expect(stateAfter(language, '2')).toBe('-');
    expect(stateAfter(language, '24')).toBe('-');
    expect(stateAfter(language, '12')).toBe('12');
  });

  it('tells the next digits of excluded ids apart', () => {
    expect(language.special('')).toBe('0117');
    expect(language.special('12')).toBe('03');
    expect(language.special('-')).toBe('0');
    expect(language.alike('')).toBe('123456789');
    expect(language.alike('12')).toBe('1234567890');
  });
});
