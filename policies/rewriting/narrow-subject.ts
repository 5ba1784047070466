import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf, isPositive, type Constraint, type IssuerCondition } from '../conditions/constraint.ts';
import { PERHAPS, SURELY } from '../conditions/doubt.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import type { Issuer } from '../intent/intent.ts';
import { owedValues, type OwedValue } from '../intent/owed.ts';
import { relate, type Relation } from '../patterns/relate.ts';
import type { Purse } from '../patterns/search.ts';
import { nothingBehindRef } from './behind-ref.ts';
import { freeOperator, isReplaceable, withCondition, withoutCondition, withoutSid } from './edit.ts';
import { meet } from './meet.ts';
import { refusalsOf } from './shared-issuers.ts';
import { isInsideIntent, onlyBox, type Task } from './task.ts';

/**
 * Narrows the subjects that a statement of one issuer lets in; none comes out where none of them is owed.
 *
 * @returns `undefined` where no operator is free for one more condition
 */
export function narrowSubject(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  const { policy, intent, purse } = task;
  const owed = owedValues(intent, issuer.name, policy.hasVariables);
  const box = onlyBox(policy, statement, issuer.name);
  if (owed.length === 0 || box === undefined) return [];
  const key = `${issuer.name}:sub`;
  const isStored = isStorable(task, statement);
  const subject: Subject = {
    statement,
    key,
    owed,
    guard: nothingBehindRef(intent, issuer),
    purse,
    isContained: (json) => isInsideIntent(task, json) && (isStored || isStorable(task, json)),
  };
  const positive = subjectConditions(box).filter(isPositive);
  const [only, ...others] = positive;
  if (only === undefined || !positive.every(isReplaceable)) return addOwed(subject);
  if (others.length > 0 || !isPlainList(only)) return replaceLists(subject, positive) ?? addOwed(subject);
  return replaceValues(subject, only) ?? replaceLists(subject, positive) ?? addOwed(subject);
}

/** AWS: what is stored already may ask for `*` alone, what is written may not. */
function isStorable({ policy }: Task, statement: JsonObject): boolean {
  const alone = decodeTrustPolicy({ ...policy.json, Statement: [statement] });
  return alone.ok && refusalsOf(alone.policy).length === 0;
}

/** A statement whose subjects are narrowed, and what with. */
interface Subject {
  readonly statement: JsonObject;
  readonly key: string;
  readonly owed: readonly OwedValue[];
  /** What matches every subject in which more follows the ref than in any shape that is owed. */
  readonly guard: OwedValue;
  readonly purse: Purse;
  readonly isContained: (json: JsonObject) => boolean;
}

/** Narrows the one list on the subject: what is inside the intent stays, the rest gives way to what is owed. */
function replaceValues(subject: Subject, list: IssuerCondition): JsonObject[] | undefined {
  const { statement, isContained } = subject;
  const replaced = replacedValues(subject, list);
  if (replaced === undefined) return undefined;
  const { kept, covered } = replaced;
  if (kept.length + covered.length === 0) return [];
  const together = withValues(statement, list, [...new Set(replaced.inOrder)]);
  if (isContained(together)) return [together];
  if (kept.length === 0) return [withNothingBehindRef(subject, together)];
  // WHY: what was inside the intent stays as it was, so the rest gets a statement of its own to be narrowed further.
  const rest = withNothingBehindRef(subject, withValues(withoutSid(statement), list, covered));
  return [withValues(statement, list, kept), rest];
}

/**
 * Replaces every list on the subject by one, of what is owed and inside all of them.
 *
 * @returns `undefined` where one of them cuts through something that is owed
 */
function replaceLists(subject: Subject, lists: readonly IssuerCondition[]): JsonObject[] | undefined {
  const { statement, owed, purse } = subject;
  const covered: OwedValue[] = [];
  for (const value of owed) {
    const relations = lists.map((list) => relationOf(value, list, purse));
    if (relations.includes('disjoint')) continue;
    if (relations.some((relation) => relation !== 'inside')) return undefined;
    covered.push(value);
  }
  if (covered.length === 0) return [];
  const bare = lists.reduce(
    (json, { condition }) => withoutCondition(json, condition.operator, condition.key),
    statement,
  );
  const operator = covered.some(({ isPattern }) => isPattern) ? 'StringLike' : 'StringEquals';
  const values = covered.map(({ text }) => text);
  return [contained(subject, withCondition(bare, operator, subject.key, values))];
}

function relationOf(value: OwedValue, list: IssuerCondition, purse: Purse): Relation {
  const relation = relationTo(value, constraintOf(list, SURELY), purse);
  // WHY: what a variable stands for may be just that value.
  const isDoubted =
    relation === 'disjoint' && relationTo(value, constraintOf(list, PERHAPS), purse) !== relation;
  return isDoubted ? 'unknown' : relation;
}

function relationTo({ pattern }: OwedValue, constraint: Constraint, purse: Purse): Relation {
  if (constraint.kind === 'all') return 'inside';
  return constraint.kind === 'some' ? relate([pattern], constraint.patterns, () => purse.take()) : 'unknown';
}

