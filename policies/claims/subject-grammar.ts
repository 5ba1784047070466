import type { CharacterSet } from '../patterns/character-set.ts';
import { lazyMachine } from '../patterns/machine.ts';
import { codePointsOf, type Pattern } from '../patterns/pattern.ts';
import { matchedPatterns, positionsMachine } from '../patterns/positions.ts';
import type { Grammar } from '../patterns/search.ts';
import { idsExcept, VALUE_LANGUAGES, words, type ValueLanguage } from './component-values.ts';
import { COMPONENTS } from './subject.ts';

/** A `project_id` claim: one id, or none of some, of those that match some patterns and no others. */
export type ProjectIdScope =
  | { readonly is: string }
  | {
      readonly isNot: readonly string[];
      readonly sort: readonly { readonly pattern: Pattern; readonly isMatched: boolean }[];
    };

/** Which subjects a search looks through. */
export interface SubjectScope {
  /** The names of the components in their order, each once; `any` for any order. */
  readonly shape: readonly string[] | 'any';
  /** The names that may come once only. In a real subject all do; to count few makes a larger set of fewer states. */
  readonly once: readonly string[];
  /** What the token's `project_id` claim says of a `project_id` component: the two are equal. */
  readonly projectId?: ProjectIdScope;
}

const NAMES = Object.keys(COMPONENTS);

/** Inside a name (`language` undefined) or inside the value of component `name`. */
interface Place {
  readonly name: string;
  readonly language: ValueLanguage | undefined;
  readonly value: string;
  /** How many components were finished, as far as it matters. */
  readonly finished: number;
  /** Bits of the names that came and may come once only. */
  readonly used: number;
}

const shared = new Map<string, Grammar>();

/**
 * Returns the grammar of the subjects that projects of an issuer can get.
 *
 * Cost: the grammars that know no id and count no names have some hundred states, and are made once.
 */
export function subjectGrammar(scope: SubjectScope): Grammar {
  if (scope.once.length > 0 || scope.projectId !== undefined) return makeGrammar(scope);
  const known = shared.get(String(scope.shape)) ?? makeGrammar(scope);
  shared.set(String(scope.shape), known);
  return known;
}

function makeGrammar(scope: SubjectScope): Grammar {
  const languages = languagesFor(scope);
  const machine = lazyMachine<Place>({
    start: { name: '', language: undefined, value: '', finished: 0, used: 0 },
    key: (place) =>
      `${place.language === undefined ? '' : ':'}${place.name} ${place.value} ${place.finished} ${place.used}`,
    step: (place, codePoint) => stepPlace(scope, languages, place, String.fromCodePoint(codePoint)),
    accepts: (place) =>
      place.language?.accepts(place.value) === true &&
      (scope.shape === 'any' || place.finished === scope.shape.length - 1),
    labels: () => undefined,
  });
  return {
    ...machine,
    candidates: (state, named, noOthers) => candidatesAt(scope, machine.valueOf(state), named, noOthers),
    cost: (state, codePoint) => costAt(machine.valueOf(state), codePoint),
  };
}

function languagesFor(scope: SubjectScope): Readonly<Record<string, ValueLanguage>> {
  const languages: Record<string, ValueLanguage> = {};
  for (const name of NAMES) languages[name] = VALUE_LANGUAGES[COMPONENTS[name]?.value ?? 'path'];
  if (scope.projectId !== undefined) {
    languages['project_id'] =
      'is' in scope.projectId
        ? words([scope.projectId.is])
        : idsOfSort(idsExcept(scope.projectId.isNot), scope.projectId.sort);
  }
  return languages;
}

