import { COMPONENTS, isValue, parseSubject } from '../claims/subject.ts';
import type { Condition, Statement } from '../document/trust-policy.ts';
import type { CompiledIntent } from '../intent/compiled.ts';
import { grantsOf, groupGrants, provesEnough, refPatternsOf } from '../intent/grants.ts';
import { matchesPattern } from '../patterns/match.ts';
import { foldAscii, wildcardPattern } from '../patterns/pattern.ts';
import { areAllowed } from './question.ts';

/** A value of a usual form: a literal, or a pattern that begins literally and has no `?`. */
export interface UsualValue {
  readonly text: string;
  /** What stands before the first `*`; all of a literal. */
  readonly beginning: string;
  readonly isOpen: boolean;
}

/** What a statement means that does not ask for the subject. */
const ANY_SUBJECT: readonly UsualValue[] = [{ text: '*', beginning: '', isOpen: true }];

/** A statement whose conditions are the usual ones: the subject in one list, the audience in one list, or none. */
export interface UsualStatement {
  readonly values: readonly UsualValue[];
  /** The first audience that it takes; `undefined` where it takes any. */
  readonly audience: string | undefined;
}

/** The operators under which a list means "one of these", for keys that every token has once. */
const OPERATORS: Readonly<Record<string, 'literal' | 'pattern'>> = {
  StringEquals: 'literal',
  'ForAnyValue:StringEquals': 'literal',
  StringLike: 'pattern',
  'ForAnyValue:StringLike': 'pattern',
};

/** Reads a statement of the usual form; `undefined` for any other. */
export function readUsual(
  statement: Statement,
  issuer: string,
  hasVariables: boolean,
): UsualStatement | undefined {
  let values: readonly UsualValue[] | undefined;
  let audience: string | undefined;
  for (const condition of statement.conditions) {
    const kind = Object.hasOwn(OPERATORS, condition.operator) ? OPERATORS[condition.operator] : undefined;
    if (kind === undefined || condition.values.length === 0) return undefined;
    if (hasVariables && condition.values.some((value) => value.includes('${'))) return undefined;
    if (audience === undefined && isKey(condition, issuer, 'aud')) {
      audience = condition.values.find((value) => kind === 'literal' || !isWild(value));
      if (audience === undefined || audience === '') return undefined;
    } else {
      if (values !== undefined || !isKey(condition, issuer, 'sub')) return undefined;
      values = readValues(condition, kind === 'pattern');
      if (values === undefined) return undefined;
    }
  }
  return { values: values ?? ANY_SUBJECT, audience };
}

/** WHY: other spellings of a key are rare enough to take the long way. */
function isKey(condition: Condition, issuer: string, claim: string): boolean {
  const { key } = condition;
  const { length } = issuer;
  return (
    key.length === length + claim.length + 1 &&
    key[length] === ':' &&
    key.startsWith(issuer) &&
    key.endsWith(claim)
  );
}

function isWild(value: string): boolean {
  return value.includes('*') || value.includes('?');
}

function readValues(condition: Condition, hasWildcards: boolean): readonly UsualValue[] | undefined {
  const values: UsualValue[] = [];
  for (const text of condition.values) {
    if (hasWildcards && text.includes('?')) return undefined;
    values.push(usualValue(text, hasWildcards));
  }
  return values;
}

/** Reads one value of a usual form. */
export function usualValue(text: string, hasWildcards: boolean): UsualValue {
  const star = hasWildcards ? text.indexOf('*') : -1;
  return { text, beginning: star < 0 ? text : text.slice(0, star), isOpen: star >= 0 };
}

/** What one value of a usual form comes to. */
export type UsualOutcome = 'contained' | 'dead' | 'unproved';

/**
 * Tells whether the intent allows every token whose subject a value means, whatever its other claims are.
 *
 * Equivalent to: the search for a forbidden subject, wherever it does not answer `unproved`.
 */
export function outcomeOfUsual(value: UsualValue, intent: CompiledIntent): UsualOutcome {
  if (!value.isOpen) {
    const subject = parseSubject(value.text);
    if (subject === undefined) return 'dead';
    return provesEnough(intent, subject) ? 'contained' : 'unproved';
  }
  return intent.owed.has(value.text) ? outcomeOfOwed(value.text, intent) : outcomeOfPattern(value, intent);
}

/** Returns what the values of a statement come to, each by itself. */
export function outcomesOf({ values }: UsualStatement, intent: CompiledIntent): readonly UsualOutcome[] {
  return values.map((value) => outcomeOfUsual(value, intent));
}

const owedOutcomes = new WeakMap<CompiledIntent, Map<string, UsualOutcome>>();

