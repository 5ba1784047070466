import { describe, expect, it } from '@jest/globals';
import { decodeTrustPolicy, describeDocumentProblem } from '../../../../policies/document/decode.ts';

const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 'sts:*' };

function problemsOf(input: unknown): unknown {
  const result = decodeTrustPolicy(input);
  return result.ok ? [] : result.problems;
}

function problemsIn(fields: Record<string, unknown>): unknown {
  return problemsOf({ Statement: { ...STATEMENT, ...fields } });
}

function nested(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('the problems of a document', () => {
  it.each([
    ['text', 'nothing', 'not-json', 'the trust policy is not JSON'],
    ['broken encoding', '%7B%', 'not-encoded', 'the percent-encoding is broken'],
    ['encoded text', '%20x', 'not-json', 'the trust policy is not JSON'],
  ])('names %s that is no document', (_, input, kind, detail) => {
    expect(problemsOf(input)).toEqual([{ kind, path: '', detail }]);
  });

  it('takes 131072 characters and no more', () => {
    const text = JSON.stringify({ Statement: [] });
    expect(problemsOf(text.padEnd(131_072))).toEqual([]);
    expect(problemsOf(text.padEnd(131_073))).toEqual([
      {
        kind: 'too-large',
        path: '',
        detail: 'a trust policy has at most 131072 characters, this text has 131073',
      },
    ]);
  });

  it.each([[null], [[]], [1], ['"text"'], ['null'], [undefined]])('wants an object: %j', (input) => {
    expect(problemsOf(input)).toEqual([{ kind: 'wrong-type', path: '', expected: 'an object' }]);
  });

  it.each([['2012-10-18'], [''], [20_121_017], [null]])('wants one of the two versions: %j', (Version) => {
    expect(problemsOf({ Version, Statement: [] })).toEqual([
      { kind: 'wrong-value', path: 'Version', expected: '`2012-10-17` or `2008-10-17`' },
    ]);
  });

  it('wants a statement', () => {
    expect(problemsOf({})).toEqual([
      { kind: 'missing', path: 'Statement', expected: 'a trust policy has at least one' },
    ]);
  });

  it.each([
    [{ Sid: 1 }, 'Sid', 'a string'],
    [{ Principal: 'AWS' }, 'Principal', 'an object'],
    [{ Principal: ['*'] }, 'Principal', 'an object'],
    [{ Principal: { AWS: 1 } }, 'Principal.AWS', 'a string or a list of strings'],
    [{ Principal: { AWS: ['a', null] } }, 'Principal.AWS', 'a string or a list of strings'],
    [{ Action: 1 }, 'Action', 'a string or a list of strings'],
    [{ Action: ['a', {}] }, 'Action', 'a string or a list of strings'],
    [{ Condition: [] }, 'Condition', 'an object'],
    [{ Condition: null }, 'Condition', 'an object'],
    [{ Condition: { Bool: 'x' } }, 'Condition.Bool', 'an object'],
    [{ Condition: { Bool: { k: null } } }, 'Condition.Bool.k', 'strings, numbers or booleans'],
    [{ Condition: { Bool: { k: ['x', {}] } } }, 'Condition.Bool.k', 'strings, numbers or booleans'],
  ])('points to the wrong type in %j', (fields, path, expected) => {
    expect(problemsIn(fields)).toEqual([{ kind: 'wrong-type', path: `Statement[0].${path}`, expected }]);
  });

  it.each([['allow'], ['DENY'], [''], [undefined], [null]])('wants an effect: %j', (Effect) => {
    expect(problemsIn({ Effect })).toEqual([
      { kind: 'wrong-value', path: 'Statement[0].Effect', expected: '`Allow` or `Deny`' },
    ]);
  });

  it.each(['Principal', 'Action'])('wants exactly one of %s and its negation', (name) => {
    const missing = {
      kind: 'missing',
      path: `Statement[0].${name}`,
      expected: `exactly one of ${name} and Not${name}`,
    };
    const without = Object.fromEntries(Object.entries(STATEMENT).filter(([each]) => each !== name));
    expect(problemsOf({ Statement: without })).toEqual([missing]);
    expect(problemsIn({ [`Not${name}`]: name === 'Action' ? 'a' : { AWS: 'a' } })).toEqual([missing]);
  });

  it('collects all problems, with the number of their statement', () => {
    const result = problemsOf({
      Version: 'x',
      Statement: [STATEMENT, 1, { ...STATEMENT, Sid: 1, Action: 1 }],
    });
    expect(result).toMatchObject([
      { path: 'Version' },
      { kind: 'wrong-type', path: 'Statement[1]', expected: 'an object' },
      { path: 'Statement[2].Sid' },
      { path: 'Statement[2].Action' },
    ]);
  });

  it.each([
    ['a statement', (value: unknown) => ({ Statement: { ...STATEMENT, Other: value } })],
    ['the document', (value: unknown) => ({ Version: '2012-10-17', Statement: STATEMENT, Id: value })],
    ['the document without a version', (value: unknown) => ({ Statement: STATEMENT, Id: value })],
  ])('bounds the depth of unknown elements of %s', (_, document) => {
    expect(problemsOf(document(nested(32)))).toEqual([]);
    expect(problemsOf(document(nested(33)))).toEqual([
      { kind: 'too-deep', path: '', detail: 'the trust policy is nested deeper than 32 levels' },
    ]);
    expect(problemsOf(document(null))).toEqual([]);
  });

  it('leaves the depth of known elements to their own rules', () => {
    expect(problemsIn({ Other: 'x', Condition: { Bool: { k: nested(40) } } })).toMatchObject([
      { path: 'Statement[0].Condition.Bool.k' },
    ]);
  });
});

describe('describeDocumentProblem', () => {
  it.each([
    ['{', 'the trust policy is not JSON'],
    ['%', 'the percent-encoding is broken'],
    [[], 'a trust policy has to be an object'],
    [{}, 'Statement is missing: a trust policy has at least one'],
    [{ Version: 'x', Statement: [] }, 'Version has to be `2012-10-17` or `2008-10-17`'],
    [{ Statement: [1] }, 'Statement[0] has to be an object'],
  ])('says in one line what is wrong with %j', (input, message) => {
    const result = decodeTrustPolicy(input);
    expect(result.ok ? [] : result.problems.map(describeDocumentProblem)).toEqual([message]);
  });

  it.each(['too-large', 'too-deep'] as const)('repeats the detail of %s', (kind) => {
    expect(describeDocumentProblem({ kind, path: '', detail: 'why' })).toBe('why');
  });
});
