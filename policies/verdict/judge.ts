import { boxesFor, type Box, type Boxes, type BoxesOf } from '../acceptance/boxes.ts';
import { GITLAB_COM } from '../claims/keys.ts';
import { ID } from '../claims/shown-id.ts';
import type { Claims } from '../claims/token.ts';
import { isOnClaim, outcomeWhenAbsent } from '../conditions/constraint.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import { hasProjectIds } from '../intent/owed.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../patterns/search.ts';
import {
  classify,
  describeDeath,
  describeIntruder,
  describeUntested,
  describeVoid,
  UNPINNED,
} from './explain.ts';
import { causeOfDeath, findDeath } from './dead.ts';
import type { Finding, FindingId, Severity, Verdict } from './finding.ts';
import { findIntruder, findUsualIntruder, isContained, withAudience, type Intruder } from './intrusion.ts';
import { judgedUsual, type JudgedUsual, type UsualOf } from './judged-usual.ts';
import { namesProjectsById } from './pinned.ts';
import { askedOf, sceneOf, type AskedScene, type Scene } from './scene.ts';
import { highest } from './severity.ts';
import type { UsualValue } from './usual.ts';

/** The verdict on one trust policy, with what there is to say. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The highest of the findings where the verdict is `broader`, else `null`. */
  readonly severity: Severity | null;
  readonly findings: readonly Finding[];
  /** How many Allows reach an issuer, each counted once for each issuer. */
  readonly reached: number;
  /** The states and transitions that it took, all questions together. */
  readonly spent: Readonly<Budget>;
}

/** What a judgement may know and spend besides the policy and the intent. */
export interface JudgeOptions {
  /** ARN of the role, for its account and its name. */
  readonly role?: string;
  /** What one question may spend: whether one Allow is contained, or what a witness against it is. */
  readonly budget?: Readonly<Budget>;
  /** Where the budgets come from, where several judgements share one; else each has its own. */
  readonly purse?: Purse;
  /** The statements of the policy by issuer, where they were read already. */
  readonly boxesOf?: BoxesOf;
  /** Its Allows in the usual form under the intent, where they were read already. */
  readonly usualOf?: UsualOf;
  /** Judges the usual forms by automata as well: the slow way, which the short one is compared with. */
  readonly takesLongWay?: boolean;
}

type Part = { readonly verdict: Exclude<Verdict, 'not-applicable'>; readonly findings: readonly Finding[] };

/**
 * Decides whether the intent allows every GitLab token that a trust policy accepts.
 *
 * Guarantees: L7, L8. `compliant` is a proof; `broader` has a witness that the plain evaluator accepts and the
 * intent forbids; what can be neither proved nor shown is `undecided`.
 * Cost: bounded by the budget of states and transitions, for each statement and issuer.
 */
export function judge(policy: TrustPolicy, intent: Intent, options: JudgeOptions = {}): Judgement {
  const purse = purseOf(options);
  const verdicts: Verdict[] = [];
  const findings: Finding[] = [];
  for (const reaching of allowsIn(policy, intent, purse, options)) {
    const part = judgeAllow(reaching);
    verdicts.push(part.verdict);
    findings.push(...part.findings);
  }
  findings.sort((one, other) => one.statement - other.statement);
  const verdict = verdictOf(verdicts);
  const severity = highest(findings.map((each) => each.severity));
  return { verdict, severity, findings, reached: verdicts.length, spent: purse.spent() };
}

/**
 * Tells whether a trust policy is `compliant`, without looking for anything that there is to say about it.
 *
 * Equivalent to: {@link judge}, which may spend more.
 */
export function isCompliant(policy: TrustPolicy, intent: Intent, options: JudgeOptions = {}): boolean {
  const reaching = allowsIn(policy, intent, purseOf(options), options);
  return reaching.length > 0 && reaching.every(isAllowContained);
}

/** An Allow that reaches an issuer, with all that it is judged by. */
interface Reaching {
  readonly policy: TrustPolicy;
  readonly intent: Intent;
  readonly issuer: Issuer;
  readonly boxes: Boxes;
  readonly allow: Box;
  readonly purse: Purse;
  readonly options: JudgeOptions;
}

