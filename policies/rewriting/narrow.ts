import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf, type Constraint, type IssuerCondition } from '../conditions/constraint.ts';
import { SURELY } from '../conditions/doubt.ts';
import type { Claims } from '../claims/token.ts';
import type { JsonObject } from '../document/json.ts';
import type { Statement } from '../document/trust-policy.ts';
import type { Issuer } from '../intent/intent.ts';
import { owedValues, type OwedValue } from '../intent/owed.ts';
import { relate, type Relation } from '../patterns/relate.ts';
import type { Purse } from '../patterns/search.ts';
import { takeApart } from './apart.ts';
import { nothingBehindRef } from './behind-ref.ts';
import { isIssuer } from './isolate.ts';
import {
  operatorsOn,
  replaceStatements,
  splitPrincipal,
  withCondition,
  withoutCondition,
  withoutSid,
  withPrincipal,
} from './edit.ts';
import { meet } from './meet.ts';
import { narrowUsual } from './narrow-usual.ts';
import { isInsideIntent, onlyBox, pin, type Task } from './pin.ts';
import { requiresIds, withoutRequiredIds } from './required-ids.ts';

/** A narrowed document, or why there is none. */
export type Narrowing =
  | { readonly kind: 'narrowed'; readonly document: JsonObject }
  /** Its principals cannot be told apart, or no operator is free for one more condition. */
  | { readonly kind: 'inseparable'; readonly statement: number };

/** A statement of one issuer that is too broad. */
export interface Excess {
  readonly statement: number;
  readonly issuer: Issuer;
  /** A token that gets in by it and should not, where one is known. */
  readonly witness?: Claims | undefined;
}

/**
 * Narrows the statements that let too many tokens in, each for the issuers concerned; nothing else changes.
 *
 * What comes out accepts no token that was not accepted (a conjunct is added, or a value is replaced by values
 * that it covers), and every token accepted before that the intent owes.
 */
export function narrow(task: Task, excesses: readonly Excess[]): Narrowing {
  let inseparable: number | undefined;
  const document = replaceStatements(task.policy, (statement) => {
    const own = excesses.filter((each) => each.statement === statement.index);
    if (own.length === 0) return undefined;
    const parts = narrowStatement(task, statement, own);
    if (parts === undefined) inseparable = statement.index;
    return parts;
  });
  return inseparable === undefined
    ? { kind: 'narrowed', document }
    : { kind: 'inseparable', statement: inseparable };
}

function narrowStatement(
  task: Task,
  statement: Statement,
  excesses: readonly Excess[],
): JsonObject[] | undefined {
  const issuers = excesses.map((each) => each.issuer);
  const split = splitPrincipal(statement, (issuer) => issuers.some((each) => isIssuer(each, issuer)));
  if (split === undefined) return undefined;
  const [first, ...more] = excesses;
  if (split.others === undefined && first !== undefined && more.length === 0) {
    const { issuer, witness } = first;
    const quick = task.takesLongWay === true ? undefined : narrowUsual(task, statement, issuer, witness);
    return quick ?? narrowFor(task, statement.json, issuer);
  }
  const kept = split.others === undefined ? [] : [withPrincipal(statement.json, split.others)];
  const parts = issuers.map((issuer) => {
    const ours = splitPrincipal(statement, (each) => isIssuer(issuer, each))?.ours ?? [];
    const principal = { Federated: ours.length === 1 ? (ours[0] as string) : ours };
    return narrowFor(task, withoutSid(withPrincipal(statement.json, principal)), issuer);
  });
  return parts.some((part) => part === undefined)
    ? undefined
    : [...kept, ...parts.flatMap((part) => part ?? [])];
}

/**
 * Narrows a statement that one issuer has to itself; none comes out where nothing is left.
 *
 * WHY: projects with other refs or shapes may have to have a statement of their own.
 * @returns `undefined` where there is no way to write it
 */
function narrowFor(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  const together = narrowTogether(task, statement, issuer);
  const intents = takeApart(task.intent, issuer);
  if (together === undefined || intents.length < 2) return together;
  if (together.every((part) => isInsideIntent(task, part))) return together;
  const apart: JsonObject[] = [];
  for (const part of intents) {
    const narrowed = narrowTogether({ ...task, intent: part }, statement, issuer);
    if (narrowed === undefined) return undefined;
    apart.push(...narrowed);
  }
  return apart.map((part, index) => (index === 0 ? part : withoutSid(part)));
}

function narrowTogether(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  const { intent } = task;
  const byPath = requiresIds(intent, issuer) ? { ...task, intent: withoutRequiredIds(intent) } : task;
  return narrowSubject(byPath, statement, issuer)?.flatMap((part) => pin(task, part, issuer));
}

function narrowSubject(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  const { policy, intent, purse } = task;
  const owed = owedValues(intent, issuer.name, policy.hasVariables);
  const box = onlyBox(policy, statement, issuer.name);
  if (owed.length === 0 || box === undefined) return [];
  const key = `${issuer.name}:sub`;
  const subject: Subject = {
    statement,
    key,
    owed,
    guard: nothingBehindRef(intent, issuer),
    purse,
    isContained: (json) => isInsideIntent(task, json),
  };
  const positive = subjectConditions(box).filter(({ operator }) => operator?.row.negated === false);
  const [only, ...others] = positive;
  if (only === undefined) return addOwed(subject);
  if (others.length > 0 || !isPlainList(only)) return replaceLists(subject, positive) ?? addOwed(subject);
  return replaceValues(subject, only) ?? replaceLists(subject, positive) ?? addOwed(subject);
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
    const relations = lists.map((list) => relationOf(value, constraintOf(list, SURELY), purse));
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

function relationOf({ pattern }: OwedValue, constraint: Constraint, purse: Purse): Relation {
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

/** WHY: only there does each value stand for itself, whatever the others are. */
function isPlainList({ operator, values }: IssuerCondition): boolean {
  if (operator?.exactCase !== true || operator.row.negated) return false;
  if (operator.row.comparison !== 'equals' && operator.row.comparison !== 'like') return false;
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
  const used = operatorsOn(statement, key);
  const suitable = values.some((each) => each.isPattern) ? slots : LITERAL_SLOTS;
  const free = suitable.find((slot) => !used.includes(slot));
  if (free === undefined) return undefined;
  const texts = values.map((each) => each.text);
  return withCondition(statement, free, key, texts);
}
