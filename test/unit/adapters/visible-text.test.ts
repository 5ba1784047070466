import { describe, expect, it } from '@jest/globals';
import { jsonLine, oneLine } from '../../../adapters/visible-text.ts';
import { hostileText } from '../../support/samples.ts';

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
