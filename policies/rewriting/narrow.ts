import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf, type IssuerCondition } from '../conditions/constraint.ts';
import { SURELY } from '../conditions/doubt.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import type { Statement } from '../document/trust-policy.ts';
import type { Issuer } from '../intent/intent.ts';
import { owedValues, type OwedValue } from '../intent/owed.ts';
import { wildcardPattern } from '../patterns/pattern.ts';
import { relate } from '../patterns/relate.ts';
import type { Purse } from '../patterns/search.ts';
import { judge } from '../verdict/judge.ts';
import { isIssuer } from './isolate.ts';
import { replaceStatements, splitPrincipal, withCondition, withoutSid, withPrincipal } from './edit.ts';
import { meet } from './meet.ts';
import { onlyBox, pin, type Task } from './pin.ts';

/** A narrowed document, or why there is none. */
export type Narrowing =
  | { readonly kind: 'narrowed'; readonly document: JsonObject }
  /** Its principals cannot be told apart, or no operator is free for one more condition. */
  | { readonly kind: 'inseparable'; readonly statement: number };

/** A statement of one issuer that is too broad. */
export interface Excess {
  readonly statement: number;
  readonly issuer: Issuer;
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
    const issuers = excesses.filter((each) => each.statement === statement.index).map((each) => each.issuer);
    if (issuers.length === 0) return undefined;
    const parts = narrowStatement(task, statement, issuers);
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
  issuers: readonly Issuer[],
): JsonObject[] | undefined {
  const split = splitPrincipal(statement, (issuer) => issuers.some((each) => isIssuer(each, issuer)));
  if (split === undefined) return undefined;
  const isWhole = split.others === undefined && issuers.length === 1;
  if (isWhole) return narrowFor(task, statement.json, issuers[0] as Issuer);
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
 * @returns `undefined` where there is no way to write it
 */
function narrowFor(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  return narrowSubject(task, statement, issuer)?.flatMap((part) => pin(task, part, issuer));
}

function narrowSubject(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] | undefined {
  const { policy, intent, role, purse } = task;
  const owed = owedValues(intent, issuer.name, policy.hasVariables);
  const box = onlyBox(policy, statement, issuer.name);
  if (owed.length === 0 || box === undefined) return [];
  const ours = { ...intent, issuers: [issuer] };
  const isContained = (json: JsonObject): boolean => {
    const alone = decodeTrustPolicy({ ...policy.json, Statement: [json] });
    return alone.ok && judge(alone.policy, ours, { role, purse }).verdict === 'compliant';
  };
  const replaced = replaceValues(box, owed, purse, (value) =>
    isContained(withValues(statement, box, [value])),
  );
  if (replaced === undefined) return addOwed(statement, box, owed, isContained);
  const { kept, covered } = replaced;
  if (kept.length + covered.length === 0) return [];
  const together = withValues(statement, box, [...new Set(replaced.inOrder)]);
  if (isContained(together)) return [together];
  if (kept.length === 0) return [withNothingBehindRef(together, box, isContained)];
  // WHY: what was inside the intent stays as it was, so the rest gets a statement of its own to be narrowed further.
  const rest = withNothingBehindRef(withValues(withoutSid(statement), box, covered), box, isContained);
  return [withValues(statement, box, kept), rest];
}

/** Adds the owed values as one more condition. */
function addOwed(
  statement: JsonObject,
  box: Box,
  owed: readonly OwedValue[],
  isContained: (json: JsonObject) => boolean,
): JsonObject[] | undefined {
  const added = addConjunct(statement, box, owed, SLOTS);
  if (added === undefined) return undefined;
  return [isContained(added) ? added : withNothingBehindRef(added, box, isContained)];
}

/** Returns a statement whose one condition on the subject has other values. */
function withValues(statement: JsonObject, box: Box, values: readonly string[]): JsonObject {
  const condition = subjectConditions(box)[0]?.condition;
  return condition === undefined
    ? statement
    : withCondition(statement, condition.operator, condition.key, values);
}

/**
 * Keeps subjects out in which a component follows the ref, where that makes the statement stay inside the intent.
 *
 * WHY: `*` crosses colons, so `…:ref:v*.0` also means the ref `v1` with `…:job_project_path:a/b.0` behind it.
 * GitLab's default shape ends with the ref, so nothing that is owed is lost.
 */
function withNothingBehindRef(
  statement: JsonObject,
  box: Box,
  isContained: (json: JsonObject) => boolean,
): JsonObject {
  const guarded = addConjunct(statement, box, [NOTHING_BEHIND_REF], NEGATED_SLOTS);
  return guarded !== undefined && isContained(guarded) ? guarded : statement;
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

/**
 * Replaces the values of the one positive condition on the subject: those inside the intent stay, the others
 * give way to the owed values that they cover.
 *
 * @returns `undefined` where that is not possible
 */
function replaceValues(
  box: Box,
  owed: readonly OwedValue[],
  purse: Purse,
  isInside: (value: string) => boolean,
): Replaced | undefined {
  const [condition, ...others] = subjectConditions(box);
  if (condition === undefined || others.length > 0 || !isPlainList(condition)) return undefined;
  const kept = new Set<string>();
  const covered = new Set<string>();
  const inOrder: string[] = [];
  for (const [index, value] of condition.condition.values.entries()) {
    const stays = isInside(value);
    const replacement = stays ? [value] : coveredBy(onlyValue(condition, index), owed, purse);
    if (replacement === undefined) return undefined;
    for (const each of replacement) (stays ? kept : covered).add(each);
    inOrder.push(...replacement);
  }
  return { kept: [...kept], covered: [...covered].filter((each) => !kept.has(each)), inOrder };
}

function onlyValue(condition: IssuerCondition, index: number): IssuerCondition {
  const only = <T>(values: readonly T[]): readonly T[] => values.slice(index, index + 1);
  const { values, condition: written } = condition;
  return { ...condition, values: only(values), condition: { ...written, values: only(written.values) } };
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
    const relation = relate([each.pattern], covering, purse.take());
    if (relation === 'disjoint') continue;
    const shared = relation === 'inside' ? each.text : meet(value, each.text, purse);
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

/** The value that every subject matches in which a component follows the ref. */
const NOTHING_BEHIND_REF: OwedValue = {
  text: '*:ref:*:*',
  pattern: wildcardPattern('*:ref:*:*'),
  isPattern: true,
};

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
  statement: JsonObject,
  box: Box,
  values: readonly OwedValue[],
  slots: readonly string[],
): JsonObject | undefined {
  const used = subjectConditions(box).map(({ condition }) => condition.operator);
  const suitable = values.some((each) => each.isPattern) ? slots : LITERAL_SLOTS;
  const free = suitable.find((slot) => !used.includes(slot));
  if (free === undefined) return undefined;
  const texts = values.map((each) => each.text);
  return withCondition(statement, free, `${box.issuer}:sub`, texts);
}
