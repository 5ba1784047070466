import type { Box } from '../acceptance/boxes.ts';
import { subjectConditions } from '../acceptance/questions.ts';
import { reachOf } from '../acceptance/reach.ts';
import { constraintOf, satisfies, type IssuerCondition } from '../conditions/constraint.ts';
import { PERHAPS, SURELY } from '../conditions/doubt.ts';
import { DEFAULT_SHAPE } from '../claims/subject.ts';
import type { Condition, Statement } from '../document/trust-policy.ts';
import type { Issuer } from '../intent/intent.ts';
import { owedTokens, type OwedTokens } from '../intent/owed.ts';
import { wildcardPattern } from '../patterns/pattern.ts';
import { relate } from '../patterns/relate.ts';
import { accountOf } from '../verdict/judge.ts';
import { areAlike, principalsBeyond, unmet } from './difference.ts';
import { meet } from './meet.ts';
import { nameTokens } from './named-tokens.ts';
import { subjectsOf, withOwedClaims } from './owed-claims.ts';
import { boxOf, denyOf, documentOf, isImpossible, type Scene } from './scene.ts';

/** L4: tells whether all that an Allow of before let in and that is owed is proved to get in afterwards. */
export function keepsOwed(scene: Scene, before: Statement): boolean {
  const alike = scene.policy.statements.filter((part) => areAlike(part, before));
  const { intent, role } = scene;
  return intent.issuers.every((issuer) => {
    const owed = owedTokens(intent, issuer, role, scene.before.hasVariables);
    if (owed.length === 0) return true;
    const added = alike
      .filter((part) => namesAsMuch(scene, part, before, issuer))
      .map((part) => unmet(before, part));
    const unnamed = owed.filter((tokens) => !added.some((each) => nameTokens(each, issuer.name, tokens)));
    if (unnamed.length === 0) return true;
    const allow = boxOf(scene, before, issuer);
    return allow === undefined || keepsOwedOf(scene, issuer, unnamed, allow, added);
  });
}

/** Tells whether a statement names every principal by which another reaches the tokens of an issuer. */
function namesAsMuch({ role }: Scene, part: Statement, before: Statement, issuer: Issuer): boolean {
  if (part.principal.negated || before.principal.negated) return false;
  return principalsBeyond(before, part).every((principal) => {
    const alone = { ...before, principal: { ...before.principal, principals: [principal] } };
    return reachOf(alone, issuer.name, accountOf(role)) === 'no';
  });
}

/**
 * @param parts - for each statement that came of the Allow, the conditions that it has and the Allow had not
 */
function keepsOwedOf(
  scene: Scene,
  issuer: Issuer,
  owed: readonly OwedTokens[],
  allow: Box,
  parts: readonly (readonly Condition[])[],
): boolean {
  const kept = parts.map((added) => denyOf(allow.statement, added));
  const boxes = kept.map((each) => boxOf(scene, each, issuer));
  return owed.every((tokens) => {
    if (isLetIn(scene, boxes, tokens) || isKeptOut(scene, allow, tokens)) return true;
    if (isLetInByParts(scene, allow, boxes, tokens)) return true;
    const asked = withOwedClaims(allow.statement, issuer, tokens);
    if (asked === undefined) return false;
    const denies = scene.before.statements.filter(({ effect }) => effect === 'Deny');
    const document = documentOf(scene.before, [asked, ...kept, ...denies]);
    return isImpossible(scene, document, issuer, subjectsOf(tokens), tokens.shape);
  });
}

/** Tells whether every one of some owed tokens obviously meets the conditions of one statement. */
function isLetIn(scene: Scene, boxes: readonly (Box | undefined)[], tokens: OwedTokens): boolean {
  return boxes.some((box) => box?.conditions.every((each) => holdsForOwed(scene, each, tokens)) === true);
}

/**
 * Tells whether what each value of a statement shares with some owed tokens, as a pattern that says so, is let in.
 *
 * WHY: where a value cuts through what is owed, a rewrite writes what the two share.
 */
function isLetInByParts(
  scene: Scene,
  allow: Box,
  boxes: readonly (Box | undefined)[],
  tokens: OwedTokens,
): boolean {
  const [condition, ...others] = subjectConditions(allow);
  if (condition === undefined || others.length > 0 || tokens.shape !== DEFAULT_SHAPE) return false;
  const constraint = constraintOf(condition, PERHAPS);
  const { values } = condition.condition;
  // WHY: only then is each pattern what the value beside it means.
  if (constraint.kind !== 'some' || constraint.patterns.length !== values.length) return false;
  const { pattern: owed, plain } = tokens.value;
  return constraint.patterns.every((pattern, index) => {
    if (relate([owed], [pattern], () => scene.purse.take()) === 'disjoint') return true;
    // WHY: what two patterns share is told with case.
    const shared = pattern.fold === 'none' ? meet(values[index] ?? '', plain, scene.purse) : undefined;
    if (shared === undefined) return false;
    const value = { ...tokens.value, plain: shared, pattern: wildcardPattern(shared) };
    return isLetIn(scene, boxes, { ...tokens, value });
  });
}

/** Tells whether a condition obviously holds for every one of some owed tokens. */
function holdsForOwed({ purse }: Scene, condition: IssuerCondition, tokens: OwedTokens): boolean {
  const { key } = condition;
  const constraint = constraintOf(condition, SURELY);
  if (key.kind === 'subject') {
    if (constraint.kind !== 'some') return constraint.kind === 'all';
    return relate([tokens.value.pattern], constraint.patterns, () => purse.take()) === 'inside';
  }
  if (key.kind !== 'claim') return false;
  if (constraint.kind === 'all' && !key.optional) return true;
  return knownValues(key.name, tokens)?.every((value) => satisfies(constraint, value)) === true;
}

/** Returns the values of a claim of which some owed tokens surely have one; `undefined` where that is not known. */
function knownValues(claim: string, { projectId, audiences }: OwedTokens): readonly string[] | undefined {
  if (claim === 'aud') return audiences;
  return claim === 'project_id' && projectId !== undefined ? [projectId] : undefined;
}

/** Tells whether a statement obviously lets in none of some owed tokens, by the subject alone. */
function isKeptOut({ purse }: Scene, allow: Box, tokens: OwedTokens): boolean {
  return subjectConditions(allow).some((condition) => {
    const constraint = constraintOf(condition, PERHAPS);
    if (constraint.kind !== 'some') return constraint.kind === 'none';
    return relate([tokens.value.pattern], constraint.patterns, () => purse.take()) === 'disjoint';
  });
}