/** Narrows a language of ids to those that match some patterns and no others. */
function idsOfSort(
  ids: ValueLanguage,
  sort: readonly { readonly pattern: Pattern; readonly isMatched: boolean }[],
): ValueLanguage {
  if (sort.length === 0) return ids;
  const patterns = sort.map(({ pattern }) => pattern);
  const wanted = sort.flatMap(({ isMatched }, index) => (isMatched ? [index] : [])).join();
  const machine = positionsMachine(
    patterns,
    (positions) =>
      matchedPatterns(patterns, positions)
        .sort((one, other) => one - other)
        .join() === wanted,
  );
  return {
    start: `${ids.start} ${machine.start}`,
    step(state, character) {
      const [id, place] = apart(state);
      const next = ids.step(id, character);
      return next === undefined
        ? undefined
        : `${next} ${machine.step(place, character.codePointAt(0) as number)}`;
    },
    accepts: (state) => ids.accepts(apart(state)[0]) && machine.accepts(apart(state)[1]),
    // WHY: there are ten digits, so each is tried.
    special: () => '0123456789',
    alike: () => '',
    isOpen: false,
  };
}

/** Takes the state of two languages at once apart. */
function apart(state: string): [string, number] {
  const space = state.indexOf(' ');
  return [state.slice(0, space), Number(state.slice(space + 1))];
}

/** Returns the names that may be read at a place. */
function namesAt(scope: SubjectScope, place: Place): readonly string[] {
  if (scope.shape !== 'any') return scope.shape.slice(place.finished, place.finished + 1);
  return NAMES.filter((name, index) => {
    if (place.finished === 0 && COMPONENTS[name]?.leads !== true) return false;
    return (place.used & (1 << index)) === 0;
  });
}

function stepPlace(
  scope: SubjectScope,
  languages: Readonly<Record<string, ValueLanguage>>,
  place: Place,
  character: string,
): Place | undefined {
  if (place.language === undefined) return stepName(scope, languages, place, character);
  if (character !== ':') {
    const value = place.language.step(place.value, character);
    return value === undefined ? undefined : { ...place, value };
  }
  if (!place.language.accepts(place.value)) return undefined;
  const finished = scope.shape === 'any' ? 1 : place.finished + 1;
  const used = scope.once.includes(place.name) ? place.used | (1 << NAMES.indexOf(place.name)) : place.used;
  return { name: '', language: undefined, value: '', finished, used };
}

function stepName(
  scope: SubjectScope,
  languages: Readonly<Record<string, ValueLanguage>>,
  place: Place,
  character: string,
): Place | undefined {
  const names = namesAt(scope, place);
  if (character === ':') {
    const language = names.includes(place.name) ? languages[place.name] : undefined;
    return language === undefined ? undefined : { ...place, language, value: language.start };
  }
  const longer = place.name + character;
  return names.some((name) => name.startsWith(longer)) ? { ...place, name: longer } : undefined;
}

function candidatesAt(
  scope: SubjectScope,
  place: Place,
  named: CharacterSet,
  noOthers: boolean,
): readonly number[] {
  const { language } = place;
  if (noOthers) return named.toNicest();
  if (language === undefined) return nextOfNames(namesAt(scope, place), place.name);
  for (const codePoint of codePointsOf(language.special(place.value))) named.add(codePoint);
  named.add(COLON);
  named.addFirstMissing(alikeAt(language, place.value), language.isOpen);
  return named.toNicest();
}

const COLON = 0x3a;
const alike = new Map<string, readonly number[]>();

/** WHY: there are a handful of such strings, and they are asked for at every step. */
function alikeAt(language: ValueLanguage, value: string): readonly number[] {
  const characters = language.alike(value);
  const known = alike.get(characters) ?? codePointsOf(characters);
  alike.set(characters, known);
  return known;
}

function nextOfNames(names: readonly string[], read: string): number[] {
  const next = new Set<number>();
  for (const name of names) {
    if (name === read) next.add(0x3a);
    else if (name.startsWith(read)) next.add(name.charCodeAt(read.length));
  }
  return [...next];
}

/**
 * WHY: `tag` costs one more than `branch`, so that a witness is on a branch unless a tag makes it shorter elsewhere.
 *
 * INVARIANT: all ways into a place cost the same; the search relies on it.
 */
function costAt(place: Place, codePoint: number): number {
  if (place.name !== 'ref_type' || place.language === undefined || codePoint === COLON) return 1;
  if (place.value === '') return codePoint === T ? 3 : 1;
  return place.value.startsWith('t') ? 2 : 1;
}

const T = 0x74;
