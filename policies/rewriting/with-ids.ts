import type { Box } from '../acceptance/boxes.ts';
import { conditionOutcome } from '../acceptance/outcome.ts';
import { isOnClaim, isPositive, outcomeWhenAbsent, type IssuerCondition } from '../conditions/constraint.ts';
import type { JsonObject } from '../document/json.ts';
import { listsIds } from '../verdict/written.ts';
import { freeOperator, isReplaceable, withCondition, withoutCondition } from './edit.ts';

/** Operators under which a list demands one of its values; each is a condition of its own. */
const SLOTS = ['StringEquals', 'ForAnyValue:StringEquals'];

/**
 * Narrows a statement to tokens with one of some ids: what it asks of the id gives way to one list, where every id of
 * that list surely meets it, and stays beside the list where that is not known; a negated condition stays as well.
 *
 * @param box - the statement as the tokens of its issuer meet it
 * @returns `undefined` where it lets in no token with such an id
 */
export function withIds(statement: JsonObject, box: Box, ids: readonly string[]): JsonObject | undefined {
  const asked = box.conditions.filter(isOnId);
  const left = ids.filter((id) => asked.every((each) => outcomeFor(each, id) !== 'no'));
  if (left.length === 0) return undefined;
  const replaceable = asked.filter((each) => isReplaceable(each) && isPositive(each));
  if (replaceable.some((each) => listsIds(each) && outcomeWhenAbsent(each) === 'no' && isWithin(each, left)))
    return statement;
  const loose = replaceable.filter(
    (each) =>
      each.operator?.row.comparison !== 'presence' && left.every((id) => outcomeFor(each, id) === 'yes'),
  );
  const list = loose.find((each) => each.condition.operator === 'StringEquals' && listsIds(each))?.condition;
  const bare = loose
    .filter(({ condition }) => condition !== list)
    .reduce((json, { condition: { operator, key } }) => withoutCondition(json, operator, key), statement);
  // WHY: those that stay in a list keep their order, and their key its spelling.
  if (list !== undefined)
    return withCondition(
      bare,
      'StringEquals',
      list.key,
      list.values.filter((id) => left.includes(id)),
    );
  const key = `${box.issuer}:project_id`;
  const free = freeOperator(bare, key, SLOTS);
  return free === undefined ? statement : withCondition(bare, free, key, left);
}

/** Tells whether a condition asks for the id of the project. */
export function isOnId(condition: IssuerCondition): boolean {
  return isOnClaim(condition, 'project_id');
}

function outcomeFor(condition: IssuerCondition, id: string): string {
  return conditionOutcome(condition, { project_id: id }, new Set());
}

function isWithin({ condition: { values } }: IssuerCondition, ids: readonly string[]): boolean {
  return values.every((value) => ids.includes(value));
}
