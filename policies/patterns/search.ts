import { CharacterSet } from './character-set.ts';
import { DEAD, type Machine } from './machine.ts';
import type { Union } from './union.ts';
import { Visits } from './visits.ts';

/** The machine that decides which texts exist at all, and offers a text's next characters, the nicest first. */
export interface Grammar extends Machine {
  /**
   * Returns the characters worth trying, the nicest first: those that other machines name and, unless there are
   * `noOthers`, one of each kind that no machine tells apart. May add to the set that it is given.
   */
  candidates(state: number, named: CharacterSet, noOthers: boolean): readonly number[];
  /** What a character costs when the shortest text is sought; 1 for most. */
  cost(state: number, codePoint: number): number;
}

/** The conjunction that a text has to satisfy. */
export interface Question {
  readonly grammar: Grammar;
  readonly unions: readonly Union[];
  readonly machines: readonly Machine[];
  /** Goes as deep as it can first: finds some text, not a shortest one, where the shortest are too many to try. */
  readonly isDeepFirst?: boolean;
}

/** Counts the work that is left; when a limit is reached, the question is given up. */
export interface Budget {
  states: number;
  /** Characters tried, each as often as the machines have positions to move. */
  transitions: number;
}

/** What one question may spend: whether an Allow is contained is one, a witness against it another. */
export const DEFAULT_BUDGET: Readonly<Budget> = { states: 10_000, transitions: 100_000 };

/** How many questions' worth of work one document may take in all. */
export const QUESTIONS = 5;

/** Hands out budgets, one for each question, from what is left for all of them, and knows what was spent. */
export class Purse {
  readonly #limit: Readonly<Budget>;
  readonly #questions: number;
  readonly #taken: { readonly full: Budget; readonly left: Budget }[] = [];

  /** @param questions - how many of them may spend all that one may */
  constructor(limit: Readonly<Budget>, questions: number = QUESTIONS) {
    this.#limit = limit;
    this.#questions = questions;
  }

