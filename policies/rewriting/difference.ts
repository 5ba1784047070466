import { canonicalText } from '../document/encode.ts';
import { member, type JsonObject } from '../document/json.ts';
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
  if (one.json === other.json) return true;
  if (one.effect !== other.effect) return false;
  if (!without.includes('Condition') && askOtherwise(one.conditions, other.conditions)) return false;
  const [names, others] = [one, other].map(({ json }) => namesIn(json, without)) as [string[], string[]];
  // WHY: what a rewrite did not touch is the very same value, and rarely anything else is compared.
  const isUntouched =
    names.length === others.length &&
    names.every((name) => member(other.json, name) === member(one.json, name));
  return isUntouched || textOf(one.json, names) === textOf(other.json, others);
}

/** Tells whether a look shows that two lists of conditions differ: in their number, or in the values of one. */
function askOtherwise(conditions: readonly Condition[], others: readonly Condition[]): boolean {
  if (conditions.length !== others.length) return true;
  return conditions.some(({ operator, key, values }, index) => {
    const other = others[index];
    if (other?.operator !== operator || other.key !== key) return false;
    return !isSubset(values, other.values) || !isSubset(other.values, values);
  });
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

function textOf(json: JsonObject, names: readonly string[]): string {
  const elements = Object.entries(json).filter(([name]) => names.includes(name));
  return canonicalText({ Statement: [Object.fromEntries(elements)] });
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
  const hasFewer = isSubset(condition.values, other.values);
  if (hasFewer && isSubset(other.values, condition.values)) return true;
  const operator = parseOperator(condition.operator);
  if (operator === undefined || !isPositiveText(operator) || condition.values.length === 0) return false;
  if (hasFewer) return true;
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
  const unclear = values.filter(
    (value) => !others.some((each) => relateByBeginning(value, each) === 'inside'),
  );
  if (unclear.some((value) => others.every((each) => relateByBeginning(value, each) !== undefined)))
    return false;
  return unclear.length === 0 || relateByElements(patternsOf(unclear), patternsOf(others)) === 'inside';
}

function patternsOf(values: readonly string[]): Pattern[] {
  return values.map((value) => wildcardPattern(value));
}
