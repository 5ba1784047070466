import { canonicalText } from '../document/encode.ts';
import { member, type Json, type JsonObject } from '../document/json.ts';
import type { Condition, Principal, Statement, TrustPolicy } from '../document/trust-policy.ts';
import { parseOperator } from '../conditions/operators.ts';

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
  if (one.json === other.json) return true;
  const [first, second] = [one, other].map(({ json }) => elementsOf(json, without));
  if (first === undefined || second === undefined) return false;
  // WHY: what a rewrite did not touch is the very same value, and rarely anything else is compared.
  const isUntouched =
    first.length === second.length && first.every(([name, value]) => member(other.json, name) === value);
  return isUntouched || textOf(first) === textOf(second);
}

/** Returns the principals of a statement that another does not name. */
export function principalsBeyond({ principal }: Statement, other: Statement): Principal[] {
  return principal.principals.filter(
    ({ type, value }) =>
      !other.principal.principals.some((each) => each.type === type && each.value === value),
  );
}

function elementsOf(json: JsonObject, without: readonly string[]): [string, Json][] {
  return Object.entries(json).filter(([name]) => !without.includes(name));
}

function textOf(elements: readonly [string, Json][]): string {
  return canonicalText({ Statement: [Object.fromEntries(elements)] });
}

/** Returns the conditions of `other` that a statement does not have as well, or more strictly. */
export function unmet(statement: Statement, other: Statement): Condition[] {
  return other.conditions.filter((wanted) => !statement.conditions.some((each) => isAsStrict(each, wanted)));
}

/** Tells whether a condition holds for no more than another, by its form: the same one, or fewer values. */
function isAsStrict(condition: Condition, other: Condition): boolean {
  if (condition.operator !== other.operator || condition.key.toLowerCase() !== other.key.toLowerCase())
    return false;
  const isSubset = condition.values.every((value) => other.values.includes(value));
  if (isSubset && other.values.every((value) => condition.values.includes(value))) return true;
  const row = parseOperator(condition.operator)?.row;
  const isPositiveText =
    row !== undefined && !row.negated && (row.comparison === 'equals' || row.comparison === 'like');
  return isSubset && isPositiveText && condition.values.length > 0;
}