/**
 * Tells what a value comes to that the intent itself gives, as a rewrite writes it.
 *
 * Cost: two searches for each value of an intent, once; what is remembered is bounded by the intent.
 */
function outcomeOfOwed(text: string, intent: CompiledIntent): UsualOutcome {
  const known = owedOutcomes.get(intent) ?? new Map<string, UsualOutcome>();
  owedOutcomes.set(intent, known);
  const found = known.get(text) ?? areAllowed(wildcardPattern(text), intent);
  const outcome = found === 'contained' || found === 'dead' ? found : 'unproved';
  known.set(text, outcome);
  return outcome;
}

/** WHY: once a project is proved with enough of a ref, nothing that follows can take it back. */
function outcomeOfPattern(value: UsualValue, intent: CompiledIntent): UsualOutcome {
  const { finished, name, begun } = takeApart(value.beginning);
  const subject = finished === '' ? NO_COMPONENTS : parseSubject(finished);
  if (name === '' && (subject === undefined || !beginsName(begun, subject))) return 'dead';
  if (subject === undefined || subject.has(name) || subject.size > 3) return 'unproved';
  if (!canGoOn(name, begun) || !isAlive(value)) return 'unproved';
  const isTrailing = value.beginning.length === value.text.length - 1;
  const isProved =
    (subject.size > 0 && provesEnough(intent, subject)) ||
    (name === 'project_path' && groupGrants(intent, foldAscii(begun)).includes('any-ref')) ||
    (name === 'ref' && isTrailing && isRefProved(intent, subject, begun));
  return isProved ? 'contained' : 'unproved';
}

const NO_COMPONENTS: ReadonlyMap<string, string> = new Map();
const NAMES = Object.entries(COMPONENTS);

function beginsName(begun: string, subject: ReadonlyMap<string, string>): boolean {
  return NAMES.some(([name, { leads }]) => name.startsWith(begun) && (subject.size > 0 || leads));
}

/** What a subject often goes on with, for a pattern that asks for more behind its first `*`. */
const ENDINGS = [
  'branch:ref:a',
  'a:ref_type:branch:ref:a',
  'a/a:ref_type:branch:ref:a',
  'ref_type:branch:ref:a',
  'a',
];

/** Tells whether some subject matches, as far as a look tells. */
function isAlive({ text, beginning }: UsualValue): boolean {
  if (beginning.length === text.length - 1) return true;
  return ENDINGS.some((ending) => {
    const sub = beginning + ending;
    return parseSubject(sub) !== undefined && matchesPattern(text, sub);
  });
}

/** Returns a subject that a pattern means and that the intent forbids, where one of the usual endings makes one. */
export function exampleOf({ text, beginning }: UsualValue, intent: CompiledIntent): string | undefined {
  return ENDINGS.map((ending) => beginning + ending).find((sub) => {
    const subject = parseSubject(sub);
    return subject !== undefined && matchesPattern(text, sub) && !provesEnough(intent, subject);
  });
}

/** Takes the beginning of a subject apart: whole components, and the one that is begun; `name` is empty between two. */
function takeApart(text: string): { finished: string; name: string; begun: string } {
  const colon = text.lastIndexOf(':');
  const nameAt = text.lastIndexOf(':', colon - 1) + 1;
  const name = text.slice(nameAt, Math.max(colon, 0));
  const begun = text.slice(colon + 1);
  if (Object.hasOwn(COMPONENTS, name))
    return { finished: text.slice(0, Math.max(0, nameAt - 1)), name, begun };
  return { finished: text.slice(0, Math.max(colon, 0)), name: '', begun };
}

/** Tells whether some subject goes on from there; `false` also where that takes more than a look. */
function canGoOn(name: string, begun: string): boolean {
  switch (name) {
    case '':
      return begun === '';
    case 'project_path':
      return isValue('path', begun.endsWith('/') ? `${begun}a` : begun);
    case 'ref':
      return isValue('ref', `${begun}a`);
    case 'ref_type':
      return begun === '';
  }
  return false;
}

/**
 * Tells whether every ref that begins like this is allowed: a pattern begins no later and ends with a `*`.
 *
 * WHY: a wildcard takes itself too, so that a text that begins like a pattern does matches it up to there.
 */
function isRefProved(intent: CompiledIntent, subject: ReadonlyMap<string, string>, begun: string): boolean {
  const type = subject.get('ref_type');
  if (type === undefined) return false;
  return refPatternsOf(intent, grantsOf(intent, subject), type).some(
    (pattern) => pattern.endsWith('*') && begun.startsWith(pattern.slice(0, -1)),
  );
}
