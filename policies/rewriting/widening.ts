import { boxesFor } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { constraintOf } from '../conditions/constraint.ts';
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
  const document = documentOf(scene.before, [part, denyOf(part, missing)]);
  return own.every((issuer) => {
    // WHY: what is not about tokens at all is about something that nobody here understands.
    if (boxOf(scene, part, issuer) === undefined) return false;
    if (missing.length === 1 && isInsideByText(scene, document, issuer)) return true;
    return isImpossible(scene, document, issuer, anything);
  });
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
