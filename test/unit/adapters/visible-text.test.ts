import { describe, expect, it } from '@jest/globals';
import { escapeUnseen, jsonLine, oneLine } from '../../../adapters/visible-text.ts';
import { hostileText } from '../../support/samples.ts';

describe('escapeUnseen', () => {
  it.each([
    ['DEL', '\u007F', '\\u007f'],
    ['a C1 control', '\u009B', '\\u009b'],
    ['an override of the writing direction', '\u202E', '\\u202e'],
    ['an isolate', '\u2066', '\\u2066'],
    ['a zero-width space', '\u200B', '\\u200b'],
    ['a line separator', '\u2028', '\\u2028'],
    ['a byte order mark', '\uFEFF', '\\ufeff'],
    ['a tag, which is two units', '\u{E0041}', '\\udb40\\udc41'],
  ])('escapes %s', (_, text, escaped) => {
    expect(escapeUnseen(`a${text}b`)).toBe(`a${escaped}b`);
  });

  it('leaves letters of every script and line breaks alone', () => {
    const text = 'é ß 漢字 العربية 🙂 \n\t';
    expect(escapeUnseen(text)).toBe(text);
  });
});

describe('oneLine', () => {
  it('joins lines and escapes controls', () => {
    expect(oneLine('a\r\n\tb\u001B[31mc\u202E')).toBe('a b\\u001b[31mc\\u202e');
  });
});

describe('jsonLine', () => {
  it('writes visible characters only, and JSON that means the same', () => {
    const line = jsonLine({ text: hostileText, [hostileText]: 1 });
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(line)).toEqual({ text: hostileText, [hostileText]: 1 });
  });
});
