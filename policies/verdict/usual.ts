import { COMPONENTS, isValue, parseSubject } from '../claims/subject.ts';
import type { Condition, Statement } from '../document/trust-policy.ts';
import type { CompiledIntent } from '../intent/compiled.ts';
import { grantsOf, groupGrants, provesEnough, refPatternsOf } from '../intent/grants.ts';
import { foldAscii } from '../patterns/pattern.ts';

/** A value of a usual form: a literal, or a literal beginning with one `*` behind it. */
export interface UsualValue {
  readonly text: string;
  readonly isOpen: boolean;
}

/** A statement whose conditions are the usual ones: the subject in one list, and perhaps the audience. */
export interface UsualStatement {
  readonly values: readonly UsualValue[];
  readonly testsAudience: boolean;
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
  let testsAudience = false;
  for (const condition of statement.conditions) {
    const kind = Object.hasOwn(OPERATORS, condition.operator) ? OPERATORS[condition.operator] : undefined;
    if (kind === undefined || condition.values.length === 0) return undefined;
    if (hasVariables && condition.values.some((value) => value.includes('${'))) return undefined;
    if (isKey(condition, issuer, 'aud')) {
      if (testsAudience || condition.values.includes('')) return undefined;
      testsAudience = true;
    } else {
      if (values !== undefined || !isKey(condition, issuer, 'sub')) return undefined;
      values = readValues(condition, kind === 'pattern');
      if (values === undefined) return undefined;
    }
  }
  return values === undefined ? undefined : { values, testsAudience };
}

/** WHY: other spellings of a key are rare enough to take the long way. */
function isKey(condition: Condition, issuer: string, claim: string): boolean {
  const { key } = condition;
  return key.length === issuer.length + claim.length + 1 && key === `${issuer}:${claim}`;
}

function readValues(condition: Condition, hasWildcards: boolean): readonly UsualValue[] | undefined {
  const values: UsualValue[] = [];
  for (const text of condition.values) {
    if (!hasWildcards || (!text.includes('*') && !text.includes('?'))) values.push({ text, isOpen: false });
    else if (text.indexOf('*') === text.length - 1 && !text.includes('?')) {
      values.push({ text: text.slice(0, -1), isOpen: true });
    } else return undefined;
  }
  return values;
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
  return outcomeOfBeginning(value.text, intent);
}

/** WHY: once a project is proved with enough of a ref, nothing that follows can take it back. */
function outcomeOfBeginning(text: string, intent: CompiledIntent): UsualOutcome {
  const { finished, name, begun } = takeApart(text);
  const subject = finished === '' ? new Map<string, string>() : parseSubject(finished);
  if (subject === undefined || subject.has(name) || subject.size > 3) return 'unproved';
  if (!canGoOn(name, begun, subject.size === 0)) return 'unproved';
  const isProved =
    (subject.size > 0 && provesEnough(intent, subject)) ||
    (name === 'project_path' && groupGrants(intent, foldAscii(begun)).includes('any-ref')) ||
    (name === 'ref' && isRefProved(intent, subject, begun));
  return isProved ? 'contained' : 'unproved';
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
function canGoOn(name: string, begun: string, isLeader: boolean): boolean {
  if (isLeader && name !== 'project_path') return false;
  switch (name) {
    case '':
      return begun === '';
    case 'project_path':
      return isValue('path', begun.endsWith('/') ? `${begun}a` : begun);
    case 'ref':
      return isValue('ref', `${begun}a`);
    case 'ref_type':
      return begun === '';
    default:
      return false;
  }
}

/** Tells whether every ref that begins like this is allowed: a pattern begins no later and ends with its only `*`. */
function isRefProved(intent: CompiledIntent, subject: ReadonlyMap<string, string>, begun: string): boolean {
  const type = subject.get('ref_type');
  if (type === undefined) return false;
  return refPatternsOf(intent, grantsOf(intent, subject), type).some((pattern) => {
    const isBeginning = pattern.indexOf('*') === pattern.length - 1 && !pattern.includes('?');
    return isBeginning && begun.startsWith(pattern.slice(0, -1));
  });
}
