import { canonicalText } from '../document/encode.ts';
import { member, type Json, type JsonObject } from '../document/json.ts';
import type { Condition, Principal, Statement, TrustPolicy } from '../document/trust-policy.ts';
import { parseOperator, type Operator } from '../conditions/operators.ts';
import { wildcardPattern, type Pattern } from '../patterns/pattern.ts';
import { relateByBeginning } from '../patterns/relate-pair.ts';
import { relateByElements } from '../patterns/relate.ts';

/** What a rewrite did to a document: the statements that are there no more as they were, and those that are new. */
export interface Difference {
  readonly gone: readonly Statement[];
  readonly fresh: readonly Statement[];
}

/** Finds out which statements a rewrite changed, from the two documents alone; equal ones are paired off. */
export function differenceOf(before: TrustPolicy, after: TrustPolicy): Difference {
  const gone = [...before.statements];
  const fresh = after.statements.filter((statement) => {
    const same = gone.findIndex((each) => areSame(each, statement, []));
    if (same >= 0) gone.splice(same, 1);
    return same < 0;
  });
  return { gone, fresh };
}

const BESIDES = ['Sid', 'Principal', 'NotPrincipal', 'Condition'];

/** Tells whether two statements differ in Sid, principals and conditions at most. */
export function areAlike(one: Statement, other: Statement): boolean {
  return areSame(one, other, BESIDES);
}

/** Tells whether two statements mean the same, leaving some of their elements aside. */
export function areSame(one: Statement, other: Statement, without: readonly string[]): boolean {
  const names = namesIn(one.json, without);
  return (
    names.length === namesIn(other.json, without).length &&
    names.every((name) => isSameElement(name, one, other))
  );
}

function isSameElement(name: string, one: Statement, other: Statement): boolean {
  if (name === 'Condition') return askTheSame(one.conditions, other.conditions);
  const textOf = (value: Json): string => canonicalText({ Statement: [{ [name]: value }] });
  return areSameValues(member(one.json, name), member(other.json, name), textOf);
}

/** Tells whether two values mean the same, by the text of each; one that is not there is like no other. */
export function areSameValues(
  one: Json | undefined,
  other: Json | undefined,
  textOf: (value: Json) => string,
): boolean {
  // WHY: what a rewrite did not touch is the very same value, and two texts are the same or not: neither takes long.
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (typeof one === 'string' && typeof other === 'string') return false;
  return textOf(one) === textOf(other);
}

function askTheSame(conditions: readonly Condition[], others: readonly Condition[]): boolean {
  return (
    conditions.length === others.length &&
    conditions.every(({ operator, key, values }) =>
      others.some(
        (each) => each.operator === operator && each.key === key && areSameSets(values, each.values),
      ),
    )
  );
}

function areSameSets(values: readonly string[], others: readonly string[]): boolean {
  return isSubset(values, others) && isSubset(others, values);
}

function isSubset(values: readonly string[], others: readonly string[]): boolean {
  return values.every((value) => others.includes(value));
}

/** Returns the principals of a statement that another does not name. */
export function principalsBeyond({ principal }: Statement, other: Statement): Principal[] {
  return principal.principals.filter(
    ({ type, value }) =>
      !other.principal.principals.some((each) => each.type === type && each.value === value),
  );
}

function namesIn(json: JsonObject, without: readonly string[]): string[] {
  return Object.keys(json).filter((name) => !without.includes(name));
}

/** Returns the conditions of `other` that a statement does not have as well, or more strictly. */
export function unmet(statement: Statement, other: Statement): Condition[] {
  return other.conditions.filter((wanted) => !statement.conditions.some((each) => isAsStrict(each, wanted)));
}

/**
 * Tells whether a condition holds for no more than another, by its form: the same one, or one with fewer values or
 * with values inside those of the other.
 */
function isAsStrict(condition: Condition, other: Condition): boolean {
  if (condition.operator !== other.operator || condition.key.toLowerCase() !== other.key.toLowerCase())
    return false;
  if (areSameSets(condition.values, other.values)) return true;
  const operator = parseOperator(condition.operator);
  if (operator === undefined || !isPositiveText(operator) || condition.values.length === 0) return false;
  if (isSubset(condition.values, other.values)) return true;
  return (
    operator.exactCase && operator.row.comparison === 'like' && areInside(condition.values, other.values)
  );
}

function isPositiveText({ row }: Operator): boolean {
  return !row.negated && (row.comparison === 'equals' || row.comparison === 'like');
}

/** Tells whether every pattern obviously means no more than some others do, whatever the text and the key are. */
function areInside(values: readonly string[], others: readonly string[]): boolean {
  if ([...values, ...others].some((value) => value.includes('${'))) return false;
  const relations = values.map((value) => others.map((each) => relateByBeginning(value, each)));
  const unclear = relations.filter((each) => !each.includes('inside'));
  if (unclear.length === 0) return true;
  // WHY: what is seen to be inside none of the others is not worth patterns.
  if (!unclear.every((each) => each.includes(undefined))) return false;
  return relateByElements(patternsOf(values), patternsOf(others)) === 'inside';
}

function patternsOf(values: readonly string[]): Pattern[] {
  return values.map((value) => wildcardPattern(value));
}
