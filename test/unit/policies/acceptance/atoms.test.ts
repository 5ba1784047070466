import { describe, expect, it } from '@jest/globals';
import { atomsOf, type Atoms } from '../../../../policies/acceptance/atoms.ts';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import { allow, deny, ISSUER, policyOf, providerArn, SELF_MANAGED } from '../parts.ts';

interface Asked {
  readonly allowing: JsonObject;
  readonly denying?: JsonObject;
  readonly ids?: readonly string[];
  readonly budget?: number;
}

function atoms({ allowing, denying, ids = [], budget = 10_000 }: Asked): Atoms {
  const policy = policyOf(allow(allowing), ...(denying === undefined ? [] : [deny(denying)]));
  const { allows, denies } = boxesFor(policy, ISSUER, undefined);
  return atomsOf(allows[0] as Box, denies, ids, { states: budget, transitions: 10 * budget });
}

const claim = (name: string, values: Json): JsonObject => ({ [`gitlab.com:${name}`]: values });

function valuesOf(asked: Asked, name: string): (string | undefined)[] {
  return atoms(asked).atoms.map(({ claims }) => claims[name]);
}

describe('atomsOf', () => {
  it('is one atom where only the subject is tested', () => {
    const condition = {
      StringLike: claim('sub', 'a*'),
      StringEquals: { 'aws:x': 'a', 'gitlab.com:ref': 'b' },
    };
    expect(atoms({ allowing: condition })).toEqual({
      atoms: [{ claims: {}, projectId: undefined }],
      isComplete: true,
    });
  });

  it.each<[string, JsonObject, string, readonly (string | undefined)[]]>([
    ['a literal', { StringEquals: claim('aud', 'x') }, 'aud', ['x']],
    ['two literals that mean the same', { StringEquals: claim('aud', ['x', 'y']) }, 'aud', ['x']],
    ['a negated literal', { StringNotEquals: claim('aud', 'x') }, 'aud', ['a']],
    ['a pattern', { StringLike: claim('aud', 'x*') }, 'aud', ['x']],
    ['a pattern and a literal', { StringLike: claim('aud', ['x?', 'y']) }, 'aud', ['y']],
    ['a literal without case', { StringEqualsIgnoreCase: claim('aud', 'X') }, 'aud', ['x']],
    ['a user', { StringEquals: claim('user_login', 'x') }, 'user_login', ['x']],
    ['not a user', { StringNotEquals: claim('user_login', 'x') }, 'user_login', ['a']],
    ['a user if there is one', { StringEqualsIfExists: claim('user_login', 'x') }, 'user_login', ['x']],
    ['no user', { Null: claim('user_login', 'true') }, 'user_login', [undefined]],
    ['some user', { Null: claim('user_login', 'false') }, 'user_login', ['a']],
    ['a number', { NumericLessThan: claim('user_id', '3') }, 'user_id', ['2']],
    ['a large number', { NumericGreaterThan: claim('user_id', '3.5') }, 'user_id', ['4']],
    ['a boolean', { Bool: claim('ref_protected', 'true') }, 'ref_protected', ['true']],
    ['another boolean', { StringNotEquals: claim('ref_protected', 'true') }, 'ref_protected', ['false']],
    ['no boolean at all', { StringEquals: claim('ref_protected', 'x') }, 'ref_protected', []],
    ['an id that is none', { StringEquals: claim('namespace_id', '0') }, 'namespace_id', []],
    ['an id by a pattern', { StringLike: claim('namespace_id', '?2*') }, 'namespace_id', ['12']],
    ['not an id', { StringNotEquals: claim('namespace_id', ['1', '2']) }, 'namespace_id', ['3']],
    ['an id that begins like none', { StringLike: claim('namespace_id', 'x*') }, 'namespace_id', []],
    [
      'the lowest of some numbers',
      { NumericNotEquals: claim('user_id', ['10', '5', '4']) },
      'user_id',
      ['3'],
    ],
    ['what no pattern takes', { StringNotLike: claim('aud', ['a*', 'b']) }, 'aud', ['c']],
    [
      'two ids at once',
      { StringEquals: claim('user_id', '1'), StringLike: claim('user_id', '2') },
      'user_id',
      [],
    ],
  ])('chooses %s', (_, allowing, name, values) => {
    expect(valuesOf({ allowing }, name)).toEqual(values);
    expect(atoms({ allowing }).isComplete).toBe(true);
  });

  it('chooses a value of every sort that a Deny tells apart', () => {
    const allowing = { StringLike: claim('aud', '*') };
    expect(valuesOf({ allowing, denying: { StringEquals: claim('aud', 'x') } }, 'aud')).toEqual(['x', 'a']);
    expect(valuesOf({ allowing, denying: { StringLike: claim('aud', ['x*', '*y']) } }, 'aud')).toHaveLength(
      2,
    );
  });

  it.each([0, 1, 2, 3])('chooses another way to spell what is true, where %d are denied', (count) => {
    const spelt = ['true', 'TRUE', 'True', 'tRUE'];
    const allowing = {
      Bool: claim('user_login', 'true'),
      StringNotEquals: claim('user_login', spelt.slice(0, count)),
    };
    expect(valuesOf({ allowing }, 'user_login')).toEqual([spelt[count]]);
  });

  it.each([0, 1, 2, 3])('chooses another way to spell what is false, where %d are denied', (count) => {
    const spelt = ['false', 'FALSE', 'False', 'fALSE'];
    const allowing = {
      Bool: claim('user_login', 'false'),
      StringNotEquals: claim('user_login', spelt.slice(0, count)),
    };
    expect(valuesOf({ allowing }, 'user_login')).toEqual([spelt[count]]);
  });

  it.each([0, 1, 2, 3, 4])('chooses another way to spell a number, where %d are denied', (count) => {
    const spelt = ['5', '05', '005', '+5', '5.0'];
    const allowing = {
      NumericEquals: claim('user_login', '5'),
      StringNotEquals: claim('user_login', spelt.slice(0, count)),
    };
    expect(valuesOf({ allowing }, 'user_login')).toEqual([spelt[count]]);
  });

  it('chooses what no pattern takes before what one does', () => {
    const asked = { allowing: {}, denying: { StringLike: claim('aud', 'a*') } };
    expect(valuesOf(asked, 'aud')).toEqual(['b', 'a']);
  });

  it('chooses values for a claim that only a Deny tests', () => {
    const denying = { StringEquals: claim('user_login', 'x') };
    expect(valuesOf({ allowing: {}, denying }, 'user_login')).toEqual(['x', 'a']);
  });

  it('combines the choices of all claims', () => {
    const allowing = { StringNotEquals: { ...claim('aud', 'x'), ...claim('ref_protected', 'true') } };
    const denying = { StringEquals: { ...claim('aud', 'y') } };
    expect(atoms({ allowing, denying }).atoms.map(({ claims }) => claims)).toEqual([
      { aud: 'y', ref_protected: 'false' },
      { aud: 'a', ref_protected: 'false' },
    ]);
  });
});

