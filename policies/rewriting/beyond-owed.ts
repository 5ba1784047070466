import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { COMPONENTS, DEFAULT_SHAPE } from '../claims/subject.ts';
import type { JsonObject } from '../document/json.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { AllowEntry, Issuer } from '../intent/intent.ts';
import { narrowSubject } from './narrow-subject.ts';
import { pin } from './pin.ts';
import { isInsideIntent, onlyBox, type Task } from './task.ts';
import { isOnId, withIds } from './with-ids.ts';

/**
 * Narrows a statement that lets in nothing of what is owed to what is allowed all the same: a project that moved, by
 * its id, and subjects in another shape, where the statement asks for them; none comes out where neither is left.
 */
export function narrowBeyondOwed(task: Task, statement: JsonObject, issuer: Issuer): JsonObject[] {
  const box = onlyBox(task.policy, statement, issuer.name);
  if (box === undefined) return [];
  return narrowToIds(task, statement, box) ?? narrowToShapes(task, statement, issuer, box);
}

function narrowToIds(task: Task, statement: JsonObject, box: Box): JsonObject[] | undefined {
  if (!box.conditions.some(isOnId)) return undefined;
  const { knownIds } = compileIntent(task.intent, box.issuer);
  const narrowedTo = (ids: readonly string[]): JsonObject | undefined => {
    const narrowed = withIds(statement, box, ids);
    return narrowed !== undefined && isInsideIntent(task, narrowed) ? narrowed : undefined;
  };
  // WHY: that one project has a list of refs does not take their access from the others.
  const narrowed =
    narrowedTo(knownIds) ?? narrowedTo(knownIds.filter((id) => narrowedTo([id]) !== undefined));
  return narrowed && [narrowed];
}

function narrowToShapes(task: Task, statement: JsonObject, issuer: Issuer, box: Box): JsonObject[] {
  const values = subjectConditions(box).flatMap(({ condition }) => condition.values);
  const spelt = values.map(shapeOf).filter((shape) => shape !== undefined);
  const shapes = spelt.filter((shape) => !task.intent.entries.every(owesIn(shape)));
  // WHY: nearly always there are none, and that nothing of none gets in takes long to find out.
  if (shapes.length === 0) return [];
  const entries = task.intent.entries.map((entry) => ({ ...entry, shapes }));
  const inShapes = { ...task, intent: { ...task.intent, entries } };
  const narrowed = narrowSubject(inShapes, statement, issuer) ?? [];
  const parts = narrowed.flatMap((part) => pin(inShapes, part, issuer));
  return parts.every((part) => isInsideIntent(task, part)) ? parts : [];
}

/** Tells whether an entry owes subjects in some shape. WHY: of those, it is known already that none gets in. */
function owesIn(shape: readonly string[]): (entry: AllowEntry) => boolean {
  const wanted = shape.join();
  return ({ shapes = [DEFAULT_SHAPE] }) => shapes.some((each) => each.join() === wanted);
}

/** Returns the components that a value of the subject spells out, in their order; `undefined` where it leaves some open. */
function shapeOf(value: string): readonly string[] | undefined {
  const parts = value.split(':');
  const names = parts.filter((_, index) => index % 2 === 0);
  const isSpelt = parts.length % 2 === 0 && names.every((name) => Object.hasOwn(COMPONENTS, name));
  return isSpelt ? names : undefined;
}
