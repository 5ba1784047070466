import { boxesByIssuer, type BoxesOf } from '../acceptance/boxes.ts';
import { canonicalText } from '../document/encode.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import { member, type JsonObject } from '../document/json.ts';
import type { Statement, TrustPolicy } from '../document/trust-policy.ts';
import { DEFAULT_BUDGET, Purse, QUESTIONS } from '../patterns/search.ts';
import { accountOf, judge, type Judgement } from '../verdict/judge.ts';
import { areSame, areSameValues, differenceOf, principalsBeyond } from './difference.ts';
import { issuersOf } from './isolate.ts';
import { keepsOwed } from './lockout.ts';
import type { Rewrite, Scene } from './scene.ts';
import { describeRefusal, refusalsOf } from './shared-issuers.ts';
import { DEFAULT_QUOTA, mostOf, quotaFor, sizeOf } from './size.ts';
import { comesFromOne } from './widening.ts';

/** The laws that every rewrite is proved to keep before it is proposed. */
export type Law = 'L2' | 'L3' | 'L4' | 'L5' | 'L13';

/** A law that a rewrite could not be proved to keep. */
export interface Unproved {
  readonly law: Law;
  readonly reason: string;
}

/** What could be proved of a rewrite. */
export interface Proof {
  readonly unproved: readonly Unproved[];
  /** `undefined` where the new document is no trust policy. */
  readonly outcome: Judged | undefined;
}

/** A document, with its statements by issuer and the verdict on it. */
export interface Judged {
  readonly policy: TrustPolicy;
  readonly boxesOf: BoxesOf;
  readonly judgement: Judgement;
}

/**
 * Proves that a rewrite keeps the laws, or tells which ones it cannot be proved to keep, looking at the two documents
 * and at nothing else: by the form of the change where that is enough, by the automata where it is not.
 *
 * Guarantees: none unproved means L2 (never widens), L3 (contained in the intent), L4 (keeps the owed), L5 (leaves
 * other callers alone) and L13 (fits, and IAM's rule for shared issuers). L6 follows from L3.
 */
export function proofOf(rewrite: Rewrite): Proof {
  const decoded = decodeTrustPolicy(rewrite.after);
  if (!decoded.ok || decoded.policy.statements.length === 0)
    return {
      unproved: [{ law: 'L13', reason: 'the new document is no trust policy' }],
      outcome: undefined,
    };
  const { policy } = decoded;
  const { role, intent, before, after, quota, mayLockOut, budget = DEFAULT_BUDGET } = rewrite;
  const purse = new Purse(budget);
  // WHY: one by one, since an object that is spread into another is slow to make and to read.
  const scene: Scene = { role, intent, before, after, quota, mayLockOut, policy, purse };
  const { gone, fresh } = differenceOf(before, policy);
  const found = unprovedOfRest(scene);
  for (const statement of fresh) found.push(...unprovedOfFresh(scene, statement));
  for (const statement of gone) found.push(...unprovedOfGone(scene, statement));
  const boxesOf = boxesByIssuer(policy, accountOf(role));
  // WHY: one statement that is hard to prove does not keep another one open.
  const forEach = new Purse(budget, QUESTIONS * Math.max(1, fresh.length));
  const judgement = judge(policy, intent, { role, purse: forEach, boxesOf });
  return {
    unproved: [...found, ...unprovedOfGoal(judgement), ...unprovedOfStorage(scene)],
    outcome: { policy, boxesOf, judgement },
  };
}

/** Tells which laws a rewrite cannot be proved to keep. */
export function unprovedOf(rewrite: Rewrite): readonly Unproved[] {
  return proofOf(rewrite).unproved;
}

function unproved(law: Law, reason: string): Unproved {
  return { law, reason };
}

/** WHY: the same statements mean something else in another version. */
function unprovedOfRest({ before, after }: Scene): Unproved[] {
  const names = namesBesides(after);
  const isSame =
    names.length === namesBesides(before.json).length &&
    names.every((name) =>
      areSameValues(member(before.json, name), member(after, name), (value) =>
        canonicalText({ [name]: value }),
      ),
    );
  return isSame ? [] : [unproved('L2', 'something besides the statements differs')];
}

function namesBesides(document: JsonObject): string[] {
  return Object.keys(document).filter((name) => name !== 'Statement');
}

/** L2, and L5 for a new Deny. */
function unprovedOfFresh(scene: Scene, statement: Statement): Unproved[] {
  const { index, effect } = statement;
  if (effect === 'Deny')
    return isOpen(scene) ? [unproved('L5', `the Deny in statement ${index} is new`)] : [];
  return comesFromOne(scene, statement)
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

/** L5: the callers that are not GitLab keep a statement that is as it was but for its Sid and its principals. */
function leavesOthers(scene: Scene, before: Statement): boolean {
  if (before.principal.negated) return false;
  const others = before.principal.principals.filter(
    (principal) => issuersOf(scene.intent, [principal]) === undefined,
  );
  if (others.length === 0) return true;
  const without = ['Sid', 'Principal'];
  return scene.policy.statements.some((part) => {
    const named = { ...before, principal: { ...before.principal, principals: others } };
    return principalsBeyond(named, part).length === 0 && areSame(part, before, without);
  });
}

function unprovedOfGoal({ verdict, findings }: Judgement): Unproved[] {
  if (verdict === 'compliant' || verdict === 'not-applicable') return [];
  const why = findings.find(({ id }) => id === 'statement/undecided')?.message;
  const reason = 'the new document could not be proved to stay inside the intent';
  return [unproved('L3', why === undefined ? reason : `${reason}: ${why}`)];
}

function unprovedOfStorage(scene: Scene): Unproved[] {
  const refused = refusalsOf(scene.policy).map((refusal) => unproved('L13', describeRefusal(refusal)));
  const tooLarge = describeSize(scene);
  return tooLarge === undefined ? refused : [unproved('L13', tooLarge), ...refused];
}

/** Says that a new document does not fit. */
function describeSize({ before, after, quota }: Scene): string | undefined {
  if (mostOf(after) <= (quota ?? DEFAULT_QUOTA)) return undefined;
  const size = sizeOf(after);
  const limit = quotaFor(before.json, quota);
  return size <= limit ? undefined : `it would have ${size} characters and the account allows ${limit}`;
}
