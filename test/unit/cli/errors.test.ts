import { describe, expect, it } from '@jest/globals';
import { EXIT, gravest, type ExitCode } from '../../../cli/errors.ts';

describe('the exit code of several', () => {
  it.each([
    [[], 0],
    [[0, 4], 4],
    [[4, 1, 0], 1],
    [[1, 3, 4], 3],
    [[3, 2, 1, 4, 0], 2],
    [[2, 130, 0], 130],
  ] as [ExitCode[], number][])('of %j is %d', (codes, expected) => {
    expect(gravest(codes)).toBe(expected);
  });

  it('is one of six', () => {
    expect(Object.values(EXIT)).toEqual([0, 1, 2, 3, 4, 130]);
  });
});
