import { keyKind, type KeyKind } from '../claims/keys.ts';
import type { Condition, Effect } from '../document/trust-policy.ts';
import {
  ANY,
  ANY_IN_PART,
  patternOf,
  RUN,
  RUN_IN_PART,
  type Fold,
  type Pattern,
} from '../patterns/pattern.ts';
import { matches, matchesByPieces } from '../patterns/match.ts';
import { IF_REQUIRED, PERHAPS, SURELY, type Outcome, type Reading } from './doubt.ts';
import { parseOperator, type Operator } from './operators.ts';
import { readValue, type Value } from './values.ts';

/** A condition, read for the tokens of one issuer. */
export interface IssuerCondition {
  readonly condition: Condition;
  readonly effect: Effect;
  /** `undefined`: IAM has no operator of that name. */
  readonly operator: Operator | undefined;
  readonly key: KeyKind;
  readonly values: readonly Value[];
  /** The texts for which it holds, where no doubt makes a difference. */
  readonly certain: Constraint | undefined;
  /** Whether it compares plain text with plain text: as documented, and without variables. */
  readonly isPlain: boolean;
}

/** The texts for which a condition holds when its key is present. */
export type Constraint =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  /** At least one pattern matches. */
  | { readonly kind: 'some'; readonly patterns: readonly Pattern[] }
  /** No pattern matches. */
  | { readonly kind: 'no'; readonly patterns: readonly Pattern[] }
  /** Numbers and booleans. */
  | { readonly kind: 'test'; readonly holds: (text: string) => boolean };

const ALL: Constraint = { kind: 'all' };
const NONE: Constraint = { kind: 'none' };
const COLON = 0x3a;
const ARN_COLONS = 5;

/** Reads a condition for one issuer. */
export function readCondition(
  condition: Condition,
  effect: Effect,
  issuer: string,
  hasVariables: boolean,
): IssuerCondition {
  return new ReadCondition(condition, effect, issuer, hasVariables);
}

class ReadCondition implements IssuerCondition {
  readonly condition: Condition;
  readonly effect: Effect;
  readonly operator: Operator | undefined;
  readonly key: KeyKind;
  readonly isPlain: boolean;
  readonly #issuer: string;
  readonly #hasVariables: boolean;
  #values: readonly Value[] | undefined;
  #certain: Constraint | undefined;

  constructor(condition: Condition, effect: Effect, issuer: string, hasVariables: boolean) {
    const operator = parseOperator(condition.operator);
    this.condition = condition;
    this.effect = effect;
    this.operator = operator;
    this.key = keyKind(condition.key, issuer);
    this.isPlain = comparesText(operator) && !(hasVariables && condition.values.some(hasVariable));
    this.#issuer = issuer;
    this.#hasVariables = hasVariables;
  }

  /** WHY: read when they are asked for, since most tokens are compared with the values as they are written. */
  get values(): readonly Value[] {
    this.#values ??= readValues(this, this.#issuer, this.#hasVariables);
    return this.#values;
  }

