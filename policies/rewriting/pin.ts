import { subjectConditions } from '../acceptance/questions.ts';
import { subjectGrammar } from '../claims/subject-grammar.ts';
import { constraintOf, isOnClaim, isPositive } from '../conditions/constraint.ts';
import { PERHAPS } from '../conditions/doubt.ts';
import { parseOperator } from '../conditions/operators.ts';
import type { JsonObject } from '../document/json.ts';
import type { Condition } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Issuer } from '../intent/intent.ts';
import { hasProjectIds, owedTokens, type OwedTokens } from '../intent/owed.ts';
import { literalPattern, wildcardPattern, type Pattern } from '../patterns/pattern.ts';
import { relate } from '../patterns/relate.ts';
import { search, type Purse } from '../patterns/search.ts';
import { unionOf } from '../patterns/union.ts';
import { withCondition, withoutSid } from './edit.ts';
import { requiresIds } from './required-ids.ts';
import { isInsideIntent, onlyBox, type Task } from './task.ts';
import { withIds } from './with-ids.ts';

/** WHY: names that come twice are let pass, so that what is found to be no subject is none for sure. */
const ANY_SUBJECT = { shape: 'any', once: [] } as const;

/**
 * Adds to a narrowed statement of one issuer what the configuration knows besides the subject: the audiences, where it
 * asks for none, and the ids of the projects, which outlive a rename; ids that it asks for already are narrowed.
 *
 * WHY: a statement for projects with an id and for others is split, since the others would be locked out.
 */
export function pin(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] {
  const asked = askForAudience(task, statement, issuer);
  const box = onlyBox(task.policy, asked, issuer.name);
  const owed = owedTokens(task.intent, issuer, task.role, task.policy.hasVariables);
  const isAskedFor = task.isTight !== true || requiresIds(task.intent, issuer);
  if (box === undefined || !isAskedFor || owed.every(({ projectId }) => projectId === undefined))
    return [asked];
  const [condition, ...others] = subjectConditions(box);
  if (condition === undefined) return [asked];
  if (others.length > 0 || !isPositive(condition)) {
    const ids = idsFor(task, asked, issuer, owed);
    return ids === undefined || ids.length === 0 ? [asked] : pinIds(task, asked, issuer, ids);
  }
  const { operator, key } = condition.condition;
  return pinValues(
    asked,
    condition.condition,
    (value) => idsFor(task, withCondition(asked, operator, key, [value]), issuer, owed),
    (part, ids) => pinIds(task, part, issuer, ids),
  );
}

/**
 * Adds the same to a statement of the usual form, whose subjects are in one list and which asks for no id.
 *
 * @param asksForAudience - whether it asks for the audience already
 */
export function pinUsual(
  { intent, role, policy, purse, isTight = false }: Task,
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
  if (isTight || compileIntent(intent, name).knownIds.length === 0 || !hasProjectIds(issuer, role))
    return [asked];
  const owed = owedTokens(intent, issuer, role, policy.hasVariables);
  const read = parseOperator(list.operator)?.row.comparison === 'like' ? wildcardPattern : literalPattern;
  return pinValues(
    asked,
    list,
    (value) => idsOfMet([[read(value)]], owed, purse),
    (part, ids) => [withCondition(part, 'StringEquals', `${name}:project_id`, ids)],
  );
}

/**
 * Asks each value of a list for the ids that go with it; those that have none go into a statement of their own.
 *
 * WHY: a value that lets nobody in goes with any ids, since a statement takes more characters than it.
 */
function pinValues(
  statement: JsonObject,
  { operator, key, values }: Condition,
  idsForValue: (value: string) => string[] | undefined,
  pinTo: (statement: JsonObject, ids: readonly string[]) => JsonObject[],
): JsonObject[] {
  const withValues = (some: readonly string[]): JsonObject => withCondition(statement, operator, key, some);
  const found = values.map((value) => ({ value, ids: idsForValue(value) }));
  const pinned = found.filter(({ ids }) => ids !== undefined);
  const rest = found.filter(({ ids }) => ids === undefined).map(({ value }) => value);
  const ids = [...new Set(pinned.flatMap((each) => each.ids ?? []))];
  if (ids.length === 0) return [statement];
  const together = pinTo(statement, ids);
  if (rest.length === 0 || together[0] === statement) return together;
  return [...pinTo(withValues(pinned.map(({ value }) => value)), ids), withoutSid(withValues(rest))];
}

/** WHY: where ids are required no other will do; else a statement for other ids of an allowed path stays as it was. */
function pinIds(task: Task, statement: JsonObject, issuer: Issuer, ids: readonly string[]): JsonObject[] {
  const box = onlyBox(task.policy, statement, issuer.name);
  const narrowed = box === undefined ? undefined : withIds(statement, box, ids);
  if (narrowed !== undefined) return [narrowed];
  return requiresIds(task.intent, issuer) && !isInsideIntent(task, statement) ? [] : [statement];
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
  return idsOfMet(listsIn(task, statement, issuer), owed, task.purse, () =>
    requiresIds(task.intent, issuer) && !isInsideIntent(task, statement) ? idsOf(owed) : undefined,
  );
}

/**
 * Returns the ids of the owed tokens that some lists of patterns let in, as {@link idsFor} does; of what is no subject
 * at all there are none.
 */
function idsOfMet(
  lists: readonly (readonly Pattern[])[],
  owed: readonly OwedTokens[],
  purse: Purse,
  otherwise: () => string[] | undefined = () => undefined,
): string[] | undefined {
  const met = metBy(lists, owed, purse);
  if (met.length > 0) return idsOf(met);
  const question = { grammar: subjectGrammar(ANY_SUBJECT), unions: lists.map(unionOf), machines: [] };
  return search(question, purse.take()).kind === 'none' ? [] : otherwise();
}

/** Tells whether a statement lets some of some owed tokens in, or may, as far as its subjects tell. */
export function letsSomeIn(
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
  owed: readonly OwedTokens[],
): boolean {
  return metBy(listsIn(task, statement, issuer), owed, task.purse).length > 0;
}

/** Returns the patterns of which a subject has to match one of each list, as far as that is known. */
function listsIn({ policy }: Task, statement: JsonObject, issuer: Issuer): (readonly Pattern[])[] {
  const box = onlyBox(policy, statement, issuer.name);
  return (box === undefined ? [] : subjectConditions(box)).flatMap((condition): (readonly Pattern[])[] => {
    const constraint = constraintOf(condition, PERHAPS);
    return constraint.kind === 'some' ? [constraint.patterns] : [];
  });
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
  return ids.includes(undefined) ? undefined : [...new Set(ids as string[])];
}

/** Adds the audiences that the configuration gives to a statement that asks for none. */
function askForAudience(
  { policy }: Task,
  statement: JsonObject,
  { name, audiences = [] }: Issuer,
): JsonObject {
  const box = audiences.length === 0 ? undefined : onlyBox(policy, statement, name);
  if (box === undefined || box.conditions.some((each) => isOnClaim(each, 'aud'))) return statement;
  return withCondition(statement, 'StringEquals', `${name}:aud`, audiences);
}
