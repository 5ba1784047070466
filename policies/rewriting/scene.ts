import { atomsOf } from '../acceptance/atoms.ts';
import { boxesFor, type Box } from '../acceptance/boxes.ts';
import type { JsonObject } from '../document/json.ts';
import type { Condition, Statement, TrustPolicy } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import type { Budget, Purse } from '../patterns/search.ts';
import { accountOf } from '../verdict/judge.ts';
import { AT_MOST, prove, type Aim, type Shape } from '../verdict/question.ts';

/** A rewrite to be proved. */
export interface Rewrite {
  readonly role: string;
  readonly intent: Intent;
  readonly before: TrustPolicy;
  readonly after: JsonObject;
  /** The account's quota for the size of a trust policy, where it is known. */
  readonly quota?: number | undefined;
  /** Whether what is owed may be taken away: the configuration wants the undecided isolated. */
  readonly mayLockOut?: boolean | undefined;
  /** What one question may spend, where it is not the usual. */
  readonly budget?: Readonly<Budget> | undefined;
}

/** What all proofs of one rewrite share. */
export interface Scene extends Rewrite {
  /** The new document. */
  readonly policy: TrustPolicy;
  readonly purse: Purse;
}

/** Returns a document of some statements in place of its own. */
export function documentOf(policy: TrustPolicy, statements: readonly Statement[]): TrustPolicy {
  return { ...policy, statements };
}

/** Returns a Deny of what a statement is about, under some conditions. */
export function denyOf(statement: Statement, conditions: readonly Condition[]): Statement {
  return { ...statement, effect: 'Deny', conditions };
}

/** Reads one statement on its own as the tokens of an issuer meet it; `undefined` where it is not about them. */
export function boxOf({ before, role }: Scene, statement: Statement, issuer: Issuer): Box | undefined {
  const { allows, denies } = boxesFor(documentOf(before, [statement]), issuer.name, accountOf(role));
  return allows[0] ?? denies[0];
}

/** Proves that the Allows of a document let in none of some tokens. */
export function isImpossible(
  scene: Scene,
  document: TrustPolicy,
  issuer: Issuer,
  aim: Aim,
  shape: Shape = 'any',
): boolean {
  const { allows, denies, dodged } = boxesFor(document, issuer.name, accountOf(scene.role));
  const budget = scene.purse.take();
  const { knownIds } = compileIntent(scene.intent, issuer.name);
  return allows.every((allow: Box) => {
    const atoms = atomsOf(allow, denies, knownIds, budget);
    return prove({ allow, denies, dodged, budget, atoms }, AT_MOST, aim, shape).kind === 'none';
  });
}
