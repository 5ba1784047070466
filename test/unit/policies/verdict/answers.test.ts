import { describe, expect, it } from '@jest/globals';
import { noneOf } from '../../../../policies/patterns/positions.ts';
import type { Answer, Budget } from '../../../../policies/patterns/search.ts';
import { unionOf } from '../../../../policies/patterns/union.ts';
import { Answers, type Subjects } from '../../../../policies/verdict/answers.ts';

const union = unionOf([]);
const machine = noneOf([]);
const question = { unions: [union], machines: [machine] };
const anyShape: Subjects = { shape: 'any', projectId: undefined };
const none: Answer = { kind: 'none' };
const exhausted: Answer = { kind: 'exhausted' };

/** Asks some answers, and counts what is worked out anew. */
class Asked {
  readonly #answers = new Answers();
  works = 0;

  ask(
    asked: Parameters<Answers['answer']>[0] = question,
    subjects = anyShape,
    states = 10,
    answer = none,
    transitions = 100,
  ): Answer {
    const budget: Budget = { states, transitions };
    return this.#answers.answer(asked, subjects, budget, () => {
      this.works++;
      budget.states = 0;
      return answer;
    });
  }
}

describe('Answers', () => {
  it('works an answer out once', () => {
    const asked = new Asked();
    expect([asked.ask(), asked.ask(), asked.ask({ ...question, isDeepFirst: false })]).toEqual([
      none,
      none,
      none,
    ]);
    expect(asked.works).toBe(1);
  });

  it.each<[string, Parameters<Answers['answer']>[0], Subjects]>([
    ['automata', { ...question, unions: [unionOf([])] }, anyShape],
    ['more automata', { ...question, machines: [machine, machine] }, anyShape],
    ['automata on the other side', { unions: [], machines: [machine] }, anyShape],
    ['a way to search', { ...question, isDeepFirst: true }, anyShape],
    ['a shape', question, { shape: ['project_path'], projectId: undefined }],
    ['a project', question, { shape: 'any', projectId: {} }],
  ])('tells %s of another question apart', (_, other, subjects) => {
    const asked = new Asked();
    asked.ask();
    asked.ask(other, subjects);
    expect(asked.works).toBe(2);
    asked.ask(other, subjects);
    expect(asked.works).toBe(2);
  });

  it('tells one project from another, and one automaton from two of them', () => {
    const asked = new Asked();
    const [one, other] = [{}, {}];
    asked.ask(question, { shape: 'any', projectId: one });
    asked.ask(question, { shape: 'any', projectId: other });
    expect(asked.works).toBe(2);
    const automata = Array.from({ length: 12 }, () => ({ union: unionOf([]), machine: noneOf([]) }));
    const all = new Asked();
    for (const { union: first, machine: last } of automata) all.ask({ unions: [first], machines: [last] });
    for (const { machine: last } of automata) {
      all.ask({ unions: [], machines: [last] });
      for (const first of automata) all.ask({ unions: [first.union], machines: [last] });
    }
    expect(all.works).toBe(12 * 12 + 12);
  });

  it('gives up again where there is no more to spend, and tries again where there is', () => {
    const asked = new Asked();
    asked.ask(question, anyShape, 10, exhausted);
    expect(asked.ask(question, anyShape, 10)).toEqual(exhausted);
    expect(asked.ask(question, anyShape, 9)).toEqual(exhausted);
    expect(asked.works).toBe(1);
    expect(asked.ask(question, anyShape, 11)).toEqual(none);
    expect(asked.ask(question, anyShape, 1)).toEqual(none);
    expect(asked.ask(question, anyShape, 20)).toEqual(none);
    expect(asked.works).toBe(2);
    const again = new Asked();
    again.ask(question, anyShape, 10, exhausted);
    expect(again.ask(question, anyShape, 10, none, 101)).toEqual(none);
  });
});
