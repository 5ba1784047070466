import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf, type IssuerCondition } from '../conditions/constraint.ts';
import { PERHAPS } from '../conditions/doubt.ts';
import { parseOperator } from '../conditions/operators.ts';
import type { JsonObject } from '../document/json.ts';
import type { Condition } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Issuer } from '../intent/intent.ts';
import { hasProjectIds, owedTokens, type OwedTokens } from '../intent/owed.ts';
import { literalPattern, wildcardPattern, type Pattern } from '../patterns/pattern.ts';
import { relate } from '../patterns/relate.ts';
import type { Purse } from '../patterns/search.ts';
import { operatorsOn, withCondition, withoutSid } from './edit.ts';
import { requiresIds } from './required-ids.ts';
import { isInsideIntent, onlyBox, type Task } from './task.ts';

/**
 * Adds to a narrowed statement of one issuer what the configuration knows besides the subject: the audiences, and
 * the ids of the projects, which outlive a rename. What it asks for already stays as it is, unless the ids are
 * required and those let too many in.
 *
 * WHY: a statement for projects with an id and for others is split, since the others would be locked out.
 */
export function pin(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] {
  const asked = askFor(task, statement, issuer, 'aud', issuer.audiences ?? []);
  const box = onlyBox(task.policy, asked, issuer.name);
  const owed = owedTokens(task.intent, issuer, task.role, task.policy.hasVariables);
  if (box === undefined) return [asked];
  if (asksFor(box, 'project_id')) return narrowIds(task, asked, issuer, owed);
  if (!owed.some(({ projectId }) => projectId !== undefined)) return [asked];
  const [condition, ...others] = subjectConditions(box);
  if (condition === undefined) return [asked];
  if (others.length > 0 || condition.operator?.row.negated !== false) {
    const ids = idsFor(task, asked, issuer, owed);
    return [ids === undefined ? asked : askFor(task, asked, issuer, 'project_id', ids)];
  }
  const { operator, key } = condition.condition;
  return pinValues(asked, issuer, condition.condition, (value) =>
    idsFor(task, withCondition(asked, operator, key, [value]), issuer, owed),
  );
}

/**
 * Adds the same to a statement of the usual form, whose subjects are in one list and which asks for no id.
 *
 * @param asksForAudience - whether it asks for the audience already
 */
export function pinUsual(
  { intent, role, policy, purse }: Task,
  statement: JsonObject,
  issuer: Issuer,
  list: Condition,
  asksForAudience: boolean,
): JsonObject[] {
  const { name, audiences = [] } = issuer;
  const asked =
    asksForAudience || audiences.length === 0
      ? statement
      : withCondition(statement, 'StringEquals', `${name}:aud`, audiences);
  if (compileIntent(intent, name).knownIds.length === 0 || !hasProjectIds(issuer, role)) return [asked];
  const owed = owedTokens(intent, issuer, role, policy.hasVariables);
  const read = parseOperator(list.operator)?.row.comparison === 'like' ? wildcardPattern : literalPattern;
  return pinValues(asked, issuer, list, (value) => idsOf(metBy([[read(value)]], owed, purse)));
}

function pinValues(
  statement: JsonObject,
  issuer: Issuer,
  { operator, key, values }: Condition,
  idsForValue: (value: string) => string[] | undefined,
): JsonObject[] {
  const withValues = (some: readonly string[]): JsonObject => withCondition(statement, operator, key, some);
  const found = values.map((value) => ({ value, ids: idsForValue(value) }));
  const pinned = found.filter(({ ids }) => ids !== undefined);
  const rest = found.filter(({ ids }) => ids === undefined).map(({ value }) => value);
  if (pinned.length === 0) return [statement];
  const ids = [...new Set(pinned.flatMap((each) => each.ids ?? []))];
  const narrowed = rest.length === 0 ? statement : withValues(pinned.map(({ value }) => value));
  const parts = [withCondition(narrowed, 'StringEquals', `${issuer.name}:project_id`, ids)];
  return rest.length === 0 ? parts : [...parts, withoutSid(withValues(rest))];
}

/**
 * Returns the ids of all projects that are owed something by a statement; `undefined` where one has none.
 *
 * WHY: a subject in another shape is owed to none, and where ids are required it still takes one of them.
 */
function idsFor(
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
  owed: readonly OwedTokens[],
): string[] | undefined {
  const box = onlyBox(task.policy, statement, issuer.name);
  const lists = (box === undefined ? [] : subjectConditions(box)).flatMap(
    (condition): (readonly Pattern[])[] => {
      const constraint = constraintOf(condition, PERHAPS);
      return constraint.kind === 'some' ? [constraint.patterns] : [];
    },
  );
  const met = metBy(lists, owed, task.purse);
  const isUnproved = met.length === 0 && requiresIds(task.intent, issuer) && !isInsideIntent(task, statement);
  return idsOf(isUnproved ? owed : met);
}

/** Returns the owed tokens of which some match one pattern of each list, or may. */
function metBy(
  lists: readonly (readonly Pattern[])[],
  owed: readonly OwedTokens[],
  purse: Purse,
): readonly OwedTokens[] {
  return owed.filter(({ value }) =>
    lists.every((patterns) => relate([value.pattern], patterns, () => purse.take()) !== 'disjoint'),
  );
}

/** Returns the ids of some owed tokens, each once; `undefined` where one has none. */
function idsOf(owed: readonly OwedTokens[]): string[] | undefined {
  const ids = owed.map(({ projectId }) => projectId);
  return ids.length === 0 || ids.includes(undefined) ? undefined : [...new Set(ids as string[])];
}

/** Narrows the ids that a statement asks for, where they are required; none comes out where none of them is left. */
function narrowIds(
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
  owed: readonly OwedTokens[],
): JsonObject[] {
  if (!requiresIds(task.intent, issuer) || isInsideIntent(task, statement)) return [statement];
  const ids = idsFor(task, statement, issuer, owed);
  if (ids === undefined) return [statement];
  const key = `${issuer.name}:project_id`;
  const used = operatorsOn(statement, key);
  const box = onlyBox(task.policy, statement, issuer.name);
  const condition = box?.conditions.find((each) => isOn(each, 'project_id'))?.condition;
  if (used.length === 1 && condition?.operator === 'StringEquals') {
    const left = condition.values.filter((value) => ids.includes(value));
    return left.length === 0 ? [] : [withCondition(statement, 'StringEquals', condition.key, left)];
  }
  const free = ['StringEquals', 'ForAnyValue:StringEquals'].find((operator) => !used.includes(operator));
  return [free === undefined ? statement : withCondition(statement, free, key, ids)];
}

function asksFor(box: Box, claim: string): boolean {
  return box.conditions.some((condition) => isOn(condition, claim));
}

function isOn({ key }: IssuerCondition, claim: string): boolean {
  return key.kind === 'claim' && key.name === claim;
}

/** Adds a condition on a claim that a statement does not ask for yet. */
function askFor(
  { policy }: Task,
  statement: JsonObject,
  issuer: Issuer,
  claim: string,
  values: readonly string[],
): JsonObject {
  const box = onlyBox(policy, statement, issuer.name);
  if (box === undefined || asksFor(box, claim) || values.length === 0) return statement;
  return withCondition(statement, 'StringEquals', `${issuer.name}:${claim}`, values);
}
