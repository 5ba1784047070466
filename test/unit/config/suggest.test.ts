import { describe, expect, it } from '@jest/globals';
import { suggest } from '../../../config/suggest.ts';

const NAMES = ['version', 'mode', 'id', 'issuers', 'exempt'];

describe('suggest', () => {
  it.each([
    ['verson', 'version'],
    ['MODE', 'mode'],
    ['moed', 'mode'],
    ['i', 'id'],
    ['issuer', 'issuers'],
    ['exemptions', 'exempt'],
    ['iss', 'issuers'],
  ])('finds for %s the name %s', (name, found) => {
    expect(suggest(name, NAMES)).toBe(found);
  });

  it.each(['', 'x', 'foo', 'reason', '__proto__', 'm'.repeat(65)])('finds nothing for %j', (name) => {
    expect(suggest(name, NAMES)).toBeUndefined();
  });

  it('finds nothing among no names', () => {
    expect(suggest('mode', [])).toBeUndefined();
  });
});
