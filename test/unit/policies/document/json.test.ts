import { describe, expect, it } from '@jest/globals';
import { asList, isJsonObject, member } from '../../../../policies/document/json.ts';

describe('isJsonObject', () => {
  it.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['x', false],
    [1, false],
    [undefined, false],
  ])('%j: %s', (value, isObject) => {
    expect(isJsonObject(value)).toBe(isObject);
  });
});

describe('member', () => {
  it('returns own members only', () => {
    expect(member({ a: 1 }, 'a')).toBe(1);
    expect(member({ a: 1 }, 'b')).toBeUndefined();
    expect(member({}, 'toString')).toBeUndefined();
    expect(member({}, '__proto__')).toBeUndefined();
  });
});

describe('asList', () => {
  it.each([
    [undefined, []],
    [[], []],
    [
      ['a', 1],
      ['a', 1],
    ],
    ['a', ['a']],
    [null, [null]],
    [{}, [{}]],
  ])('%j becomes %j', (value, list) => {
    expect(asList(value)).toEqual(list);
  });
});
