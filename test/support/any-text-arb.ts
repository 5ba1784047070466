import * as fc from 'fast-check';

const SURROGATES = 0x800;
const FIRST_SURROGATE = 0xd800;

/**
 * Any character but half of one.
 *
 * WHY: the library's own writes a table of them all in each suite.
 */
const anyCharacterArb = fc
  .nat(0x10ffff - SURROGATES)
  .map((number) => String.fromCodePoint(number < FIRST_SURROGATE ? number : number + SURROGATES));

/** Texts of any characters, most of them beyond those that people write. */
export function anyTextArb(maxLength?: number): fc.Arbitrary<string> {
  return fc.string({ unit: anyCharacterArb, ...(maxLength === undefined ? {} : { maxLength }) });
}
