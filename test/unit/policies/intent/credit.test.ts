import { describe, expect, it } from '@jest/globals';
import { compileIntent, type Grant } from '../../../../policies/intent/compiled.ts';
import { Credits, type Credit, type RefType } from '../../../../policies/intent/credit.ts';
import type { AllowEntry, RefPatterns } from '../../../../policies/intent/intent.ts';
import { intentOf, ISSUER, project } from '../parts.ts';

/** The rules by number; their patterns are numbered in the order in which they stand here. */
const RULES: readonly RefPatterns[] = [
  { branches: ['m', 'x'], tags: ['v'] },
  { branches: [], tags: ['t'] },
  { branches: ['y', '*'], tags: [] },
  { branches: [], tags: [] },
];

function creditsOf(...entries: readonly AllowEntry[]): Credits {
  return new Credits(compileIntent(intentOf(...entries), ISSUER));
}

function creditsWith(rules: readonly RefPatterns[]): Credits {
  return creditsOf(...rules.map((refs, number) => project(`a/${number}`, { refs })));
}

const credits = creditsWith(RULES);

function startOf(...grants: readonly Grant[]): Credit {
  const credit = credits.start(grants);
  if (credit === undefined) throw new Error('enough is granted at the beginning');
  return credit;
}

function typed(type: RefType, ...grants: readonly Grant[]): Credit {
  const credit = credits.withType(startOf(...grants), type);
  if (credit === undefined) throw new Error('a type proves nothing');
  return credit;
}

describe('Credits at the beginning', () => {
  it('has proved nothing', () => {
    expect(startOf()).toEqual({
      number: expect.any(Number),
      granted: [],
      type: undefined,
      satisfied: undefined,
      isOpen: true,
    });
  });

  it('has proved enough where any ref is granted', () => {
    expect(credits.start(['any-ref'])).toBeUndefined();
    expect(credits.start([0, 'any-ref'])).toBeUndefined();
  });

  it('knows each rule once and in order, without those that no ref satisfies', () => {
    expect(startOf(2, 0, 1, 0, 3).granted).toEqual([0, 1, 2]);
    expect(startOf(2, 0, 1, 0, 3)).toBe(startOf(0, 1, 2));
    expect(startOf(3)).toBe(startOf());
    expect(startOf(0)).not.toBe(startOf(1));
    expect(startOf(0).number).not.toBe(startOf(1).number);
  });

  it('is open where some project would be granted something', () => {
    const nothing = { branches: [], tags: [] };
    expect(creditsWith([nothing]).start([])?.isOpen).toBe(false);
    expect(creditsWith([nothing, { branches: [], tags: ['t'] }]).start([])?.isOpen).toBe(true);
    expect(creditsWith([nothing, { branches: ['m'], tags: [] }]).start([])?.isOpen).toBe(true);
    expect(creditsOf(project('a/b'), project('c/d', { refs: nothing })).start([])?.isOpen).toBe(true);
    expect(creditsOf().start([])?.isOpen).toBe(false);
  });
});

describe('withGrants', () => {
  it('changes nothing where nothing is granted', () => {
    const credit = typed('tag', 0);
    expect(credits.withGrants(credit, [])).toBe(credit);
  });

  it('adds to what was granted, and keeps the type and the ref', () => {
    expect(credits.withGrants(startOf(1), [0])).toBe(startOf(0, 1));
    expect(credits.withGrants(typed('tag'), [1, 2])).toBe(typed('tag', 1));
    const withRef = credits.withRef(startOf(), [2]) as Credit;
    expect(credits.withGrants(withRef, [0, 1])).toBe(credits.withRef(startOf(0), [2]));
    expect(credits.withGrants(startOf(1), ['any-ref'])).toBeUndefined();
  });

  it('proves enough where the ref and its type are known and satisfy the rule', () => {
    const onTagV = credits.withRef(typed('tag'), [2]) as Credit;
    expect(credits.withGrants(onTagV, [0])).toBeUndefined();
    expect(credits.withGrants(onTagV, [1])).toBe(onTagV);
  });
});

describe('withType', () => {
  it.each<[RefType, readonly number[]]>([
    ['branch', [0, 2]],
    ['tag', [0, 1]],
  ])('keeps the rules that a %s may satisfy', (type, granted) => {
    expect(typed(type, 0, 1, 2, 3)).toMatchObject({ type, granted, satisfied: undefined, isOpen: true });
  });

  it('proves enough where the ref satisfies a rule as one of that type', () => {
    const withM = credits.withRef(startOf(0, 1), [0]) as Credit;
    expect(withM).toMatchObject({ granted: [0], satisfied: { branch: [0], tag: [] } });
    expect(credits.withType(withM, 'branch')).toBeUndefined();
    expect(credits.withType(withM, 'tag')).toMatchObject({
      granted: [],
      type: 'tag',
      satisfied: { branch: [], tag: [] },
      isOpen: false,
    });
  });

  it('forgets what the ref would satisfy as one of the other type', () => {
    const states = creditsWith([{ branches: ['m'], tags: ['m'] }]);
    const start = states.start([]) as Credit;
    const both = states.withRef(start, [0]) as Credit;
    expect(both.satisfied).toEqual({ branch: [0], tag: [0] });
    const asBranch = states.withType(both, 'branch') as Credit;
    expect(asBranch.satisfied).toEqual({ branch: [0], tag: [] });
    expect(asBranch).toBe(states.withRef(states.withType(start, 'branch') as Credit, [0]));
  });
});

describe('withRef', () => {
  it('tells what the ref satisfies as a branch and as a tag', () => {
    expect(credits.withRef(startOf(0, 1, 2), [5, 2])).toMatchObject({
      granted: [0, 2],
      type: undefined,
      satisfied: { branch: [2], tag: [0] },
      isOpen: true,
    });
    expect(credits.withRef(startOf(0), [])).toMatchObject({
      granted: [],
      satisfied: { branch: [], tag: [] },
      isOpen: false,
    });
  });

  it('proves enough where its type is known and a rule is satisfied', () => {
    expect(credits.withRef(typed('branch', 0), [1])).toBeUndefined();
    expect(credits.withRef(typed('tag', 0), [1])).toMatchObject({ granted: [], isOpen: false });
    expect(credits.withRef(typed('tag', 1), [2])).toMatchObject({
      granted: [],
      satisfied: { branch: [], tag: [0] },
      isOpen: true,
    });
  });

  it('stays open where an entry grants any ref', () => {
    const open = creditsOf(project('a/b'), project('c/d', { refs: { branches: ['m'], tags: [] } }));
    expect(open.withRef(open.start([0]) as Credit, [])?.isOpen).toBe(true);
  });
});

describe('patternsOf', () => {
  it.each<[number, RefType, readonly number[]]>([
    [0, 'branch', [0, 1]],
    [0, 'tag', [2]],
    [1, 'branch', []],
    [2, 'branch', [5]],
    [2, 'tag', []],
  ])('of rule %d for a %s are %j', (rule, type, patterns) => {
    expect(credits.patternsOf(rule, type)).toEqual(patterns);
  });

  it('keeps all where none is a single star', () => {
    expect(creditsWith([{ branches: ['?', '*a', 'a*', 'x'], tags: [] }]).patternsOf(0, 'branch')).toEqual([
      0, 1, 2, 3,
    ]);
  });
});
