import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MAX_PIECE, splitLines, splitLists, type Piece } from '../../../../adapters/documents/split.ts';

async function* chunksOf(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

async function listsOf(text: string, size: number) {
  const pieces = splitLists(chunksOf(text, size), (key) => key === 'Roles');
  const found: { key: string | undefined; at: number; line: number; text: string | undefined }[] = [];
  for (;;) {
    const { done, value } = await pieces.next();
    if (done === true) return { found, ...value };
    const { bytes, ...piece } = value;
    found.push({ ...piece, text: bytes?.toString() });
  }
}

describe('a text that comes in parts', () => {
  it('is split into the lines that it has, whatever the parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-zä ]{0,6}$/)),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const found: Piece[] = [];
          for await (const piece of splitLines(chunksOf(lines.join('\n'), size))) found.push(piece);
          expect(found.map(({ bytes }) => bytes?.toString())).toEqual(lines.length === 0 ? [''] : lines);
          expect(found.map(({ line }) => line)).toEqual(found.map((_, at) => at + 1));
        },
      ),
    );
  });

  it('is split into the elements that JSON.parse finds, whatever the parts', async () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.array(value),
          fc.record({ a: value, Roles: fc.array(value), b: value, c: fc.array(value) }),
        ),
        fc.nat(3),
        fc.integer({ min: 1, max: 50 }),
        async (whole, indent, size) => {
          const { found, isWhole } = await listsOf(JSON.stringify(whole, null, indent), size);
          const expected = Array.isArray(whole) ? whole : whole.Roles;
          expect(found.map(({ text }) => JSON.stringify(JSON.parse(text ?? '')))).toEqual(
            expected.map((part) => JSON.stringify(part)),
          );
          expect(found.map(({ at }) => at)).toEqual(expected.map((_, at) => at));
          expect(isWhole).toBe(true);
        },
      ),
    );
  });

  it('tells the line of an element and its list', async () => {
    const text = '{\n"Users": [{"Roles": [1]}],\n"Roles":\n[ {\n"a": "]\\""\n},\n\n{} ] }\n';
    expect(await listsOf(text, 3)).toEqual({
      found: [
        { key: 'Roles', at: 0, line: 4, text: '{\n"a": "]\\""\n}' },
        { key: 'Roles', at: 1, line: 8, text: '{} ' },
      ],
      isWhole: true,
      line: 9,
    });
  });

  it.each(['{"Roles": [{}, {', '[1, 2', '{"Roles": [1], "x', '{"Roles": []'])(
    'that is cut off (%s) is known to be',
    async (text) => {
      expect(await listsOf(text, 4)).toMatchObject({ isWhole: false });
    },
  );

  it('does not keep what is too long', async () => {
    const text = `["${'x'.repeat(MAX_PIECE)}", 1]`;
    const { found } = await listsOf(text, 1024 * 1024);
    expect(found.map((piece) => piece.text)).toEqual([undefined, '1']);
  });
});
