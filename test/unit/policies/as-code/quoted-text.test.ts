import { describe, expect, it } from '@jest/globals';
import { hclText, hclVariableText, quotedText } from '../../../../policies/as-code/quoted-text.ts';

describe('quotedText', () => {
  it.each([
    ['a quote', '"', '\\"'],
    ['a backslash', '\\', '\\\\'],
    ['a line break', '\n', '\\n'],
    ['a carriage return', '\r', '\\r'],
    ['a tab', '\t', '\\t'],
    ['a null character', '\0', '\\u0000'],
    ['DEL', '\u007F', '\\u007f'],
    ['a line break of YAML', '\u0085', '\\u0085'],
    ['a space that does not break', '\u00A0', '\\u00a0'],
    ['a soft hyphen', '\u00AD', '\\u00ad'],
    ['an override of the writing direction', '\u202E', '\\u202e'],
    ['an isolate', '\u2066', '\\u2066'],
    ['a line separator', '\u2028', '\\u2028'],
    ['a letter that is not seen', '\u3164', '\\u3164'],
    ['a byte order mark', '\uFEFF', '\\ufeff'],
    ['no character', '\uFFFF', '\\uffff'],
    ['a character of private use', '\uE000', '\\ue000'],
    ['half a character', '\uD800', '\\ud800'],
    ['a tag', '\u{E0041}', '\\U000e0041'],
  ])('escapes %s', (_, text, escaped) => {
    expect(quotedText(`a${text}b${text}`)).toBe(`"a${escaped}b${escaped}"`);
  });

  it.each(['', "a b:c/d-*?.,;!'`~#%$&{}[]()<>|^=+_@", 'é ß 漢字 العربية 🙂'])(
    'leaves %s as it is',
    (text) => {
      expect(quotedText(text)).toBe(`"${text}"`);
    },
  );
});

describe('hclText', () => {
  it.each([
    ['${a} ${b}', '$${a} $${b}'],
    ['%{a} %{b}', '%%{a} %%{b}'],
    ['$${a}', '$$${a}'],
    ['%${a}$%{b}', '%$${a}$%%{b}'],
    ['${${', '$${$${'],
    ['$ {a} $', '$ {a} $'],
    ['$"{', '$\\"{'],
    ['&{a}', '&{a}'],
  ])('interpolates nothing in %s', (text, escaped) => {
    expect(hclText(text)).toBe(`"${escaped}"`);
  });
});

describe('hclVariableText', () => {
  it.each([
    ['${a}', '&{a}'],
    ['$${a}', '$&{a}'],
    ['${${', '&{&{'],
    ['%${a}%{b}', '%&{a}%%{b}'],
    ['$\n{', '$\\n{'],
  ])('writes the variables of %s as the provider does', (text, escaped) => {
    expect(hclVariableText(text)).toBe(`"${escaped}"`);
  });
});