describe('several claims', () => {
  it('are combined in the order of their names, whatever comes first', () => {
    const allowing = { StringNotEquals: { ...claim('user_login', 'x'), ...claim('aud', 'x') } };
    const denying = { StringEquals: { ...claim('user_login', 'y'), ...claim('aud', 'y') } };
    const values = ['y', 'a'].flatMap((aud) => ['y', 'a'].map((login) => [aud, login]));
    expect(
      atoms({ allowing, denying }).atoms.map(({ claims }) => [claims['aud'], claims['user_login']]),
    ).toEqual(values);
  });

  it('have the ids of the intent for the project alone', () => {
    const allowing = { StringLike: claim('aud', '*'), StringEquals: claim('user_login', ['x', '8']) };
    const found = atoms({ allowing, denying: { StringEquals: claim('aud', 'y') }, ids: ['7'] }).atoms;
    expect([...new Set(found.map(({ claims }) => claims['aud']))]).toEqual(['y', 'a']);
    expect(found.map(({ claims, projectId }) => [claims['project_id'], projectId]).slice(0, 3)).toEqual([
      ['7', { is: '7' }],
      ['1', { isNot: ['7'], sort: [] }],
      [undefined, undefined],
    ]);
  });
});

describe('the project id of an atom', () => {
  it('is one of those that the intent tells apart, another one, or none', () => {
    expect(atoms({ allowing: {}, ids: ['7', '1'] }).atoms).toEqual([
      { claims: { project_id: '7' }, projectId: { is: '7' } },
      { claims: { project_id: '1' }, projectId: { is: '1' } },
      { claims: { project_id: '2' }, projectId: { isNot: ['7', '1'], sort: [] } },
      { claims: {}, projectId: undefined },
    ]);
  });

  it('keeps every id that the policy names, even where it tells none apart', () => {
    const allowing = { StringEquals: claim('project_id', ['1', '2', '3']) };
    expect(valuesOf({ allowing, ids: ['2', '9'] }, 'project_id')).toEqual(['1', '2', '3']);
    expect(atoms({ allowing }).atoms[0]?.projectId).toEqual({ is: '1' });
  });

  it('is of the sort that its patterns tell', () => {
    const found = atoms({ allowing: { StringLike: claim('project_id', '?2*') }, ids: ['1'] });
    expect(found.atoms).toEqual([
      {
        claims: { project_id: '12' },
        projectId: { isNot: ['1'], sort: [{ pattern: wildcardPattern('?2*'), isMatched: true }] },
      },
    ]);
  });

  it('is not known by a number that stands for those in a gap', () => {
    const found = atoms({ allowing: { NumericLessThan: claim('project_id', '3') } }).atoms;
    expect(found.map(({ projectId }) => projectId)).toEqual(found.map(() => ({ isNot: [], sort: [] })));
    expect(found.map(({ claims }) => claims['project_id'])).toContain('2');
  });

  it('is in no token of another issuer', () => {
    const policy = policyOf(allow(undefined, { Principal: { Federated: providerArn(SELF_MANAGED) } }));
    const [box] = boxesFor(policy, SELF_MANAGED, undefined).allows;
    expect(atomsOf(box as Box, [], ['7'], { states: 10, transitions: 100 }).atoms).toHaveLength(1);
  });
});

