import { describe, expect, it } from '@jest/globals';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import { noneOf } from '../../../../policies/patterns/positions.ts';
import {
  DEFAULT_BUDGET,
  Purse,
  search,
  type Answer,
  type Budget,
  type Grammar,
} from '../../../../policies/patterns/search.ts';
import { ANY_TEXT, textGrammar } from '../../../../policies/patterns/text-grammar.ts';
import { unionOf } from '../../../../policies/patterns/union.ts';

interface Asked {
  readonly all?: readonly (readonly string[])[];
  readonly none?: readonly string[];
  readonly grammar?: Grammar;
}

const PLENTY: Budget = { states: 10_000, transitions: 100_000 };

function ask({ all = [], none, grammar = ANY_TEXT }: Asked, budget: Budget = { ...PLENTY }): Answer {
  return search(
    {
      grammar,
      unions: all.map((list) => unionOf(list.map((each) => wildcardPattern(each)))),
      machines: none === undefined ? [] : [noneOf(none.map((each) => wildcardPattern(each)))],
    },
    budget,
  );
}

function spentOn(asked: Asked): Budget {
  const budget = { ...PLENTY };
  ask(asked, budget);
  return {
    states: PLENTY.states - budget.states,
    transitions: PLENTY.transitions - budget.transitions,
  };
}

const LETTERS = textGrammar('ab', 'ab', false);

/** A grammar of two letters in which `a` costs five; each letter leads to a place of its own. */
const DEAR: Grammar = {
  start: 0,
  step: (_, codePoint) => (LETTERS.step(LETTERS.start, codePoint) < 0 ? -1 : codePoint),
  accepts: (state) => state > 0,
  labels: () => undefined,
  size: () => 1,
  candidates: (_, named, noOthers) => LETTERS.candidates(LETTERS.start, named, noOthers),
  cost: (_, codePoint) => (codePoint === 97 ? 5 : 1),
};

