import { atomsOf, type Atom } from '../acceptance/atoms.ts';
import { boxesFor, type Box } from '../acceptance/boxes.ts';
import { NO_DEMANDS, subjectConditions, type Demands } from '../acceptance/questions.ts';
import { parseProviderArn } from '../acceptance/reach.ts';
import { constraintOf, satisfies, type IssuerCondition } from '../conditions/constraint.ts';
import { PERHAPS, SURELY } from '../conditions/doubt.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import type { Condition, Principal, Statement, TrustPolicy } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import { owedTokens, type OwedTokens } from '../intent/owed.ts';
import { DEFAULT_BUDGET, Purse } from '../patterns/search.ts';
import { relate } from '../patterns/relate.ts';
import { unionOf } from '../patterns/union.ts';
import { accountOf, judge } from '../verdict/judge.ts';
import { anything, AT_MOST, prove, type Aim, type Shape } from '../verdict/question.ts';
import { areAlike, differenceOf, principalsBeyond, textOf, unmet } from './difference.ts';
import { isIssuer } from './isolate.ts';
import { describeRefusal, refusalsOf } from './shared-issuers.ts';
import { quotaFor, sizeOf } from './size.ts';

/** The laws that every rewrite is proved to keep before it is proposed. */
export type Law = 'L2' | 'L3' | 'L4' | 'L5' | 'L13';

/** A law that a rewrite could not be proved to keep. */
export interface Unproved {
  readonly law: Law;
  readonly reason: string;
}

/** A rewrite to be proved. */
export interface Rewrite {
  readonly role: string;
  readonly intent: Intent;
  readonly before: TrustPolicy;
  readonly after: JsonObject;
  /** The account's quota for the size of a trust policy, where it is known. */
  readonly quota?: number;
  /** Whether what is owed may be taken away: the configuration wants the undecided isolated. */
  readonly mayLockOut?: boolean;
}

/** What all proofs of one rewrite share. */
interface Scene extends Rewrite {
  readonly policy: TrustPolicy;
  readonly purse: Purse;
}

/**
 * Tells which laws a rewrite cannot be proved to keep, looking at the two documents and at nothing else: by the
 * form of the change where that is enough, by the automata where it is not.
 *
 * Guarantees: none unproved means L2 (never widens), L3 (contained in the intent), L4 (keeps the owed), L5 (leaves
 * other callers alone) and L13 (fits, and IAM's rule for shared issuers). L6 follows from L3.
 */
export function unprovedOf(rewrite: Rewrite): Unproved[] {
  const decoded = decodeTrustPolicy(rewrite.after);
  if (!decoded.ok || decoded.policy.statements.length === 0)
    return [{ law: 'L13', reason: 'the new document is no trust policy' }];
  const scene: Scene = { ...rewrite, policy: decoded.policy, purse: new Purse(DEFAULT_BUDGET) };
  const { gone, fresh } = differenceOf(rewrite.before, decoded.policy);
  return [
    ...fresh.flatMap((statement) => unprovedOfFresh(scene, statement)),
    ...gone.flatMap((statement) => unprovedOfGone(scene, statement)),
    ...unprovedOfGoal(scene),
    ...unprovedOfStorage(scene),
  ];
}

function unproved(law: Law, reason: string): Unproved {
  return { law, reason };
}

/** L2, and L5 for a new Deny. */
function unprovedOfFresh(scene: Scene, statement: Statement): Unproved[] {
  const { index, effect } = statement;
  if (effect === 'Deny')
    return isOpen(scene) ? [unproved('L5', `the Deny in statement ${index} is new`)] : [];
  const origins = scene.before.statements.filter(
    (origin) =>
      areAlike(statement, origin) &&
      !statement.principal.negated &&
      principalsBeyond(statement, origin).length === 0,
  );
  return origins.some((origin) => isNarrower(scene, statement, origin))
    ? []
    : [unproved('L2', `statement ${index} may let in more than any statement did`)];
}

/** L4 and L5; and L2 for a Deny that is gone. */
function unprovedOfGone(scene: Scene, statement: Statement): Unproved[] {
  const { index, effect } = statement;
  if (effect === 'Deny')
    return isOpen(scene) ? [unproved('L2', `the Deny in statement ${index} is gone`)] : [];
  const found: Unproved[] = [];
  if (scene.mayLockOut !== true && !keepsOwed(scene, statement))
    found.push(
      unproved('L4', `statement ${index} may have let in tokens that are allowed and would lose access`),
    );
  if (!leavesOthers(scene, statement))
    found.push(unproved('L5', `statement ${index} may mean something else to callers that are not GitLab`));
  return found;
}

function isOpen({ policy }: Scene): boolean {
  return policy.statements.some(({ effect }) => effect === 'Allow');
}