  get certain(): Constraint | undefined {
    if (this.#certain === undefined && isCertain(this))
      this.#certain = textConstraint(this, SURELY, () => 'none', identity);
    return this.#certain;
  }
}

function hasVariable(value: string): boolean {
  return value.includes('${');
}

function readValues(
  { condition, operator }: IssuerCondition,
  issuer: string,
  hasVariables: boolean,
): readonly Value[] {
  const comparison = operator?.row.comparison;
  const reader = {
    // AWS: policy variables expand in string and ARN operators only.
    hasVariables: hasVariables && comparison !== 'number' && comparison !== 'boolean',
    hasWildcards: comparison === 'like' || comparison === 'arn',
    key: condition.key.toLowerCase(),
    kindOf: (key: string) => keyKind(key, issuer),
  };
  return condition.values.map((value) => readValue(value, reader));
}

/** Tells whether an operator compares text with text, as documented. */
function comparesText(operator: Operator | undefined): boolean {
  if (operator?.exactCase !== true) return false;
  return operator.row.comparison === 'equals' || operator.row.comparison === 'like';
}

/** Tells whether a condition holds for the same texts in every reading: text without doubts is compared. */
function isCertain({ operator, values, isPlain }: IssuerCondition): boolean {
  if (isPlain) return true;
  return (
    comparesText(operator) && values.every((value) => value.kind === 'elements' && value.doubt === undefined)
  );
}

/** Tells whether a condition asks for one of its values, rather than for none of them. */
export function isPositive({ operator }: IssuerCondition): boolean {
  return operator?.row.negated === false;
}

/** Tells whether a condition is about a claim. */
export function isOnClaim({ key }: IssuerCondition, name: string): boolean {
  return key.kind === 'claim' && key.name === name;
}

/** Tells whether a condition holds when its key is not in the request. */
export function outcomeWhenAbsent({
  operator,
  condition,
  effect,
}: Pick<IssuerCondition, 'operator' | 'condition' | 'effect'>): Outcome {
  if (operator === undefined) return 'unknown';
  if (operator.row.comparison === 'presence') return presenceOutcome(condition.values, 'true');
  const holds = operator.ifExists || operator.setOperator === 'ForAllValues';
  if (holds) return effect === 'Deny' && !isDocumentedAbsence(operator) ? 'unknown' : 'yes';
  if (operator.setOperator === 'ForAnyValue' || !operator.row.negated) {
    return operator.exactCase ? 'no' : 'unknown';
  }
  return effect === 'Deny' && !operator.exactCase ? 'unknown' : 'yes';
}

/** WHY: that `ForAnyValue:…IfExists` holds without the key is common knowledge but stands on no page. */
function isDocumentedAbsence(operator: Operator): boolean {
  return operator.exactCase && !(operator.setOperator === 'ForAnyValue' && operator.ifExists);
}

/** Tells whether `Null` with these values holds, given which of them is right. */
function presenceOutcome(values: readonly string[], right: 'true' | 'false'): Outcome {
  const lower = values.map((value) => value.toLowerCase());
  if (lower.includes(right)) return 'yes';
  return lower.every((value) => value === 'true' || value === 'false') ? 'no' : 'unknown';
}

/** Tells whether a condition holds for a text, as far as can be said. */
export function outcomeFor(condition: IssuerCondition, text: string): Outcome {
  const plain = condition.isPlain ? holdsPlainly(condition, text) : undefined;
  if (plain !== undefined) return plain ? 'yes' : 'no';
  if (condition.certain !== undefined) return satisfies(condition.certain, text) ? 'yes' : 'no';
  if (satisfies(constraintOf(condition, SURELY), text)) return 'yes';
  if (satisfies(constraintOf(condition, IF_REQUIRED), text)) return 'requires';
  return satisfies(constraintOf(condition, PERHAPS), text) ? 'unknown' : 'no';
}

/** Tells whether a plain condition holds for a text; `undefined` where a pattern has to be compiled for it. */
function holdsPlainly({ condition, operator }: IssuerCondition, text: string): boolean | undefined {
  const hasWildcards = operator?.row.comparison === 'like';
  const isNegated = operator?.row.negated === true;
  for (const value of condition.values) {
    const isMatched = hasWildcards ? matchesByPieces(value, text) : value === text;
    if (isMatched === undefined) return undefined;
    if (isMatched) return !isNegated;
  }
  return isNegated;
}

/** Tells whether a text satisfies a constraint: the slow and obvious way. */
export function satisfies(constraint: Constraint, text: string): boolean {
  switch (constraint.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'some':
      return constraint.patterns.some((pattern) => matches(pattern, text));
    case 'no':
      return !constraint.patterns.some((pattern) => matches(pattern, text));
    case 'test':
      return constraint.holds(text);
  }
}

/**
 * Returns the texts for which a condition holds in one reading; a reading in which more holds never gives fewer.
 *
 * Set operators make no difference: every key of these tokens has one value.
 */
export function constraintOf(condition: IssuerCondition, reading: Reading): Constraint {
  const { operator, effect, certain } = condition;
  if (certain !== undefined) return certain;
  if (operator === undefined) return reading.unknown ? ALL : NONE;
  if (!operator.exactCase && (reading.unknown || effect === 'Deny')) return reading.unknown ? ALL : NONE;
  switch (operator.row.comparison) {
    case 'equals':
    case 'like':
      return textConstraint(condition, reading, () => 'none', identity);
    case 'equals-ignoring-case':
      // WHY: which letters beyond ASCII IAM takes for one is not documented.
      return textConstraint(condition, reading, (wide) => (wide ? 'full' : 'ascii'), identity);
    case 'arn':
      return arnConstraint(condition, operator, reading);
    case 'number':
    case 'boolean':
      return testConstraint(condition, operator, reading);
    case 'presence':
      return constant(presenceOutcome(condition.condition.values, 'false'), reading);
    case 'opaque':
      return reading.unknown ? ALL : NONE;
  }
}

function constant(outcome: Outcome, reading: Reading): Constraint {
  if (outcome === 'yes' || outcome === 'no') return outcome === 'yes' ? ALL : NONE;
  return reading[outcome] ? ALL : NONE;
}

function identity(elements: readonly number[]): readonly number[] {
  return elements;
}

/**
 * Builds the constraint of a string operator. `wide` asks for the larger language of each value: that is the
 * reading in which doubts hold for a positive operator, and in which they do not for a negated one.
 */
function textConstraint(
  condition: IssuerCondition,
  reading: Reading,
  foldFor: (wide: boolean) => Fold,
  shape: (elements: readonly number[]) => readonly number[],
): Constraint {
  const negated = condition.operator?.row.negated === true;
  const patterns: Pattern[] = [];
  for (const value of condition.values) {
    if (value.kind === 'always') return negated ? NONE : ALL;
    if (value.kind === 'never') continue;
    if (value.doubt !== undefined && reading[value.doubt] === negated) continue;
    patterns.push(patternOf(shape(value.elements), foldFor(reading.unknown !== negated)));
  }
  if (patterns.length === 0) return negated ? ALL : NONE;
  return { kind: negated ? 'no' : 'some', patterns };
}

/**
 * Builds the constraint of an ARN operator.
 *
 * AWS: each of the six parts of an ARN is compared on its own. What happens to a value that is no ARN, as a
 * subject is none, stands nowhere: an Allow is taken by the word, a Deny only where both readings agree.
 */
function arnConstraint(condition: IssuerCondition, operator: Operator, reading: Reading): Constraint {
  const { negated } = operator.row;
  if (reading.unknown && negated) return ALL;
  if (condition.effect === 'Deny' && !reading.unknown && !negated) return NONE;
  const shape = condition.effect === 'Deny' ? identity : byParts;
  return textConstraint(condition, reading, () => 'none', shape);
}

/** Keeps wildcards inside their part in all six parts but the last; fewer parts are left as they are. */
function byParts(elements: readonly number[]): readonly number[] {
  if (elements.filter((element) => element === COLON).length < ARN_COLONS) return elements;
  let colons = 0;
  return elements.map((element) => {
    if (element === COLON) colons++;
    if (colons >= ARN_COLONS) return element;
    if (element === RUN) return RUN_IN_PART;
    return element === ANY ? ANY_IN_PART : element;
  });
}

function testConstraint(condition: IssuerCondition, operator: Operator, reading: Reading): Constraint {
  const isNumber = operator.row.comparison === 'number';
  const parse = isNumber ? parseNumber : parseBoolean;
  const meets = operator.row.meets ?? ((given: number, wanted: number) => given === wanted);
  const wanted = condition.condition.values.map(parse);
  if (wanted.includes(undefined)) return reading.unknown ? ALL : NONE;
  return {
    kind: 'test',
    holds(text) {
      const given = parse(text);
      const met = given !== undefined && wanted.some((value) => value !== undefined && meets(given, value));
      return met !== operator.row.negated;
    },
  };
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function parseBoolean(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return 1;
  return lower === 'false' ? 0 : undefined;
}
