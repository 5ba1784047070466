import type { CharacterSet } from '../patterns/character-set.ts';
import { DEAD, lazyMachine, type LazyMachine } from '../patterns/machine.ts';
import type { Pattern } from '../patterns/pattern.ts';
import type { Grammar } from '../patterns/search.ts';
import { idsExcept, idsOfSort, words, type ValueLanguage } from './component-values.ts';
import { bitOf, bitsOf, NAMES, offerIn, subjectForm, type Offer, type Shape } from './subject-form.ts';

/** A `project_id` claim: one id, or none of some, of those that match some patterns and no others. */
export type ProjectIdScope =
  | { readonly is: string }
  | {
      readonly isNot: readonly string[];
      readonly sort: readonly { readonly pattern: Pattern; readonly isMatched: boolean }[];
    };

/** Which subjects a search looks through. */
export interface SubjectScope {
  readonly shape: Shape;
  /** The names that may come once only. In a real subject all do; to count few makes a larger set of fewer states. */
  readonly once: readonly string[];
  /** What the token's `project_id` claim says of a `project_id` component: the two are equal. */
  readonly projectId?: ProjectIdScope;
}

/** A state of the form of subjects, and what else is known. */
interface Place {
  readonly form: number;
  /** The names that came and may come once only. */
  readonly used: number;
  /** The state inside the value of a `project_id`, where the token has a claim of that name. */
  readonly id: string | undefined;
}

const shared = new Map<string, Grammar>();

/**
 * Returns the grammar of the subjects that projects of an issuer can get.
 *
 * Cost: the grammars that know no id and count no names have some hundred states, and are made once.
 */
export function subjectGrammar(scope: SubjectScope): Grammar {
  if (scope.once.length > 0 || scope.projectId !== undefined) return grammarOf(scope);
  const known = shared.get(String(scope.shape)) ?? grammarOf(scope);
  shared.set(String(scope.shape), known);
  return known;
}

function grammarOf(scope: SubjectScope): Grammar {
  const scoped = new ScopedSubjects(scope);
  const machine = lazyMachine(scoped);
  return Object.assign(machine, {
    candidates: (state: number, named: CharacterSet, noOthers: boolean) =>
      scoped.candidates(state, machine, named, noOthers),
    cost: (state: number, codePoint: number) => scoped.cost(machine.valueOf(state), codePoint),
  });
}

/** WHY: more than the form of any shape has states. */
const FORMS = 2 ** 16;

/** The form of subjects of a shape, narrowed to those of a scope. */
class ScopedSubjects {
  readonly start: Place;
  readonly #form;
  readonly #once: number;
  readonly #ids: ValueLanguage | undefined;
  /** By state inside a name, the characters that go on. */
  readonly #nextOfNames: (readonly number[])[] = [];

  constructor({ shape, once, projectId }: SubjectScope) {
    this.#form = subjectForm(shape);
    // WHY: a shape has each of its names once.
    this.#once = shape === 'any' ? bitsOf(once) : 0;
    this.#ids = projectId === undefined ? undefined : idsIn(projectId);
    this.start = { form: this.#form.start, used: 0, id: undefined };
  }

  key({ form, used, id }: Place): string | number {
    const key = used * FORMS + form;
    return id === undefined ? key : `${key} ${id}`;
  }

  step({ form, used, id }: Place, codePoint: number): Place | undefined {
    const next = this.#form.step(form, codePoint);
    if (next === DEAD) return undefined;
    const { kind, read } = this.#form.valueOf(form);
    if (kind === undefined)
      return codePoint === COLON ? this.#enter(next, used, read) : this.#name(next, used);
    if (codePoint === COLON) {
      const isWhole = id === undefined || this.#ids?.accepts(id) === true;
      return isWhole ? { form: next, used, id: undefined } : undefined;
    }
    if (id === undefined) return { form: next, used, id };
    const longer = this.#ids?.step(id, String.fromCodePoint(codePoint));
    return longer === undefined ? undefined : { form: next, used, id: longer };
  }

  #name(form: number, used: number): Place | undefined {
    const isLeft = (this.#form.valueOf(form).names & ~used) !== 0;
    return isLeft ? { form, used, id: undefined } : undefined;
  }

  #enter(form: number, used: number, name: string): Place | undefined {
    const bit = bitOf(name);
    if ((used & bit) !== 0) return undefined;
    return {
      form,
      used: used | (bit & this.#once),
      id: name === 'project_id' ? this.#ids?.start : undefined,
    };
  }

  accepts({ form, id }: Place): boolean {
    return this.#form.accepts(form) && (id === undefined || this.#ids?.accepts(id) === true);
  }

  labels(): void {
    // WHY: a grammar names its characters as candidates.
  }

  candidates(
    state: number,
    machine: LazyMachine<Place>,
    named: CharacterSet,
    noOthers: boolean,
  ): readonly number[] {
    if (noOthers) return named.toNicest();
    const { form, used, id } = machine.valueOf(state);
    const { kind, read, names } = this.#form.valueOf(form);
    if (kind === undefined) return (this.#nextOfNames[state] ??= nextOfNames(names & ~used, read));
    return candidatesOf(this.#offerAt(form, id), named);
  }

  #offerAt(form: number, id: string | undefined): Offer {
    return id === undefined || this.#ids === undefined ? this.#form.offerAt(form) : offerIn(this.#ids, id);
  }

  /**
   * WHY: `tag` costs one more than `branch`, so that a witness is on a branch unless a tag makes it shorter elsewhere.
   *
   * INVARIANT: all ways into a place cost the same; the search relies on it.
   */
  cost({ form }: Place, codePoint: number): number {
    const { kind, read } = this.#form.valueOf(form);
    if (kind !== 'ref-type' || codePoint === COLON) return 1;
    if (read === '') return codePoint === T ? 3 : 1;
    return read.startsWith('t') ? 2 : 1;
  }
}

/** WHY: what is special but leads to nothing of its own is worth trying only where there is no other character. */
function candidatesOf({ own, special, alike, isOpen }: Offer, named: CharacterSet): readonly number[] {
  named.addAll(own);
  if (!named.addFirstMissing(alike, isOpen, special)) named.addAll(special);
  return named.toNicest();
}

const COLON = 0x3a;
const T = 0x74;

function idsIn(scope: ProjectIdScope): ValueLanguage {
  return 'is' in scope ? words([scope.is]) : idsOfSort(idsExcept(scope.isNot), scope.sort);
}

/** Returns the characters that go on in some names of which a part was read, in the order of the names. */
function nextOfNames(names: number, read: string): readonly number[] {
  const next = new Set<number>();
  for (const name of NAMES) {
    if ((names & bitOf(name)) === 0) continue;
    next.add(name === read ? COLON : name.charCodeAt(read.length));
  }
  return [...next];
}