function allowsIn(policy: TrustPolicy, intent: Intent, purse: Purse, options: JudgeOptions): Reaching[] {
  const boxesOf = boxesIn(policy, options);
  const reaching: Reaching[] = [];
  for (const issuer of intent.issuers) {
    const boxes = boxesOf(issuer.name);
    for (const allow of boxes.allows) reaching.push({ policy, intent, issuer, boxes, allow, purse, options });
  }
  return reaching;
}

function purseOf({ purse, budget = DEFAULT_BUDGET }: JudgeOptions): Purse {
  return purse ?? new Purse(budget);
}

/** Returns the statements of a policy by issuer, read when they are asked for. */
function boxesIn(policy: TrustPolicy, { boxesOf, role }: JudgeOptions): BoxesOf {
  if (boxesOf !== undefined) return boxesOf;
  const account = accountOf(role);
  return (issuer) => boxesFor(policy, issuer, account);
}

/** Returns the account of a role's ARN. */
export function accountOf(role: string | undefined): string | undefined {
  if (role === undefined) return undefined;
  let start = 0;
  for (let count = 0; count < 4; count++) {
    start = role.indexOf(':', start) + 1;
    if (start === 0) return undefined;
  }
  const end = role.indexOf(':', start);
  return role.slice(start, end === -1 ? undefined : end);
}

function verdictOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return 'not-applicable';
  if (verdicts.includes('broader')) return 'broader';
  return verdicts.every((each) => each === 'compliant') ? 'compliant' : 'undecided';
}

function judgeAllow(reaching: Reaching): Part {
  const { intent, issuer, boxes, allow, purse, options } = reaching;
  const usual = usualFormOf(reaching);
  const quick = usual && judgeUsual(usual, allow, options.role);
  if (quick !== undefined) return quick;
  const scene = sceneOf(intent, issuer, boxes, allow);
  const intruder = usual && findUsualIntruder(usual, scene);
  if (intruder !== undefined) return intrusion(intruder, scene, options.role);
  const asked = askedOf(scene, purse);
  const containment = findIntruder(asked);
  switch (containment.kind) {
    case 'contained':
      return { verdict: 'compliant', findings: adviseOn(asked, options.role) };
    case 'undecided':
      return { verdict: 'undecided', findings: [undecided(asked, containment.reason)] };
    case 'intruder':
      return intrusion(containment, asked, options.role);
  }
}

function isAllowContained(reaching: Reaching): boolean {
  const { intent, issuer, boxes, allow, purse } = reaching;
  const usual = usualFormOf(reaching);
  if (usual !== undefined && !usual.outcomes.includes('unproved')) return true;
  const scene = sceneOf(intent, issuer, boxes, allow);
  const isOpen = usual !== undefined && findUsualIntruder(usual, scene) !== undefined;
  return !isOpen && isContained(askedOf(scene, purse));
}

function intrusion({ claims, severity, requires }: Intruder, scene: Scene, role: string | undefined): Part {
  const { allow, boxes, issuer } = scene;
  const id = classify(scene, claims, severity);
  const message = describeIntruder(id, scene, claims, requires, roleLabel(role));
  const witness = shownClaims(claims, boxes, issuer.name);
  const statement = allow.statement.index;
  return {
    verdict: 'broader',
    findings: [{ id, severity, statement, issuer: issuer.name, requires, message, witness }],
  };
}

/** Reads an Allow that may go the short way: no Deny qualifies it, and it reaches the issuer for sure. */
function usualFormOf({ policy, intent, boxes, allow, options }: Reaching): JudgedUsual | undefined {
  const { takesLongWay = false, usualOf } = options;
  if (takesLongWay || boxes.denies.length > 0 || allow.reach !== 'yes') return undefined;
  return usualOf === undefined
    ? judgedUsual(allow.statement, allow.issuer, intent, policy.hasVariables)
    : usualOf(allow);
}

/**
 * Judges an Allow of the usual form without any automaton; `undefined` where it takes one.
 *
 * Equivalent to: the long way, wherever it answers.
 */
function judgeUsual(
  { statement: usual, outcomes }: JudgedUsual,
  allow: Box,
  role: string | undefined,
): Part | undefined {
  if (outcomes.includes('unproved')) return undefined;
  if (outcomes.includes('contained')) {
    const alive = usual.values.filter((_, index) => outcomes[index] !== 'dead');
    const asksForId = lacksId(allow, role);
    if (asksForId && alive.some(mayShowId)) return undefined;
    const isUnpinned = asksForId && !alive.every(surelyShowsId);
    return { verdict: 'compliant', findings: advise(allow, usual.audience !== undefined, isUnpinned) };
  }
  const message = describeDeath(causeOfDeath(allow), allow.issuer);
  return { verdict: 'compliant', findings: [findingOf(allow, 'statement/dead', null, message)] };
}

