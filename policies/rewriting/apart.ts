import { subjectConditions } from '../acceptance/questions.ts';
import { isPositive } from '../conditions/constraint.ts';
import type { JsonObject } from '../document/json.ts';
import { needsId, type AllowEntry, type Intent, type Issuer } from '../intent/intent.ts';
import { owedTokens } from '../intent/owed.ts';
import { countBehindRef } from './behind-ref.ts';
import { withCondition } from './edit.ts';
import { letsSomeIn } from './pin.ts';
import { onlyBox, type Task } from './task.ts';

/**
 * Takes an intent apart for an issuer, into what may stand in one statement; only one where all may.
 *
 * WHY: two conditions do not say which id goes with which path, so that where ids are required one project with the
 * path of another would have the refs of that as well. And what keeps components from following the ref in some
 * shapes keeps other shapes out.
 */
export function takeApart(intent: Intent, issuer: Pick<Issuer, 'name'>): Intent[] {
  const own = intent.entries.filter((entry) => entry.issuer === issuer.name);
  const refs = new Map<string | undefined, unknown[]>();
  for (const { id, refs: listed = null } of own) addTo(refs, id, listed);
  const parts = new Map<string, AllowEntry[]>();
  for (const part of own.flatMap(byShapes)) {
    const needed = needsId(part) ? refs.get(part.id) : [];
    addTo(parts, JSON.stringify([needed, countBehindRef(part.shapes?.[0] ?? [])]), part);
  }
  return [...parts.values()].map((entries) => ({ ...intent, entries }));
}

/** Takes an entry apart into those whose shapes have as much behind the ref as each other. */
function byShapes(entry: AllowEntry): AllowEntry[] {
  const { shapes = [] } = entry;
  const counts = [...new Set(shapes.map(countBehindRef))];
  if (counts.length < 2) return [entry];
  return counts.map((count) => ({
    ...entry,
    shapes: shapes.filter((each) => countBehindRef(each) === count),
  }));
}

function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/**
 * Takes out of a statement that was narrowed to one part of an intent the subjects that are owed by others only.
 *
 * WHY: they are inside that part as well, but there they would stay beside the ids that the others ask them for.
 *
 * @param task - with the intent of the part
 * @param whole - the intent that it is a part of
 */
export function withoutOthers(
  task: Task,
  statement: JsonObject,
  issuer: Issuer,
  whole: Intent,
): JsonObject[] {
  const box = onlyBox(task.policy, statement, issuer.name);
  const [list, ...more] = box === undefined ? [] : subjectConditions(box).filter(isPositive);
  if (list === undefined || more.length > 0) return [statement];
  const { operator, key, values } = list.condition;
  const isOwed = (value: string, intent: Intent): boolean => {
    const owed = owedTokens(intent, issuer, task.role, task.policy.hasVariables);
    return letsSomeIn(task, withCondition(statement, operator, key, [value]), issuer, owed);
  };
  const own = values.filter((value) => isOwed(value, task.intent) || !isOwed(value, whole));
  if (own.length === values.length) return [statement];
  return own.length === 0 ? [] : [withCondition(statement, operator, key, own)];
}
