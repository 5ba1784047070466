import { DEAD, type Machine } from './machine.ts';
import type { Union } from './union.ts';

/** The machine that decides which texts exist at all, and offers a text's next characters, the nicest first. */
export interface Grammar extends Machine {
  /**
   * Returns the characters worth trying, the nicest first: those that other machines name and, unless there are
   * `noOthers`, one of each kind that no machine tells apart.
   */
  candidates(state: number, named: ReadonlySet<number>, noOthers: boolean): readonly number[];
  /** What a character costs when the shortest text is sought; 1 for most. */
  cost(state: number, codePoint: number): number;
}

/** The conjunction that a text has to satisfy. */
export interface Question {
  readonly grammar: Grammar;
  readonly unions: readonly Union[];
  readonly machines: readonly Machine[];
}

/** Counts the work of one judgement; when a limit is reached, every question of it is given up. */
export interface Budget {
  states: number;
  transitions: number;
}

/** What one judgement may spend: some 50 ms at worst on the machines of today. */
export const DEFAULT_BUDGET: Readonly<Budget> = { states: 20_000, transitions: 200_000 };

export type Answer =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'exhausted' };

interface Visit {
  readonly grammar: number;
  readonly unions: readonly number[];
  readonly machines: readonly number[];
  readonly cost: number;
  readonly codePoint: number;
  readonly from: Visit | undefined;
}

/**
 * Finds the cheapest text of a grammar that all unions and all machines accept, or proves that none exists.
 *
 * Walks the product of the automata breadth first, by cost; states are made when they are reached.
 *
 * Guarantees: `none` is a proof; `found` is shortest by the grammar's costs, and among those the nicest.
 * Cost: bounded by `budget`, which is counted down.
 */
export function search(question: Question, budget: Budget): Answer {
  const queue = new CostQueue();
  const seen = new Set<string>();
  queue.push(startOf(question));
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    const key = keyOf(visit);
    if (seen.has(key)) continue;
    seen.add(key);
    if (isAccepting(question, visit)) return { kind: 'found', text: textOf(visit) };
    if (--budget.states < 0) return { kind: 'exhausted' };
    for (const codePoint of candidatesAt(question, visit)) {
      if (--budget.transitions < 0) return { kind: 'exhausted' };
      follow(question, visit, codePoint, (next) => queue.push(next));
    }
  }
  return { kind: 'none' };
}

function startOf(question: Question): Visit {
  return {
    grammar: question.grammar.start,
    unions: question.unions.map((union) => union.start),
    machines: question.machines.map((machine) => machine.start),
    cost: 0,
    codePoint: 0,
    from: undefined,
  };
}

function keyOf(visit: Visit): string {
  return `${visit.grammar}|${visit.unions.join()}|${visit.machines.join()}`;
}

function isAccepting(question: Question, visit: Visit): boolean {
  return (
    question.grammar.accepts(visit.grammar) &&
    question.unions.every((union, index) => union.accepts(visit.unions[index] as number)) &&
    question.machines.every((machine, index) => machine.accepts(visit.machines[index] as number))
  );
}

/** WHY: where a union has literals only, most of a subject in practice, nothing else is worth trying. */
function candidatesAt(question: Question, visit: Visit): readonly number[] {
  let fewest: readonly number[] | undefined;
  question.unions.forEach((union, index) => {
    const only = union.only(visit.unions[index] as number);
    if (only !== undefined && (fewest === undefined || only.length < fewest.length)) fewest = only;
  });
  if (fewest !== undefined && fewest.length <= 1) return fewest;
  const named = new Set<number>(fewest);
  if (fewest === undefined) {
    question.unions.forEach((union, index) => union.labels(visit.unions[index] as number, named));
    question.machines.forEach((machine, index) => machine.labels(visit.machines[index] as number, named));
  }
  return question.grammar.candidates(visit.grammar, named, fewest !== undefined);
}

function follow(question: Question, visit: Visit, codePoint: number, emit: (next: Visit) => void): void {
  const grammar = question.grammar.step(visit.grammar, codePoint);
  if (grammar === DEAD) return;
  const machines: number[] = [];
  for (let index = 0; index < question.machines.length; index++) {
    const next = (question.machines[index] as Machine).step(visit.machines[index] as number, codePoint);
    if (next === DEAD) return;
    machines.push(next);
  }
  const cost = visit.cost + question.grammar.cost(visit.grammar, codePoint);
  for (const unions of unionSteps(question.unions, visit.unions, codePoint)) {
    emit({ grammar, unions, machines, cost, codePoint, from: visit });
  }
}

/** Returns every combination of next positions, one for each union; none where a union has no way on. */
function unionSteps(unions: readonly Union[], positions: readonly number[], codePoint: number): number[][] {
  let combinations: number[][] = [[]];
  unions.forEach((union, index) => {
    const next: number[] = [];
    union.successors(positions[index] as number, codePoint, next);
    combinations = combinations.flatMap((done) => next.map((position) => [...done, position]));
  });
  return combinations;
}

function textOf(visit: Visit): string {
  const codePoints: number[] = [];
  for (let at: Visit = visit; at.from !== undefined; at = at.from) codePoints.push(at.codePoint);
  return codePoints
    .toReversed()
    .map((codePoint) => String.fromCodePoint(codePoint))
    .join('');
}

/** A first-in first-out queue for each cost. */
class CostQueue {
  readonly #buckets: { readonly items: Visit[]; next: number }[] = [];
  #cheapest = 0;

  push(visit: Visit): void {
    while (this.#buckets.length <= visit.cost) this.#buckets.push({ items: [], next: 0 });
    this.#buckets[visit.cost]?.items.push(visit);
  }

  pop(): Visit | undefined {
    for (; this.#cheapest < this.#buckets.length; this.#cheapest++) {
      const bucket = this.#buckets[this.#cheapest];
      if (bucket !== undefined && bucket.next < bucket.items.length) return bucket.items[bucket.next++];
    }
    return undefined;
  }
}
