import { boxesFor, type Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import {
  constraintOf,
  outcomeFor,
  outcomeWhenAbsent,
  type IssuerCondition,
} from '../conditions/constraint.ts';
import { PERHAPS, SURELY } from '../conditions/doubt.ts';
import type { Statement, TrustPolicy } from '../document/trust-policy.ts';
import type { Issuer } from '../intent/intent.ts';
import { relate } from '../patterns/relate.ts';
import { anything } from '../verdict/question.ts';
import { areAlike, principalsBeyond, unmet } from './difference.ts';
import { issuersOf } from './isolate.ts';
import { boxOf, denyOf, documentOf, isImpossible, type Scene } from './scene.ts';

/** L2: tells whether a new Allow is proved to let in nobody whom one Allow of before did not. */
export function comesFromOne(scene: Scene, statement: Statement): boolean {
  if (statement.principal.negated) return false;
  return scene.before.statements.some(
    (origin) =>
      areAlike(statement, origin) &&
      !origin.principal.negated &&
      principalsBeyond(statement, origin).length === 0 &&
      isNarrower(scene, statement, origin),
  );
}

/** Tells whether the conditions of a statement imply those of the one that it comes from. */
function isNarrower(scene: Scene, part: Statement, before: Statement): boolean {
  const missing = unmet(part, before);
  if (missing.length === 0) return true;
  const own = issuersOf(scene.intent, part.principal.principals);
  if (own === undefined) return false;
  return own.every((issuer) => {
    const box = boxOf(scene, part, issuer);
    // WHY: what is not about tokens at all is about something that nobody here understands.
    if (box === undefined) return false;
    const read = boxOf(scene, denyOf(part, missing), issuer)?.conditions ?? [];
    const unclear = missing.filter((_, index) => !isMetByList(box, read[index]));
    if (unclear.length === 0) return true;
    const document = documentOf(scene.before, [part, denyOf(part, unclear)]);
    if (unclear.length === 1 && isInsideByText(scene, document, issuer)) return true;
    return isImpossible(scene, document, issuer, anything);
  });
}

/** Tells whether a statement asks for one of some literals of a claim, of which each surely meets a condition. */
function isMetByList({ conditions }: Box, wanted: IssuerCondition | undefined): boolean {
  const { key } = wanted ?? {};
  if (wanted === undefined || key?.kind !== 'claim') return false;
  return conditions.some((each) => {
    if (each.key.kind !== 'claim' || each.key.name !== key.name || !isLiteralList(each)) return false;
    return each.condition.values.every((value) => outcomeFor(wanted, value) === 'yes');
  });
}

function isLiteralList(condition: IssuerCondition): boolean {
  const { certain, operator } = condition;
  if (certain?.kind !== 'some' || outcomeWhenAbsent(condition) !== 'no') return false;
  return operator?.row.comparison === 'equals' && condition.condition.values.every(isPlain);
}

/** WHY: an escape is written otherwise than it reads. */
function isPlain(value: string): boolean {
  return !value.includes('${');
}

/** WHY: the usual change replaces one list of patterns by another, where it takes no grammar of subjects. */
function isInsideByText({ purse }: Scene, document: TrustPolicy, issuer: Issuer): boolean {
  const { allows, denies } = boxesFor(document, issuer.name, undefined);
  const [inner, outer] = [allows[0], denies[0]].map((box) => box && subjectConditions(box)[0]);
  if (inner === undefined || outer === undefined) return false;
  const [most, least] = [constraintOf(inner, PERHAPS), constraintOf(outer, SURELY)];
  if (most.kind !== 'some' || least.kind !== 'some') return false;
  return relate(most.patterns, least.patterns, () => purse.take()) === 'inside';
}
