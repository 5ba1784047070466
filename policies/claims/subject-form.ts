import { CharacterSet } from '../patterns/character-set.ts';
import { lazyMachine, type LazyMachine } from '../patterns/machine.ts';
import { codePointsOf } from '../patterns/pattern.ts';
import { VALUE_LANGUAGES, type ValueLanguage } from './component-values.ts';
import { COMPONENTS } from './subject.ts';

/** The names of the components in their order, each once; `any` for any order. */
export type Shape = readonly string[] | 'any';

/** The names of all components; sets of them are numbers with a bit for each. */
export const NAMES = Object.keys(COMPONENTS);

/** Returns the bit of a name. */
export function bitOf(name: string): number {
  return 1 << NAMES.indexOf(name);
}

/** Inside a name (`language` undefined) or inside the value of component `name`. */
export interface FormPlace {
  readonly name: string;
  readonly language: ValueLanguage | undefined;
  readonly value: string;
  /** How many components were finished, as far as it matters. */
  readonly finished: number;
  /** The names that what was read may become; in a value the one that it has. */
  readonly names: number;
}

/** The characters worth trying at a place inside a value. */
export interface Offer {
  /** Those that are treated in ways of their own. */
  readonly special: CharacterSet;
  /** Those that are treated alike, the nicest first. */
  readonly alike: readonly number[];
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
    key: ({ language, name, value, finished }) =>
      `${language === undefined ? '' : ':'}${name} ${value} ${finished}`,
    step: (place, codePoint) => stepPlace(shape, place, String.fromCodePoint(codePoint)),
    accepts: ({ language, value, finished }) =>
      language?.accepts(value) === true && (shape === 'any' || finished === shape.length - 1),
    labels: () => undefined,
  });
  const offers: Offer[] = [];
  const offerAt = (state: number): Offer => (offers[state] ??= offerOf(machine.valueOf(state)));
  return Object.assign(machine, { offerAt });
}

function placeBehind(shape: Shape, finished: number): FormPlace {
  return { name: '', language: undefined, value: '', finished, names: namesBehind(shape, finished) };
}

function namesBehind(shape: Shape, finished: number): number {
  const names = shape === 'any' ? NAMES : shape.slice(finished, finished + 1);
  const isLeader = shape === 'any' && finished === 0;
  const possible = names.filter((name) => !isLeader || COMPONENTS[name]?.leads === true);
  return possible.reduce((bits, name) => bits | bitOf(name), 0);
}

function stepPlace(shape: Shape, place: FormPlace, character: string): FormPlace | undefined {
  const { language, value } = place;
  if (language === undefined) return stepName(place, character);
  if (character === ':') {
    if (!language.accepts(value)) return undefined;
    return placeBehind(shape, shape === 'any' ? 1 : place.finished + 1);
  }
  const next = language.step(value, character);
  return next === undefined ? undefined : { ...place, value: next };
}

function stepName(place: FormPlace, character: string): FormPlace | undefined {
  const { name, names } = place;
  if (character === ':') {
    const component = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
    if (component === undefined || (names & bitOf(name)) === 0) return undefined;
    const language = VALUE_LANGUAGES[component.value];
    return { ...place, language, value: language.start, names: bitOf(name) };
  }
  const longer = name + character;
  const possible = NAMES.filter((each) => each.startsWith(longer) && (names & bitOf(each)) !== 0);
  if (possible.length === 0) return undefined;
  return { ...place, name: longer, names: possible.reduce((bits, each) => bits | bitOf(each), 0) };
}

function offerOf({ language, value }: FormPlace): Offer {
  return language === undefined ? NOTHING : offerIn(language, value);
}

const NOTHING: Offer = { special: new CharacterSet(), alike: [] };
const COLON = 0x3a;

/** Returns what is worth trying in a state of a value's language. */
export function offerIn(language: ValueLanguage, value: string): Offer {
  const special = new CharacterSet();
  for (const codePoint of codePointsOf(language.special(value))) special.add(codePoint);
  special.add(COLON);
  return { special, alike: codePointsOf(language.alike(value)) };
}
