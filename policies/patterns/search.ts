import { CharacterSet } from './character-set.ts';
import { DEAD, type Machine } from './machine.ts';
import type { Union } from './union.ts';

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
export const DEFAULT_BUDGET: Readonly<Budget> = { states: 20_000, transitions: 200_000 };

/** How many questions' worth of work one document may take in all. */
const QUESTIONS = 8;

/** Hands out budgets, one for each question, from what is left for all of them, and knows what was spent. */
export class Purse {
  readonly #limit: Readonly<Budget>;
  readonly #taken: { readonly full: Budget; readonly left: Budget }[] = [];

  constructor(limit: Readonly<Budget>) {
    this.#limit = limit;
  }

  /** Returns the budget for one more question; less than a full one towards the end. */
  take(): Budget {
    const spent = this.spent();
    const full = {
      states: Math.max(0, Math.min(this.#limit.states, QUESTIONS * this.#limit.states - spent.states)),
      transitions: Math.max(
        0,
        Math.min(this.#limit.transitions, QUESTIONS * this.#limit.transitions - spent.transitions),
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

/** A place in the product: the grammar's state, the unions' positions, the machines' states, in this order. */
interface Visit {
  readonly places: readonly number[];
  readonly cost: number;
  readonly codePoint: number;
  readonly from: Visit | undefined;
}

/**
 * Finds the cheapest text of a grammar that all unions and all machines accept, or proves that none exists.
 *
 * Walks the product of the automata breadth first, by cost; states are made when they are reached.
 *
 * Guarantees: `none` is a proof; `found` is shortest by the grammar's costs, with the nicest characters first.
 * Cost: bounded by `budget`, which is counted down.
 */
export function search(question: Question, budget: Budget): Answer {
  const { grammar, unions, machines } = question;
  const parts = [grammar, ...unions, ...machines];
  const named = new CharacterSet();
  const queue = question.isDeepFirst === true ? new Stack() : new CostQueue();
  queue.push({ places: parts.map((part) => part.start), cost: 0, codePoint: 0, from: undefined });
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    const { places } = visit;
    if (parts.every((part, index) => part.accepts(places[index] as number)))
      return { kind: 'found', text: textOf(visit) };
    if (--budget.states < 0) return { kind: 'exhausted' };
    const weight = weightOf(question, places);
    for (const codePoint of candidatesAt(question, places, named)) {
      budget.transitions -= weight;
      follow(question, visit, codePoint, queue, budget);
      if (budget.transitions < 0) return { kind: 'exhausted' };
    }
  }
  return { kind: 'none' };
}

/** Returns what one more character costs from some places: as much as there are positions to move. */
function weightOf({ unions, machines }: Question, places: readonly number[]): number {
  let weight = 1;
  for (let index = 0; index < machines.length; index++) {
    weight += (machines[index] as Machine).size(places[1 + unions.length + index] as number);
  }
  return weight;
}

/** WHY: where a union has literals only, most of a subject in practice, nothing else is worth trying. */
function candidatesAt(question: Question, places: readonly number[], named: CharacterSet): readonly number[] {
  const { grammar, unions, machines } = question;
  let fewest: readonly number[] | undefined;
  for (let index = 0; index < unions.length; index++) {
    const only = (unions[index] as Union).only(places[1 + index] as number);
    if (only !== undefined && (fewest === undefined || only.length < fewest.length)) fewest = only;
  }
  if (fewest !== undefined && fewest.length <= 1) return fewest;
  named.clear();
  if (fewest !== undefined) {
    for (const codePoint of fewest) named.add(codePoint);
    return grammar.candidates(places[0] as number, named, true);
  }
  for (let index = 0; index < unions.length; index++)
    (unions[index] as Union).labels(places[1 + index] as number, named);
  for (let index = 0; index < machines.length; index++) {
    (machines[index] as Machine).labels(places[1 + unions.length + index] as number, named);
  }
  return grammar.candidates(places[0] as number, named, false);
}

/** WHY: every combination of positions is paid for, since their number is the product over the unions. */
function follow(question: Question, visit: Visit, codePoint: number, queue: Agenda, budget: Budget): void {
  const { grammar, unions, machines } = question;
  const next = grammar.step(visit.places[0] as number, codePoint);
  if (next === DEAD) return;
  const after: number[] = [];
  for (let index = 0; index < machines.length; index++) {
    const state = (machines[index] as Machine).step(
      visit.places[1 + unions.length + index] as number,
      codePoint,
    );
    if (state === DEAD) return;
    after.push(state);
  }
  const cost = visit.cost + grammar.cost(visit.places[0] as number, codePoint);
  const before = [next];
  const spread = (index: number): void => {
    if (index === unions.length) {
      queue.push({ places: [...before, ...after], cost, codePoint, from: visit });
      return;
    }
    const positions: number[] = [];
    (unions[index] as Union).successors(visit.places[1 + index] as number, codePoint, positions);
    for (const position of positions) {
      if (--budget.transitions < 0) return;
      before[1 + index] = position;
      spread(index + 1);
    }
  };
  spread(0);
}

function textOf(visit: Visit): string {
  const codePoints: number[] = [];
  for (let at: Visit = visit; at.from !== undefined; at = at.from) codePoints.push(at.codePoint);
  return codePoints
    .toReversed()
    .map((codePoint) => String.fromCodePoint(codePoint))
    .join('');
}

/** A set of lists of numbers of one length. */
class Tuples {
  /** By the number of a beginning and the next element: the number of the longer beginning. */
  readonly #longer = new Map<number, number>();
  readonly #ends = new Set<number>();

  /** Adds a list; `false` where it was there. */
  add(tuple: readonly number[]): boolean {
    let beginning = 0;
    for (let index = 0; index < tuple.length - 1; index++)
      beginning = this.#numberOf(beginning, tuple[index] as number);
    const key = beginning * 2 ** 26 + (tuple.at(-1) as number);
    const size = this.#ends.size;
    return this.#ends.add(key).size > size;
  }

  #numberOf(beginning: number, element: number): number {
    const key = beginning * 2 ** 26 + element;
    const known = this.#longer.get(key);
    if (known !== undefined) return known;
    const number = this.#longer.size + 1;
    this.#longer.set(key, number);
    return number;
  }
}

/** What is still to be visited; takes every place once. */
interface Agenda {
  push(visit: Visit): void;
  pop(): Visit | undefined;
}

/** The last in goes first out. */
class Stack implements Agenda {
  readonly #seen = new Tuples();
  readonly #visits: Visit[] = [];

  push(visit: Visit): void {
    if (this.#seen.add(visit.places)) this.#visits.push(visit);
  }

  pop(): Visit | undefined {
    return this.#visits.pop();
  }
}

/**
 * A first-in first-out queue for each cost, which takes every place once.
 *
 * INVARIANT: what a character costs depends on where it leads, so the first way to a place is a cheapest one.
 */
class CostQueue implements Agenda {
  readonly #seen = new Tuples();
  readonly #buckets: { items: Visit[]; next: number }[] = [];
  #cheapest = 0;

  push(visit: Visit): void {
    if (!this.#seen.add(visit.places)) return;
    while (this.#buckets.length <= visit.cost) this.#buckets.push({ items: [], next: 0 });
    this.#buckets[visit.cost]?.items.push(visit);
  }

  pop(): Visit | undefined {
    for (; this.#cheapest < this.#buckets.length; this.#cheapest++) {
      const bucket = this.#buckets[this.#cheapest];
      if (bucket !== undefined && bucket.next < bucket.items.length) return bucket.items[bucket.next++];
      // WHY: what was visited is kept by those that came from it, and by nobody else.
      if (bucket !== undefined) bucket.items = [];
    }
    return undefined;
  }
}
