import { describe, expect, it } from '@jest/globals';
import { formatPath } from '../../../config/problem.ts';
import { escapeText, show } from '../../../config/show.ts';

describe('show', () => {
  it.each<readonly [unknown, string]>([
    ['text', '`"text"`'],
    ['', '`""`'],
    ['a"b\\c', String.raw`\`"a\"b\\c"\``.replaceAll('\\`', '`')],
    ['a\n\tb', '`"a\\n\\tb"`'],
    ['grün 日本 🙂', '`"grün 日本 🙂"`'],
    [5, '`5`'],
    [true, '`true`'],
    [null, 'an empty value'],
    [undefined, 'an empty value'],
    [[], 'an empty list'],
    [[1], 'a list'],
    [{}, 'an object'],
  ])('shows %j', (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  it.each([
    0x00, 0x1b, 0x7f, 0x80, 0x9b, 0xad, 0x61c, 0x200b, 0x200e, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069,
    0xfeff, 0xd800, 0xdfff,
  ])('escapes the code point %i', (point) => {
    const escaped = `\\u${point.toString(16).padStart(4, '0')}`;
    expect(show(`a${String.fromCharCode(point)}b`)).toBe(`\`"a${escaped}b"\``);
  });

  it('escapes a hidden character beyond the first plane', () => {
    expect(show('\u{E0041}')).toBe('`"\\udb40\\udc41"`');
  });

  it('cuts after 80 characters and never within an escape', () => {
    expect(show('x'.repeat(80))).toBe(`\`"${'x'.repeat(80)}"\``);
    expect(show('x'.repeat(81))).toBe(`\`"${'x'.repeat(80)}…"\``);
    expect(show(`${'x'.repeat(78)}\u001bz`)).toBe(`\`"${'x'.repeat(78)}…"\``);
  });

  it('takes no longer for a long text', () => {
    expect(show('\u0000'.repeat(1_000_000))).toHaveLength(2 + 2 + 13 * 6 + 1);
  });
});

describe('escapeText', () => {
  it('leaves quotes and backslashes and escapes controls', () => {
    expect(escapeText('a "b" \\ `c` \u001b')).toBe('a "b" \\ `c` \\u001b');
  });
});

describe('formatPath', () => {
  it.each([
    [[], ''],
    [['mode'], 'mode'],
    [['roles', 2, 'allow', 0, 'branches'], 'roles[2].allow[0].branches'],
    [[0, 'a'], '[0].a'],
    [['$schema'], '$schema'],
    [['a b', 'c'], '["a b"].c'],
    [['a', '', 1], 'a[""][1]'],
    [['a\u202eb'], '["a\\u202eb"]'],
  ])('formats %j', (path, formatted) => {
    expect(formatPath(path)).toBe(formatted);
  });
});