function deniesOf(name: string, count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => deny({ StringEquals: claim(name, `x${index}`) }));
}

describe('atoms that are not all there are', () => {
  it.each([4, 5])('are those of %d patterns, of which four are told apart', (count) => {
    const patterns = Array.from({ length: count }, (_, index) => `*${index}*`);
    const { isComplete } = atoms({ allowing: { StringLike: claim('aud', patterns) } });
    expect(isComplete).toBe(count === 4);
  });

  it.each([
    [7, 512, true],
    [8, 512, false],
  ])('are those beyond 512: %d named values of a third claim', (named, count, isComplete) => {
    const denying = [
      ...deniesOf('user_email', 7),
      ...deniesOf('user_login', 7),
      ...deniesOf('pipeline_source', named),
    ];
    const { allows, denies } = boxesFor(policyOf(allow(undefined), ...denying), ISSUER, undefined);
    const found = atomsOf(allows[0] as Box, denies, [], { states: 10_000, transitions: 100_000 });
    expect(found.atoms).toHaveLength(count);
    expect(found.isComplete).toBe(isComplete);
  });

  it('are those of five patterns, with four told apart', () => {
    const denying = [0, 1, 2, 3, 4].map((each) => deny({ StringLike: claim('aud', `*${each}*`) }));
    const { allows, denies } = boxesFor(policyOf(allow(undefined), ...denying), ISSUER, undefined);
    const found = atomsOf(allows[0] as Box, denies, [], { states: 10_000, transitions: 100_000 });
    expect(found.atoms).toHaveLength(16);
    expect(found.isComplete).toBe(false);
  });

  it('are those for which the budget did not suffice', () => {
    const allowing = { StringNotEquals: claim('aud', 'x') };
    expect(atoms({ allowing, budget: 0 })).toEqual({ atoms: [], isComplete: false });
    expect(atoms({ allowing, budget: 1 }).isComplete).toBe(true);
  });

  it('are those of a pattern beside a number', () => {
    const like = { StringLike: claim('user_id', '1*') };
    expect(atoms({ allowing: { ...like, NumericLessThan: claim('user_id', '9') } }).isComplete).toBe(false);
    expect(atoms({ allowing: like }).isComplete).toBe(true);
    const folded = { StringEqualsIgnoreCase: claim('user_id', '1'), NumericLessThan: claim('user_id', '9') };
    expect(atoms({ allowing: folded }).isComplete).toBe(false);
  });

  it('are those of a number beside a text, but not where both are ids', () => {
    const both = (name: string): JsonObject => ({
      NumericLessThan: claim(name, '9'),
      StringNotEquals: claim(name, '1'),
    });
    expect(atoms({ allowing: both('user_login') }).isComplete).toBe(false);
    expect(atoms({ allowing: both('user_id') }).isComplete).toBe(true);
    expect(atoms({ allowing: { NumericLessThan: claim('user_login', '9') } }).isComplete).toBe(true);
  });
});
