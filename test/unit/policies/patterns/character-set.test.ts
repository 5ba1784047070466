import { beforeEach, describe, expect, it } from '@jest/globals';
import { CharacterSet } from '../../../../policies/patterns/character-set.ts';
import { codePointsOf } from '../../../../policies/patterns/pattern.ts';

let set = new CharacterSet();

beforeEach(() => {
  set = new CharacterSet();
});

function addAll(text: string): void {
  for (const codePoint of codePointsOf(text)) set.add(codePoint);
}

function members(): string {
  return String.fromCodePoint(...set.toNicest());
}

describe('CharacterSet', () => {
  it('has what was added, once', () => {
    addAll('aa\u007F\u0080é');
    expect(codePointsOf('a\u007F\u0080é').every((each) => set.has(each))).toBe(true);
    expect(codePointsOf('b\u007E\u0081è').some((each) => set.has(each))).toBe(false);
    expect(members()).toBe('a\u007F\u0080é');
  });

  it('has nothing after it was cleared', () => {
    addAll('aé');
    set.clear();
    expect(members()).toBe('');
    expect(set.has(97) || set.has(0xe9)).toBe(false);
    addAll('b');
    set.clear();
    expect(members()).toBe('');
  });

  it('reads the nicest first: letters, digits, signs, the rest of ASCII, then by number', () => {
    addAll('è é\u{1F642}!:/._-90ZAza\u0000~');
    expect(members()).toBe('azAZ09-_./:\u0000 !~èé\u{1F642}');
  });

  it('reads every character of ASCII exactly once', () => {
    for (let codePoint = 0; codePoint < 0x80; codePoint++) set.add(codePoint);
    expect(set.toNicest().toSorted((one, other) => one - other)).toEqual([...Array(0x80).keys()]);
    expect(members().slice(0, 67)).toBe(
      'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:',
    );
  });

  it('adds some other character where all are there and any will do', () => {
    addAll('ab');
    set.addFirstMissing(codePointsOf('abc'), true);
    expect(members()).toBe('abc');
    set.addFirstMissing(codePointsOf('abc'), true);
    set.addFirstMissing(codePointsOf('abc'), true);
    expect(members()).toBe('abc\u4E00\u4E01');
  });

  it('adds all of another set', () => {
    const other = new CharacterSet();
    for (const codePoint of codePointsOf('bé~')) other.add(codePoint);
    addAll('aè');
    set.addAll(other);
    expect(members()).toBe('ab~èé');
    set.addAll(new CharacterSet());
    expect(members()).toBe('ab~èé');
  });

  it('adds none of the exceptions', () => {
    const except = new CharacterSet();
    for (const codePoint of codePointsOf('ac')) except.add(codePoint);
    expect(set.addFirstMissing(codePointsOf('abc'), false, except)).toBe(true);
    expect(members()).toBe('b');
    expect(set.addFirstMissing(codePointsOf('abc'), false, except)).toBe(false);
    expect(members()).toBe('b');
    expect(set.addFirstMissing(codePointsOf('abc'), true, except)).toBe(true);
    expect(members()).toBe('b\u4E00');
  });

  it('adds the first character that is missing, and none where all are there', () => {
    addAll('a');
    set.addFirstMissing(codePointsOf('abc'), false);
    expect(members()).toBe('ab');
    expect(set.addFirstMissing(codePointsOf('ab'), false)).toBe(false);
    set.addFirstMissing([], false);
    expect(members()).toBe('ab');
    set.addFirstMissing(codePointsOf('bé'), false);
    set.addFirstMissing(codePointsOf('éè'), false);
    expect(members()).toBe('abèé');
  });
});
