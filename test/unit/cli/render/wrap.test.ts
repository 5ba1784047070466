import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { wrapLine } from '../../../../cli/render/wrap.ts';

describe('a line on a terminal', () => {
  it('is broken at its spaces, and what follows is indented further', () => {
    expect(wrapLine('  one two three four', 11)).toEqual(['  one two', '    three', '    four']);
  });

  it.each([undefined, 20, 200])('stays as it is with %p columns', (width) => {
    expect(wrapLine('  one two three four', width)).toEqual(['  one two three four']);
  });

  it('keeps a word whole that is wider than the terminal', () => {
    expect(wrapLine('see arn:aws:iam::111122223333:role/deploy there', 12)).toEqual([
      'see',
      '  arn:aws:iam::111122223333:role/deploy',
      '  there',
    ]);
  });

  it('loses nothing, and is too wide only where one word is', () => {
    const wordArb = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom('a', 'é', '😀', '`') });
    const lineArb = fc.tuple(fc.nat(6), fc.array(wordArb, { minLength: 1, maxLength: 30 }));
    fc.assert(
      fc.property(lineArb, fc.integer({ min: 1, max: 100 }), ([indent, words], width) => {
        const lines = wrapLine(' '.repeat(indent) + words.join(' '), width);
        expect(lines.map((each) => each.trim()).join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length <= width || !line.trim().includes(' ')).toBe(true);
      }),
    );
  });
});
