import { describe, expect, it } from '@jest/globals';
import { visibleText } from '../../../../policies/index.ts';

describe('visibleText', () => {
  it.each([
    ['DEL', '\u007F', '\\u007f'],
    ['a C1 control', '\u009B', '\\u009b'],
    ['an override of the writing direction', '\u202E', '\\u202e'],
    ['an isolate', '\u2066', '\\u2066'],
    ['a zero-width space', '\u200B', '\\u200b'],
    ['a line separator', '\u2028', '\\u2028'],
    ['a byte order mark', '\uFEFF', '\\ufeff'],
    ['an escape', '\u001B', '\\u001b'],
    ['a line break', '\n', '\\n'],
    ['half a character', '\uD800', '\\ud800'],
    ['a tag, which is two units', '\u{E0041}', '\\udb40\\udc41'],
  ])('escapes %s', (_, text, escaped) => {
    expect(visibleText(`a${text}b`)).toBe(`a${escaped}b`);
  });

  it('leaves letters of every script alone', () => {
    const text = 'é ß 漢字 العربية 🙂';
    expect(visibleText(text)).toBe(text);
  });
});
