import type { Answer, Budget, Question } from '../patterns/search.ts';

/** What tells one question from another besides its automata. */
export interface Subjects {
  readonly shape: readonly string[] | 'any';
  /** What is known of the id of the project, by identity. */
  readonly projectId: object | undefined;
}

interface Answered {
  readonly answer: Answer;
  /** What there was to spend. */
  readonly budget: Readonly<Budget>;
}

/**
 * Remembers the answers to the questions of one judgement.
 *
 * WHY: whether an Allow is contained, what is a witness against it and what is a graver one are often one question.
 */
export class Answers {
  readonly #numbers = new Map<object, number>();
  readonly #known = new Map<string, Answered>();

  /** Answers a question anew, unless that was done before, or was given up with no less to spend. */
  answer(
    { unions, machines, isDeepFirst }: Omit<Question, 'grammar'>,
    { shape, projectId }: Subjects,
    budget: Budget,
    work: () => Answer,
  ): Answer {
    const numbers = (parts: readonly object[]): string => parts.map((part) => this.#numberOf(part)).join();
    const id = projectId === undefined ? '' : this.#numberOf(projectId);
    const key = [isDeepFirst === true, shape, id, numbers(unions), numbers(machines)].join(' ');
    const known = this.#known.get(key);
    if (known !== undefined && (known.answer.kind !== 'exhausted' || isAtMost(budget, known.budget)))
      return known.answer;
    const before = { ...budget };
    const answer = work();
    this.#known.set(key, { answer, budget: before });
    return answer;
  }

  #numberOf(part: object): number {
    const known = this.#numbers.get(part) ?? this.#numbers.size;
    this.#numbers.set(part, known);
    return known;
  }
}

function isAtMost(budget: Readonly<Budget>, other: Readonly<Budget>): boolean {
  return budget.states <= other.states && budget.transitions <= other.transitions;
}
