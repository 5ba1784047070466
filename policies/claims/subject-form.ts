import { CharacterSet } from '../patterns/character-set.ts';
import { lazyMachine, type LazyMachine } from '../patterns/machine.ts';
import { codePointsOf } from '../patterns/pattern.ts';
import { VALUE_LANGUAGES, words, type ValueKind, type ValueLanguage } from './component-values.ts';
import { COMPONENTS } from './subject.ts';

/** The names of the components in their order, each once; `any` for any order. */
export type Shape = readonly string[] | 'any';

/** The names of all components; sets of them are numbers with a bit for each. */
export const NAMES = Object.keys(COMPONENTS);

/** Returns the bit of a name. */
export function bitOf(name: string): number {
  return 1 << NAMES.indexOf(name);
}

/** Returns the set of some names. */
export function bitsOf(names: readonly string[]): number {
  return names.reduce((bits, name) => bits | bitOf(name), 0);
}

/** Inside a name, or inside a value of some kind. WHY: which name a value has is told by what is told of the name. */
export interface FormPlace {
  readonly kind: ValueKind | undefined;
  /** What was read of the name, or the state inside the value. */
  readonly read: string;
  /** The names that what was read may become. */
  readonly names: number;
  /** How many components were finished, as far as it matters. */
  readonly finished: number;
}

/** The characters worth trying at a place inside a value. */
export interface Offer {
  /** Those that lead to what none of the others does. */
  readonly own: CharacterSet;
  /** All that are treated in ways of their own. */
  readonly special: CharacterSet;
  /** Those that are treated alike, the nicest first. */
  readonly alike: readonly number[];
  readonly isOpen: boolean;
}

/**
 * The automaton of subjects of a shape, in which a name may come any number of times.
 *
 * Cost: some hundred states; there is one for each shape, and it is kept.
 */
export interface SubjectForm extends LazyMachine<FormPlace> {
  /** Returns what is worth trying in a state inside a value. */
  offerAt(state: number): Offer;
}

const forms = new Map<string, SubjectForm>();

/** Returns the automaton of a shape. */
export function subjectForm(shape: Shape): SubjectForm {
  const known = forms.get(String(shape)) ?? makeForm(shape);
  forms.set(String(shape), known);
  return known;
}

function makeForm(shape: Shape): SubjectForm {
  const machine = lazyMachine<FormPlace>({
    start: placeBehind(shape, 0),
    key: ({ kind, read, finished }) => `${kind ?? ''} ${read} ${finished}`,
    step: (place, codePoint) => stepPlace(shape, place, String.fromCodePoint(codePoint)),
    accepts: ({ kind, read, finished }) =>
      kind !== undefined &&
      VALUE_LANGUAGES[kind].accepts(read) &&
      (shape === 'any' || finished === shape.length - 1),
    labels: () => undefined,
  });
  const offers: Offer[] = [];
  const offerAt = (state: number): Offer => (offers[state] ??= offerOf(machine.valueOf(state)));
  return Object.assign(machine, { offerAt });
}

function placeBehind(shape: Shape, finished: number): FormPlace {
  return { kind: undefined, read: '', names: namesBehind(shape, finished), finished };
}

function namesBehind(shape: Shape, finished: number): number {
  const names = shape === 'any' ? NAMES : shape.slice(finished, finished + 1);
  const isLeader = shape === 'any' && finished === 0;
  return bitsOf(names.filter((name) => !isLeader || COMPONENTS[name]?.leads === true));
}

function stepPlace(shape: Shape, place: FormPlace, character: string): FormPlace | undefined {
  const { kind, read } = place;
  if (kind === undefined) return stepName(place, character);
  const language = VALUE_LANGUAGES[kind];
  if (character === ':') {
    if (!language.accepts(read)) return undefined;
    return placeBehind(shape, shape === 'any' ? 1 : place.finished + 1);
  }
  const next = language.step(read, character);
  return next === undefined ? undefined : { ...place, read: next };
}

function stepName(place: FormPlace, character: string): FormPlace | undefined {
  const { read, names } = place;
  if (character === ':') {
    const component = Object.hasOwn(COMPONENTS, read) ? COMPONENTS[read] : undefined;
    if (component === undefined || (names & bitOf(read)) === 0) return undefined;
    return { ...place, kind: component.value, read: VALUE_LANGUAGES[component.value].start, names: 0 };
  }
  const longer = read + character;
  const possible = NAMES.filter((each) => each.startsWith(longer) && (names & bitOf(each)) !== 0);
  return possible.length === 0 ? undefined : { ...place, read: longer, names: bitsOf(possible) };
}

function offerOf({ kind, read }: FormPlace): Offer {
  return kind === undefined ? offerIn(words([]), '') : offerIn(VALUE_LANGUAGES[kind], read);
}

const COLON = 0x3a;

/** Returns what is worth trying in a state of a value's language. */
export function offerIn(language: ValueLanguage, state: string): Offer {
  const own = setOf(language.own(state));
  own.add(COLON);
  const special = setOf(language.special(state));
  return { own, special, alike: codePointsOf(language.alike(state)), isOpen: language.isOpen };
}

function setOf(characters: string): CharacterSet {
  const set = new CharacterSet();
  for (const codePoint of codePointsOf(characters)) set.add(codePoint);
  return set;
}