describe('search', () => {
  it.each<[string, Asked, string]>([
    ['the nicest of the shortest', {}, 'a'],
    ['a literal', { all: [['xyz']] }, 'xyz'],
    ['the shortest of a list', { all: [['abc', 'xy', 'zzz']] }, 'xy'],
    ['the nicest of a list', { all: [['b', 'a']] }, 'a'],
    ['a text of several lists', { all: [['a*'], ['*b'], ['???']] }, 'aab'],
    ['a text in which a common beginning is shared', { all: [['ab*d', 'abc']], none: ['abc'] }, 'abd'],
    ['a text that no pattern matches', { none: ['a'] }, 'b'],
    ['a text that no pattern matches, longer', { all: [['a*']], none: ['a', 'a?'] }, 'aaa'],
    ['a text past a wildcard', { none: ['?', 'a*', 'b*'] }, 'ca'],
    ['characters beyond ASCII', { all: [['é\u{1F642}']] }, 'é\u{1F642}'],
    ['the wildcard that counts exactly', { all: [['*'], ['?*?*?']], none: ['aa*'] }, 'aba'],
    ['the cheapest, not the shortest', { grammar: DEAR, all: [['a', 'bbb']] }, 'bbb'],
    ['the nicest of the cheapest', { grammar: DEAR, all: [['bbbbb', 'a']] }, 'a'],
  ])('finds %s', (_, asked, text) => {
    expect(ask(asked)).toEqual({ kind: 'found', text });
  });

  it.each<[string, Asked]>([
    ['two literals', { all: [['a'], ['b']] }],
    ['an empty list', { all: [[]] }],
    ['everything excluded', { none: ['*'] }],
    ['all lengths excluded', { all: [['?', '??']], none: ['?', '??'] }],
    ['a text beyond the grammar', { grammar: LETTERS, all: [['c']] }],
    ['the empty text alone', { all: [['']] }],
    ['beginnings that differ', { all: [['a*'], ['b*']] }],
    ['all letters excluded', { grammar: LETTERS, none: ['a*', 'b*'] }],
  ])('proves that there is none: %s', (_, asked) => {
    expect(ask(asked)).toEqual({ kind: 'none' });
  });

  it.each<[string, Asked, Budget]>([
    ['a literal', { all: [['ab']] }, { states: 2, transitions: 4 }],
    ['nothing', { all: [['a'], ['b']] }, { states: 1, transitions: 2 }],
    ['an excluded text', { grammar: LETTERS, none: ['a'] }, { states: 2, transitions: 6 }],
    ['any text', {}, { states: 1, transitions: 1 }],
    ['what the shorter list has', { all: [['a', 'b', 'c'], ['c']] }, { states: 1, transitions: 3 }],
    ['what the first list has', { all: [['c'], ['a', 'b', 'c']] }, { states: 1, transitions: 3 }],
    ['one of two literals', { all: [['a', 'b']], none: ['a'] }, { states: 2, transitions: 6 }],
  ])('counts what it takes to find %s', (_, asked, spent) => {
    expect(spentOn(asked)).toEqual(spent);
  });

  it.each<[Asked, Budget]>([
    [{ all: [['ab']] }, { states: 2, transitions: 4 }],
    [{ all: [['a'], ['b']] }, { states: 1, transitions: 2 }],
    [
      { none: ['*a*'], all: [['a*']] },
      { states: 1, transitions: 3 },
    ],
  ])('gives up exactly where the budget is passed: %j', (asked, { states, transitions }) => {
    const enough = ask(asked);
    expect(ask(asked, { states, transitions })).toEqual(enough);
    expect(enough.kind).not.toBe('exhausted');
    expect(ask(asked, { states: states - 1, transitions })).toEqual({ kind: 'exhausted' });
    expect(ask(asked, { states, transitions: transitions - 1 })).toEqual({ kind: 'exhausted' });
  });

  it('weighs a character by the positions that the machines move', () => {
    const light = spentOn({ grammar: LETTERS, all: [['a']], none: ['b'] });
    const heavy = spentOn({ grammar: LETTERS, all: [['a']], none: ['b', 'bb', 'bbb'] });
    expect(light).toEqual({ states: 1, transitions: 3 });
    expect(heavy).toEqual({ states: 1, transitions: 5 });
  });

  it('weighs a character by the combinations of positions that it leads to', () => {
    expect(spentOn({ grammar: LETTERS, all: [['a?', '?b']] })).toEqual({ states: 3, transitions: 11 });
    expect(
      spentOn({
        grammar: LETTERS,
        all: [
          ['a', 'ab'],
          ['a', 'ab'],
        ],
      }).transitions,
    ).toBe(3);
  });

  it('visits every place once', () => {
    expect(spentOn({ grammar: LETTERS, all: [['*c']] }).states).toBe(2);
  });
});

describe('Purse', () => {
  it('hands out full budgets and adds up what was spent', () => {
    const purse = new Purse({ states: 10, transitions: 20 });
    expect(purse.spent()).toEqual({ states: 0, transitions: 0 });
    const [one, other] = [purse.take(), purse.take()];
    one.states -= 3;
    other.transitions -= 7;
    expect(other.states).toBe(10);
    expect(purse.spent()).toEqual({ states: 3, transitions: 7 });
  });

  it('counts no more than there was', () => {
    const purse = new Purse({ states: 10, transitions: 20 });
    const budget = purse.take();
    budget.states = -1;
    budget.transitions = -5;
    expect(purse.spent()).toEqual({ states: 10, transitions: 20 });
  });

  it('hands out five questions’ worth and no more', () => {
    const purse = new Purse({ states: 10, transitions: 20 });
    const spend = (states: number, transitions: number): void => {
      const budget = purse.take();
      budget.states -= states;
      budget.transitions -= transitions;
    };
    for (let question = 0; question < 4; question++) spend(10, 20);
    spend(7, 19);
    expect(purse.take()).toEqual({ states: 3, transitions: 1 });
    spend(4, 1);
    expect(purse.take()).toEqual({ states: 0, transitions: 0 });
    expect(purse.spent()).toEqual({ states: 50, transitions: 100 });
  });

  it('gives a question ten thousand states and a hundred thousand transitions', () => {
    expect(DEFAULT_BUDGET).toEqual({ states: 10_000, transitions: 100_000 });
  });
});
