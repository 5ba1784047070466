import type { Pattern } from '../patterns/pattern.ts';
import { matchedPatterns, positionsMachine } from '../patterns/positions.ts';

/** The kinds of value that a component of a subject can have. */
export type ValueKind = 'path' | 'id' | 'ref' | 'ref-type' | 'boolean' | 'tier';

/** The texts that one kind of value allows, read character by character. */
export interface ValueLanguage {
  readonly start: string;
  /** Returns the next state, or `undefined` where no text goes on like that. */
  step(state: string, character: string): string | undefined;
  accepts(state: string): boolean;
  /** Characters that this state treats in a way of their own. */
  special(state: string): string;
  /** Those of them behind which there is something that is not behind those that it treats alike. */
  own(state: string): string;
  /** Characters that it treats alike, the nicest first; one of them stands for all. */
  alike(state: string): string;
  /** Whether there are more of those than `alike` names. */
  readonly isOpen: boolean;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const SLUG_START = `${LETTERS}${DIGITS}_`;
const REF_ORDINARY = `${LETTERS}${DIGITS}-_+=,;!#%&'()<>|"$}`;

/** Follows which of some endings a text is inside of: the state is the part of an ending that was read. */
function follow(endings: readonly string[], read: string, character: string): string {
  const longer = read + character;
  return endings.some((ending) => ending.startsWith(longer)) ? longer : '';
}

const SLUG_ENDINGS = ['.git', '.atom'];

/**
 * GITLAB: slugs hold letters, digits and `_ . -`, begin with no `-`, end in neither `.git` nor `.atom`; a
 * namespace does not end with a dot. Older rows may have what today's rules refuse, so nothing stricter
 * (lib/gitlab/path_regex.rb). A project has a namespace, so there are two slugs at least.
 *
 * The state: `0` or `1` for whether a slash came, `^` at the beginning of a slug, then the part of an ending.
 */
const path: ValueLanguage = {
  start: '0^',
  step(state, character) {
    const ending = state.slice(1);
    if (character === '/') return ending === '' || isInsideEnding(ending) ? '1^' : undefined;
    if (character === '.') return `${state[0]}.`;
    if (character === '-' && ending === '^') return undefined;
    if (character !== '-' && !SLUG_START.includes(character)) return undefined;
    return `${state[0]}${ending.startsWith('.') ? follow(SLUG_ENDINGS, ending, character) : ''}`;
  },
  accepts: (state) => state[0] === '1' && state !== '1^' && !SLUG_ENDINGS.includes(state.slice(1)),
  special: (state) => `-./${state.slice(1).startsWith('.') ? 'gitaom' : ''}`,
  own: () => '/',
  alike: () => SLUG_START,
  isOpen: false,
};

function isInsideEnding(ending: string): boolean {
  return ending.length > 1 && !SLUG_ENDINGS.includes(ending);
}

/** GITLAB: ids are decimal numbers from 1. */
const id: ValueLanguage = {
  start: '',
  step: (state, character) =>
    DIGITS.includes(character) && !(state === '' && character === '0') ? '1' : undefined,
  accepts: (state) => state !== '',
  special: (state) => (state === '' ? '0' : ''),
  own: () => '',
  alike: (state) => (state === '' ? '123456789' : '1234567890'),
  isOpen: false,
};

const FORBIDDEN_IN_REF = ' ~^:?*[\\';
const LOCK = '.lock';

/**
 * GITLAB: refs as git takes them (git-check-ref-format): no component begins with a dot or ends in `.lock`, no
 * `..`, `@{`, `//`, no slash at either end, no dot at the end, no control character, none of `~^:?*[\` or space.
 *
 * The state: `^` at the beginning of a component, `@` behind an at sign, else the part of `.lock` read so far.
 */
const ref: ValueLanguage = {
  start: '^',
  step(state, character) {
    const codePoint = character.codePointAt(0) as number;
    if (codePoint < 0x20 || codePoint === 0x7f || isSurrogate(codePoint)) return undefined;
    if (FORBIDDEN_IN_REF.includes(character)) return undefined;
    if (character === '/') return state === '^' || state === LOCK ? undefined : '^';
    if (character === '.') return state === '^' || state === '.' ? undefined : '.';
    if (character === '{' && state === '@') return undefined;
    if (character === '@') return '@';
    return state.startsWith('.') ? follow([LOCK], state, character) : '';
  },
  accepts: (state) => state !== '^' && state !== '.' && state !== LOCK,
  special: (state) => `/.@{${state.startsWith('.') ? 'lock' : ''}`,
  own: () => '',
  alike: () => REF_ORDINARY,
  isOpen: true,
};

/** WHY: half a character is no text, and a token is text. */
function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

/** Builds the language of a few words. */
export function words(list: readonly string[]): ValueLanguage {
  const next = (state: string): string =>
    list.map((word) => (word.startsWith(state) ? (word[state.length] ?? '') : '')).join('');
  return {
    start: '',
    step(state, character) {
      const longer = state + character;
      return list.some((word) => word.startsWith(longer)) ? longer : undefined;
    },
    accepts: (state) => list.includes(state),
    special: next,
    own: next,
    alike: () => '',
    isOpen: false,
  };
}

/** Builds the language of ids that are none of some. */
export function idsExcept(excluded: readonly string[]): ValueLanguage {
  const special = (state: string): string =>
    `0${excluded.map((each) => (each.startsWith(state) ? (each[state.length] ?? '') : '')).join('')}`;
  return {
    start: '',
    step(state, character) {
      if (id.step(state === '' ? '' : '1', character) === undefined) return undefined;
      const longer = state + character;
      return excluded.some((each) => each.startsWith(longer)) ? longer : '-';
    },
    accepts: (state) => state !== '' && !excluded.includes(state),
    special,
    own: special,
    alike: (state) => id.alike(state),
    isOpen: false,
  };
}

/** Narrows a language of ids to those that match some patterns and no others. */
export function idsOfSort(
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
      const [read, place] = apart(state);
      const next = ids.step(read, character);
      return next === undefined
        ? undefined
        : `${next} ${machine.step(place, character.codePointAt(0) as number)}`;
    },
    accepts: (state) => ids.accepts(apart(state)[0]) && machine.accepts(apart(state)[1]),
    // WHY: there are ten digits, so each is tried.
    special: () => '0123456789',
    own: () => '0123456789',
    alike: () => '',
    isOpen: false,
  };
}

/** Takes the state of two languages at once apart. */
function apart(state: string): [string, number] {
  const space = state.indexOf(' ');
  return [state.slice(0, space), Number(state.slice(space + 1))];
}

/** The language of each kind of value. */
export const VALUE_LANGUAGES: Readonly<Record<ValueKind, ValueLanguage>> = {
  path,
  id,
  ref,
  // WHY: this order is also the order of preference in witnesses.
  'ref-type': words(['branch', 'tag']),
  boolean: words(['true', 'false']),
  tier: words(['production', 'staging', 'testing', 'development', 'other']),
};