/** Adds the owed values as one more condition. */
function addOwed(subject: Subject): JsonObject[] | undefined {
  const added = addConjunct(subject, subject.statement, subject.owed, SLOTS);
  return added === undefined ? undefined : [contained(subject, added)];
}

function contained(subject: Subject, statement: JsonObject): JsonObject {
  return subject.isContained(statement) ? statement : withNothingBehindRef(subject, statement);
}

/**
 * Returns a statement whose list on the subject has other values.
 *
 * WHY: every token has a subject, so `IfExists` and `ForAllValues` change nothing there; but they let in whoever
 * has none, and IAM may not count them as a condition on it.
 */
function withValues(
  statement: JsonObject,
  { condition, operator }: IssuerCondition,
  values: readonly string[],
): JsonObject {
  const { operator: name, key } = condition;
  if (operator === undefined || (!operator.ifExists && operator.setOperator !== 'ForAllValues'))
    return withCondition(statement, name, key, values);
  return withCondition(withoutCondition(statement, name, key), operator.row.name, key, values);
}

/**
 * Keeps subjects out in which more follows the ref than is owed, where that makes the statement stay inside the intent.
 *
 * WHY: `*` crosses colons, so `…:ref:v*.0` also means the ref `v1` with `…:job_project_path:a/b.0` behind it.
 */
function withNothingBehindRef(subject: Subject, statement: JsonObject): JsonObject {
  const guarded = addConjunct(subject, statement, [subject.guard], NEGATED_SLOTS);
  return guarded !== undefined && subject.isContained(guarded) ? guarded : statement;
}

/** What becomes of the values of a condition. */
interface Replaced {
  /** Those inside the intent, as they were. */
  readonly kept: readonly string[];
  /** The owed values that the others cover. */
  readonly covered: readonly string[];
  /** All of them, each where the value stood that it comes from. */
  readonly inOrder: readonly string[];
}

/** Finds out what becomes of each value; `undefined` where one of them cuts through something that is owed. */
function replacedValues(
  { statement, owed, purse, isContained }: Subject,
  list: IssuerCondition,
): Replaced | undefined {
  const kept = new Set<string>();
  const covered = new Set<string>();
  const inOrder: string[] = [];
  for (const [index, value] of list.condition.values.entries()) {
    const stays = isContained(withValues(statement, list, [value]));
    const replacement = stays ? [value] : coveredBy(onlyValue(list, index), owed, purse);
    if (replacement === undefined) return undefined;
    for (const each of replacement) (stays ? kept : covered).add(each);
    inOrder.push(...replacement);
  }
  return { kept: [...kept], covered: [...covered].filter((each) => !kept.has(each)), inOrder };
}

function onlyValue(condition: IssuerCondition, index: number): IssuerCondition {
  const only = <T>(values: readonly T[]): readonly T[] => values.slice(index, index + 1);
  const { values, condition: written } = condition;
  const alone = { ...written, values: only(written.values) };
  return { ...condition, values: only(values), condition: alone, certain: undefined };
}

/** WHY: only there does each value of a positive list stand for itself, whatever the others are. */
function isPlainList({ operator, values }: IssuerCondition): boolean {
  const comparison = operator?.row.comparison;
  if (comparison !== 'equals' && comparison !== 'like') return false;
  return values.every((value) => value.kind === 'elements' && value.doubt === undefined);
}

/** Returns what the one value of a condition shares with each owed value; `undefined` where no pattern says that. */
function coveredBy(
  condition: IssuerCondition,
  owed: readonly OwedValue[],
  purse: Purse,
): string[] | undefined {
  const constraint = constraintOf(condition, SURELY);
  const value = condition.condition.values[0] ?? '';
  const covering = constraint.kind === 'some' ? constraint.patterns : [];
  const covered: string[] = [];
  for (const each of owed) {
    const relation = relate([each.pattern], covering, () => purse.take());
    if (relation === 'disjoint') continue;
    const shared = relation === 'inside' ? each.text : meet(value, each.plain, purse);
    if (shared === undefined) return undefined;
    covered.push(shared);
  }
  return covered;
}

/**
 * Operators that mean the same for the subject, which every token has once; IAM takes each as a condition of its
 * own, so that a second list is AND-ed.
 */
const SLOTS = slotsFor('StringLike');
const LITERAL_SLOTS = ['StringEquals', 'ForAnyValue:StringEquals', ...SLOTS];
const NEGATED_SLOTS = slotsFor('StringNotLike');

function slotsFor(operator: string): readonly string[] {
  const sets = ['', 'ForAnyValue:', 'ForAllValues:'];
  return ['', 'IfExists'].flatMap((suffix) => sets.map((set) => `${set}${operator}${suffix}`));
}

/**
 * Adds values as one more condition on the subject, under an operator that does not have the key yet.
 *
 * @param slots - the operators for patterns, the first choice first
 * @returns `undefined` where every operator has it
 */
function addConjunct(
  { key }: Subject,
  statement: JsonObject,
  values: readonly OwedValue[],
  slots: readonly string[],
): JsonObject | undefined {
  const suitable = values.some((each) => each.isPattern) ? slots : LITERAL_SLOTS;
  const free = freeOperator(statement, key, suitable);
  if (free === undefined) return undefined;
  const texts = values.map((each) => each.text);
  return withCondition(statement, free, key, texts);
}
