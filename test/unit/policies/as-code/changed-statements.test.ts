import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { changedStatements } from '../../../../policies/as-code/changed-statements.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { holdsAlways } from '../../../support/property-runs.ts';
import { allow, allowSub, deny, policyOf } from '../parts.ts';

type Statements = readonly JsonObject[];

/** Says by index what stays, what goes, and for each new statement which old one it replaces. */
function compared(before: Statements, after: Statements): object {
  const changes = changedStatements(policyOf(...before).statements, policyOf(...after).statements);
  return {
    kept: changes.kept.map(({ index }) => index),
    removed: changes.removed.map(({ index }) => index),
    written: changes.written.map(({ statement, replaces }) => [statement.index, replaces?.index]),
  };
}

const aws = (...accounts: string[]): JsonObject => ({ Principal: { AWS: accounts } });
const both = (fields: JsonObject = {}): JsonObject =>
  allow(undefined, { Principal: { AWS: ['1', '2'], Service: 's' }, ...fields });

describe('changedStatements', () => {
  it('sees no change in order and spelling', () => {
    const before = [allowSub(['a', 'b']), allow(undefined, aws('1'))];
    const after = [allow(undefined, { Principal: { AWS: '1' } }), allowSub(['b', 'a', 'a'])];
    expect(compared(before, after)).toEqual({ kept: [0, 1], removed: [], written: [] });
  });

  it('takes statements that mean the same for one', () => {
    expect(compared([allowSub('a'), allowSub(['a'])], [allowSub('a')])).toEqual({
      kept: [0, 1],
      removed: [],
      written: [],
    });
  });

  it.each<[string, Statements, Statements, (number | undefined)[], number[]]>([
    ['one for one', [allowSub('a')], [allowSub('b')], [0], []],
    ['two for two in order', [allowSub('a'), allowSub('b')], [allowSub('c'), allowSub('d')], [0, 1], []],
    ['two for one', [allowSub('a')], [allowSub('c'), allowSub('d')], [0, 0], []],
    ['one for the first of two', [allowSub('a'), allowSub('b')], [allowSub('c')], [0], [1]],
    [
      'three for two',
      [allowSub('a'), allowSub('b')],
      [allowSub('c'), allowSub('d'), allow({})],
      [0, 1, 1],
      [],
    ],
    [
      'the parts of two splits',
      [both(), both({ Action: 'x' })],
      [
        allow(undefined, aws('1', '2')),
        allow(undefined, { Principal: { Service: 's' } }),
        allow({}, aws('1', '2')),
        allow({}, { Principal: { Service: 's' } }),
      ],
      [0, 0, 1, 1],
      [],
    ],
    ['none of another effect', [allowSub('a')], [deny(undefined)], [undefined], [0]],
    ['none of other principals', [allowSub('a')], [allow(undefined, aws('1'))], [undefined], [0]],
    [
      'none of the same name under another type',
      [both()],
      [allow(undefined, { Principal: { Federated: '1' } })],
      [undefined],
      [0],
    ],
    [
      'none of those that are only left out',
      [{ Effect: 'Deny', NotPrincipal: { AWS: '1' }, Action: 'x' }],
      [{ Effect: 'Deny', Principal: { AWS: '1' }, Action: 'x' }],
      [undefined],
      [0],
    ],
  ])('pairs %s', (_, before, after, replaced, removed) => {
    expect(compared(before, after)).toEqual({
      kept: [],
      removed,
      written: replaced.map((each, index) => [index, each]),
    });
  });

  it('goes by the Sid first, whatever else is new', () => {
    const before = [allow({}, { Sid: 'A' }), allow({}, { Sid: 'B' })];
    const after = [deny(undefined, { Sid: 'B', ...aws('1') }), allowSub('a'), allow(undefined, { Sid: 'A' })];
    expect(compared(before, after)).toEqual({
      kept: [],
      removed: [],
      written: [
        [0, 1],
        [1, 0],
        [2, 0],
      ],
    });
  });

  it('tells statements of the same Sid apart by their principals', () => {
    const before = [both({ Sid: 'A', ...aws('1') }), both({ Sid: 'A', ...aws('2') })];
    const after = [both({ Sid: 'A', ...aws('2', '3') })];
    expect(compared(before, after)).toEqual({ kept: [], removed: [0], written: [[0, 1]] });
  });

  it('finds a part without a Sid in the statement that has one', () => {
    const before = [both({ Sid: 'A' })];
    const after = [both({ Sid: 'A', ...aws('1') }), both({ Principal: { Service: 's' } })];
    expect(compared(before, after)).toEqual({
      kept: [],
      removed: [],
      written: [
        [0, 0],
        [1, 0],
      ],
    });
  });

  it('accounts for every statement of both documents once', () => {
    const pool = ['A', 'B', undefined].flatMap((Sid) =>
      [aws('1'), aws('2'), aws('1', '2')].flatMap((fields) =>
        [allow, deny].map((make) => make(undefined, Sid === undefined ? fields : { ...fields, Sid })),
      ),
    );
    const someArb = fc.array(fc.constantFrom(...pool), { maxLength: 5 });
    holdsAlways(fc.tuple(someArb, someArb), ([one, other]) => {
      const [before, after] = [policyOf(...one).statements, policyOf(...other).statements];
      const { kept, removed, written } = changedStatements(before, after);
      const replaced = new Set(written.flatMap(({ replaces }) => replaces ?? []));
      const old = [...kept, ...removed, ...replaced];
      expect(old.toSorted((first, second) => first.index - second.index)).toEqual(before);
      const added = written.map(({ statement }) => statement);
      expect(after.filter(({ json }) => !one.includes(json))).toEqual(added);
    });
  });
});