  /** Returns one of which nothing is spent yet. */
  another(): Purse {
    return new Purse(this.#limit, this.#questions);
  }

  /** Returns the budget for one more question; less than a full one towards the end. */
  take(): Budget {
    const spent = this.spent();
    const full = {
      states: Math.max(0, Math.min(this.#limit.states, this.#questions * this.#limit.states - spent.states)),
      transitions: Math.max(
        0,
        Math.min(this.#limit.transitions, this.#questions * this.#limit.transitions - spent.transitions),
      ),
    };
    const left = { ...full };
    this.#taken.push({ full, left });
    return left;
  }

  /** Returns the work that was done. */
  spent(): Budget {
    const spent = { states: 0, transitions: 0 };
    for (const { full, left } of this.#taken) {
      spent.states += full.states - Math.max(0, left.states);
      spent.transitions += full.transitions - Math.max(0, left.transitions);
    }
    return spent;
  }
}

export type Answer =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'exhausted' };

/**
 * Finds the cheapest text of a grammar that all unions and all machines accept, or proves that none exists.
 *
 * Walks the product of the automata breadth first, by cost; states are made when they are reached.
 *
 * Guarantees: `none` is a proof; `found` is shortest by the grammar's costs, with the nicest characters first.
 * Cost: bounded by `budget`, which is counted down.
 */
export function search(question: Question, budget: Budget): Answer {
  return new Walk(question, budget).answer();
}

/** A walk through the places of a product: the grammar's state, the unions' positions, the machines' states. */
class Walk {
  readonly #grammar: Grammar;
  readonly #unions: readonly Union[];
  readonly #machines: readonly Machine[];
  readonly #budget: Budget;
  readonly #visits: Visits;
  readonly #agenda: Agenda;
  readonly #named = new CharacterSet();
  /** Where the walk is, and where it goes next. */
  readonly #here: number[] = [];
  readonly #next: number[] = [];
  /** For each union, where a character leads. */
  readonly #successors: number[][];
  /** Where in a place the machines begin. */
  readonly #behind: number;

  constructor({ grammar, unions, machines, isDeepFirst }: Question, budget: Budget) {
    this.#grammar = grammar;
    this.#unions = unions;
    this.#machines = machines;
    this.#budget = budget;
    this.#visits = new Visits(1 + unions.length + machines.length);
    this.#agenda = isDeepFirst === true ? new Stack() : new CostQueue();
    this.#successors = unions.map(() => []);
    this.#behind = 1 + unions.length;
    this.#next.push(...[grammar, ...unions, ...machines].map((part) => part.start));
  }

  answer(): Answer {
    const budget = this.#budget;
    this.#reach(0, 0, 0);
    for (let visit = this.#agenda.pop(); visit !== undefined; visit = this.#agenda.pop()) {
      this.#visits.placeOf(visit, this.#here);
      if (this.#isAccepted()) return { kind: 'found', text: this.#visits.textOf(visit) };
      if (--budget.states < 0) return EXHAUSTED;
      const weight = this.#weight();
      const cost = this.#visits.costOf(visit);
      for (const codePoint of this.#candidates()) {
        budget.transitions -= weight;
        this.#follow(visit, cost, codePoint);
        if (budget.transitions < 0) return EXHAUSTED;
      }
    }
    return { kind: 'none' };
  }

  #isAccepted(): boolean {
    const here = this.#here;
    for (let index = 0; index < this.#unions.length; index++)
      if (!(this.#unions[index] as Union).accepts(here[1 + index] as number)) return false;
    if (!this.#grammar.accepts(here[0] as number)) return false;
    for (let index = 0; index < this.#machines.length; index++)
      if (!(this.#machines[index] as Machine).accepts(here[this.#behind + index] as number)) return false;
    return true;
  }

  /** Returns what one more character costs from here: as much as there are positions to move. */
  #weight(): number {
    let weight = 1;
    for (let index = 0; index < this.#machines.length; index++)
      weight += (this.#machines[index] as Machine).size(this.#here[this.#behind + index] as number);
    return weight;
  }

  /** WHY: where a union has literals only, most of a subject in practice, nothing else is worth trying. */
  #candidates(): readonly number[] {
    const [here, named] = [this.#here, this.#named];
    let fewest: readonly number[] | undefined;
    for (let index = 0; index < this.#unions.length; index++) {
      const only = (this.#unions[index] as Union).only(here[1 + index] as number);
      if (only !== undefined && (fewest === undefined || only.length < fewest.length)) fewest = only;
    }
    if (fewest !== undefined && fewest.length <= 1) return fewest;
    named.clear();
    if (fewest !== undefined) {
      for (const codePoint of fewest) named.add(codePoint);
      return this.#grammar.candidates(here[0] as number, named, true);
    }
    for (let index = 0; index < this.#unions.length; index++)
      (this.#unions[index] as Union).labels(here[1 + index] as number, named);
    for (let index = 0; index < this.#machines.length; index++)
      (this.#machines[index] as Machine).labels(here[this.#behind + index] as number, named);
    return this.#grammar.candidates(here[0] as number, named, false);
  }

  #follow(from: number, cost: number, codePoint: number): void {
    const [here, next] = [this.#here, this.#next];
    const state = this.#grammar.step(here[0] as number, codePoint);
    if (state === DEAD) return;
    next[0] = state;
    for (let index = 0; index < this.#machines.length; index++) {
      const after = (this.#machines[index] as Machine).step(here[this.#behind + index] as number, codePoint);
      if (after === DEAD) return;
      next[this.#behind + index] = after;
    }
    this.#spread(0, from, cost + this.#grammar.cost(here[0] as number, codePoint), codePoint);
  }

  /** WHY: every combination of positions is paid for, since their number is the product over the unions. */
  #spread(index: number, from: number, cost: number, codePoint: number): void {
    if (index === this.#unions.length) {
      this.#reach(from, cost, codePoint);
      return;
    }
    const successors = this.#successors[index] as number[];
    successors.length = 0;
    (this.#unions[index] as Union).successors(this.#here[1 + index] as number, codePoint, successors);
    for (const position of successors) {
      if (--this.#budget.transitions < 0) return;
      this.#next[1 + index] = position;
      this.#spread(index + 1, from, cost, codePoint);
    }
  }

  #reach(from: number, cost: number, codePoint: number): void {
    const visit = this.#visits.add(this.#next, cost, codePoint, from);
    if (visit !== undefined) this.#agenda.push(visit, cost);
  }
}

const EXHAUSTED: Answer = { kind: 'exhausted' };

/** What is still to be visited. */
interface Agenda {
  push(visit: number, cost: number): void;
  pop(): number | undefined;
}

/** The last in goes first out. */
class Stack implements Agenda {
  readonly #visits: number[] = [];

  push(visit: number): void {
    this.#visits.push(visit);
  }

  pop(): number | undefined {
    return this.#visits.pop();
  }
}

/**
 * A first-in first-out queue for each cost.
 *
 * INVARIANT: what a character costs depends on where it leads, so the first way to a place is a cheapest one.
 */
class CostQueue implements Agenda {
  readonly #buckets: number[][] = [];
  #cheapest = 0;
  #next = 0;

  push(visit: number, cost: number): void {
    while (this.#buckets.length <= cost) this.#buckets.push([]);
    (this.#buckets[cost] as number[]).push(visit);
  }

  pop(): number | undefined {
    for (; this.#cheapest < this.#buckets.length; this.#cheapest++, this.#next = 0) {
      const bucket = this.#buckets[this.#cheapest] as number[];
      if (this.#next < bucket.length) return bucket[this.#next++];
      bucket.length = 0;
    }
    return undefined;
  }
}