function roleLabel(role: string | undefined): string {
  const name = role?.slice(role.lastIndexOf('/') + 1) ?? '';
  return name === '' ? 'the role' : `\`${name}\``;
}

function findingOf(allow: Box, id: FindingId, severity: Severity | null, message: string): Finding {
  return { id, severity, statement: allow.statement.index, issuer: allow.issuer, requires: [], message };
}

function undecided({ asked, purse }: AskedScene, reason: 'budget' | 'unknown'): Finding {
  const { states, transitions } = purse.spent();
  const message =
    reason === 'budget'
      ? `the statement is too complex to decide, given up after ${states} states and ${transitions} transitions, simplify its patterns`
      : 'the statement holds something whose meaning is not known, so neither safety nor danger can be shown';
  return findingOf(asked.allow, 'statement/undecided', null, message);
}

/** WHY: a claim that no condition asks for would only distract. */
function shownClaims(claims: Claims, { allows, denies }: Boxes, issuer: string): Claims {
  const shown: Record<string, string> = { sub: claims['sub'] ?? '' };
  const known = withAudience(claims, issuer);
  for (const boxes of [allows, denies]) {
    for (const { conditions } of boxes) {
      for (const { key } of conditions) {
        if (key.kind !== 'claim') continue;
        const value = known[key.name];
        if (value !== undefined) shown[key.name] = value;
      }
    }
  }
  return shown;
}

function adviseOn({ asked, purse }: AskedScene, role: string | undefined): Finding[] {
  const { allow } = asked;
  const death = findDeath(asked);
  if (death !== undefined) {
    return [findingOf(allow, 'statement/dead', null, describeDeath(death, allow.issuer))];
  }
  const voids = voidConditions(allow).map(({ condition }) =>
    findingOf(allow, 'condition/void', null, describeVoid(condition.key, allow.issuer)),
  );
  const isUnpinned = lacksId(allow, role) && !namesProjectsById(asked, () => purse.take());
  return [
    ...voids,
    ...advise(
      allow,
      allow.conditions.some((each) => isOnClaim(each, 'aud')),
      isUnpinned,
    ),
  ];
}

/** Tells whether a condition on the id would do something: AWS has it where the role is, as far as that is known. */
function lacksId({ issuer }: Box, role: string | undefined): boolean {
  return role === undefined ? issuer === GITLAB_COM : hasProjectIds({ name: issuer }, role);
}

/** Tells whether the component stands in what every subject of a value begins with. */
function surelyShowsId({ beginning }: UsualValue): boolean {
  return beginning.split(':').some((part, index) => part === ID && index % 2 === 0);
}

/** Tells whether the component may stand behind a `*`; whether it does, or a ref of that name, takes the automata. */
function mayShowId(value: UsualValue): boolean {
  return value.text.includes('id:', value.beginning.length) && !surelyShowsId(value);
}

/** Says what could be better about a statement that lets nobody in who should not be. */
function advise(allow: Box, testsAudience: boolean, isUnpinned: boolean): Finding[] {
  const { issuer } = allow;
  const findings: Finding[] = [];
  if (!testsAudience) findings.push(findingOf(allow, 'audience/untested', null, describeUntested(issuer)));
  if (isUnpinned) findings.push(findingOf(allow, 'project/unpinned', null, UNPINNED));
  return findings;
}

/** Returns the conditions that hold for every token because none has their key, nor any other principal's. */
function voidConditions(allow: Box): Box['conditions'] {
  const federated = allow.statement.principal.principals.filter(({ type }) => type === 'Federated');
  return allow.conditions.filter((condition) => {
    if (condition.key.kind !== 'absent' || outcomeWhenAbsent(condition) !== 'yes') return false;
    const { key } = condition.condition;
    const prefix = key.slice(0, key.lastIndexOf(':')).toLowerCase();
    if (prefix === allow.issuer.toLowerCase()) return true;
    return !federated.some(({ value }) => value.toLowerCase().endsWith(`/${prefix}`));
  });
}