/** L2, for one statement and the one that it comes from: its conditions imply those of the other. */
function isNarrower(scene: Scene, part: Statement, before: Statement): boolean {
  const missing = unmet(part, before);
  if (missing.length === 0) return true;
  const own = issuersOf(scene.intent, part.principal.principals);
  if (own === undefined) return false;
  const document = documentOf(scene.before, [
    part.json,
    { ...part.json, Effect: 'Deny', Condition: blocksOf(missing) },
  ]);
  return own.every((issuer) => {
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
  return relate(most.patterns, least.patterns, purse.take()) === 'inside';
}

/** Proves that an Allow, the first statement of a document, lets in none of some tokens. */
function isImpossible(
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

/** L4: whatever a statement let in and is owed, one of the statements that came of it lets in. */
function keepsOwed(scene: Scene, before: Statement): boolean {
  const after = scene.policy.statements.filter((part) => areAlike(part, before));
  return scene.intent.issuers.every((issuer) => {
    if (!reaches(scene, before, issuer)) return true;
    const parts = after.filter((part) => reaches(scene, part, issuer)).map((part) => unmet(before, part));
    if (parts.some((conditions) => conditions.length === 0)) return true;
    const owed = owedTokens(scene.intent, issuer, scene.role, scene.before.hasVariables);
    const allow = boxOf(scene, { ...before.json, Effect: 'Allow' }, issuer);
    const kept = parts.map((conditions) => ({
      ...before.json,
      Effect: 'Deny',
      Condition: blocksOf(conditions),
    }));
    const boxes = kept.map((json) => boxOf(scene, json, issuer));
    const doubtful = owed.filter(
      (tokens) =>
        !boxes.some((box) => box?.conditions.every((each) => holdsForOwed(scene, each, tokens))) &&
        !isKeptOut(scene, allow, tokens),
    );
    if (doubtful.length === 0) return true;
    const denies = scene.before.statements.filter(({ effect }) => effect === 'Deny').map(({ json }) => json);
    const document = documentOf(scene.before, [before.json, ...kept, ...denies]);
    return doubtful.every((tokens) => isImpossible(scene, document, issuer, aimAt(tokens), 'default'));
  });
}

/** Tells whether a condition obviously holds for every one of some owed tokens. */
function holdsForOwed({ purse }: Scene, condition: IssuerCondition, tokens: OwedTokens): boolean {
  const { key } = condition;
  const constraint = constraintOf(condition, SURELY);
  if (constraint.kind !== 'some') return constraint.kind === 'all';
  if (key.kind === 'subject')
    return relate([tokens.value.pattern], constraint.patterns, purse.take()) === 'inside';
  if (key.kind !== 'claim') return false;
  const values = key.name === 'project_id' && tokens.projectId !== undefined ? [tokens.projectId] : undefined;
  const known = key.name === 'aud' ? tokens.audiences : values;
  return known !== undefined && known.every((value) => satisfies(constraint, value));
}

/** Tells whether a statement obviously lets in none of some owed tokens, by the subject alone. */
function isKeptOut({ purse }: Scene, allow: Box | undefined, tokens: OwedTokens): boolean {
  return (allow === undefined ? [] : subjectConditions(allow)).some((condition) => {
    const constraint = constraintOf(condition, PERHAPS);
    if (constraint.kind !== 'some') return constraint.kind === 'none';
    return relate([tokens.value.pattern], constraint.patterns, purse.take()) === 'disjoint';
  });
}

function boxOf({ before, role }: Scene, json: JsonObject, issuer: Issuer): Box | undefined {
  const { allows, denies } = boxesFor(documentOf(before, [json]), issuer.name, accountOf(role));
  return allows[0] ?? denies[0];
}

function reaches(scene: Scene, part: Statement, issuer: Issuer): boolean {
  return boxOf(scene, part.json, issuer) !== undefined;
}

function aimAt(tokens: OwedTokens): Aim {
  const demands: Demands = { ...NO_DEMANDS, unions: [unionOf([tokens.value.pattern])] };
  return ({ claims }: Atom) => {
    const { project_id: id, aud } = claims;
    if (tokens.projectId !== undefined && id !== undefined && id !== tokens.projectId) return undefined;
    if (tokens.audiences !== undefined && aud !== undefined && !tokens.audiences.includes(aud))
      return undefined;
    return demands;
  };
}

/** L5: the callers that are not GitLab keep a statement that is as it was but for its Sid and its principals. */
function leavesOthers(scene: Scene, before: Statement): boolean {
  if (before.principal.negated) return false;
  const others = before.principal.principals.filter(
    (principal) => issuersOf(scene.intent, [principal]) === undefined,
  );
  if (others.length === 0) return true;
  const without = ['Sid', 'Principal'];
  return scene.policy.statements.some((part) => {
    const named = { ...before, principal: { negated: false, principals: others } };
    return principalsBeyond(named, part).length === 0 && textOf(part, without) === textOf(before, without);
  });
}

/** Returns the GitLab issuers that some principals name; `undefined` where one is anybody else. */
function issuersOf(intent: Intent, principals: readonly Principal[]): Issuer[] | undefined {
  const issuers: Issuer[] = [];
  for (const { type, value } of principals) {
    const name = parseProviderArn(value)?.issuer ?? value;
    const issuer = intent.issuers.find((each) => type === 'Federated' && isIssuer(each, name));
    if (issuer === undefined) return undefined;
    issuers.push(issuer);
  }
  return issuers;
}

function unprovedOfGoal({ policy, intent, role, purse }: Scene): Unproved[] {
  const { verdict } = judge(policy, intent, { role, purse });
  return verdict === 'compliant' || verdict === 'not-applicable'
    ? []
    : [unproved('L3', 'the new document could not be proved to stay inside the intent')];
}

function unprovedOfStorage({ before, after, policy, quota }: Scene): Unproved[] {
  const limit = quotaFor(before.json, quota);
  const size = sizeOf(after);
  return [
    ...(size <= limit
      ? []
      : [unproved('L13', `it would have ${size} characters and the account allows ${limit}`)]),
    ...refusalsOf(policy).map((refusal) => unproved('L13', describeRefusal(refusal))),
  ];
}

/** Builds a document of some statements, in the version of another. */
function documentOf({ json }: TrustPolicy, statements: readonly JsonObject[]): TrustPolicy {
  const decoded = decodeTrustPolicy({ ...json, Statement: statements });
  if (!decoded.ok) throw new Error('INVARIANT: statements of a trust policy make a trust policy');
  return decoded.policy;
}

function blocksOf(conditions: readonly Condition[]): JsonObject {
  const blocks: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of conditions)
    blocks[operator] = { ...blocks[operator], [key]: values };
  return blocks;
}
