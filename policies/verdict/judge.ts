import { atomsOf, type Atoms } from '../acceptance/atoms.ts';
import { boxesFor, type Box, type Boxes } from '../acceptance/boxes.ts';
import { GITLAB_COM } from '../claims/keys.ts';
import type { Claims } from '../claims/token.ts';
import { outcomeWhenAbsent, type IssuerCondition } from '../conditions/constraint.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
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
import { Answers } from './answers.ts';
import { causeOfDeath, findDeath } from './dead.ts';
import type { Finding, FindingId, Severity, Verdict } from './finding.ts';
import { findIntruder, findUsualIntruder, withAudience, type Scene } from './intrusion.ts';
import { isPinned, namesProjectsById } from './pinned.ts';
import type { Case } from './question.ts';
import { highest } from './severity.ts';
import { outcomeOfUsual, readUsual, type UsualStatement } from './usual.ts';
import { writtenOut } from './written.ts';

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
  const account = accountOf(options.role);
  const purse = options.purse ?? new Purse(options.budget ?? DEFAULT_BUDGET);
  const verdicts: Verdict[] = [];
  const findings: Finding[] = [];
  for (const issuer of intent.issuers) {
    const boxes = boxesFor(policy, issuer.name, account);
    for (const allow of boxes.allows) {
      const part = judgeAllow(policy, intent, issuer, boxes, allow, purse, options);
      verdicts.push(part.verdict);
      findings.push(...part.findings);
    }
  }
  if (findings.length > 1) findings.sort((one, other) => one.statement - other.statement);
  const verdict = verdictOf(verdicts);
  const severity = verdict === 'broader' ? highest(findings.map((each) => each.severity)) : null;
  return { verdict, severity, findings, reached: verdicts.length, spent: purse.spent() };
}

/** Returns the account of a role's ARN. */
export function accountOf(role: string | undefined): string | undefined {
  return role === undefined ? undefined : /^[^:]*:[^:]*:[^:]*:[^:]*:([^:]*)/.exec(role)?.[1];
}

function verdictOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return 'not-applicable';
  if (verdicts.includes('broader')) return 'broader';
  return verdicts.includes('undecided') ? 'undecided' : 'compliant';
}

function judgeAllow(
  policy: TrustPolicy,
  intent: Intent,
  issuer: Issuer,
  boxes: Boxes,
  allow: Box,
  purse: Purse,
  options: JudgeOptions,
): Part {
  const usual = options.takesLongWay === true ? undefined : usualFormOf(policy, boxes, allow);
  const quick = usual === undefined ? undefined : judgeUsual(usual, intent, allow, options.role);
  if (quick !== undefined) return quick;
  const scene = sceneOf(intent, issuer, boxes, allow, purse);
  const containment = (usual && findUsualIntruder(usual, scene)) ?? findIntruder(scene);
  switch (containment.kind) {
    case 'contained':
      return { verdict: 'compliant', findings: adviseOn(scene, options.role) };
    case 'undecided':
      return { verdict: 'undecided', findings: [undecided(scene, containment.reason)] };
    case 'intruder': {
      const { claims, severity, requires } = containment;
      const id = classify(scene, claims, severity);
      const message = describeIntruder(id, scene, claims, requires, roleLabel(options.role));
      const witness = shownClaims(claims, boxes, issuer.name);
      return {
        verdict: 'broader',
        findings: [{ ...findingOf(allow, id, severity, message), witness, requires }],
      };
    }
  }
}

function sceneOf(intent: Intent, issuer: Issuer, boxes: Boxes, allow: Box, purse: Purse): Scene {
  const budget = purse.take();
  // WHY: a claim only ever makes more allowed, so ids matter only where a condition asks for them.
  const ids = [allow, ...boxes.denies].some(asksForId) ? compileIntent(intent, issuer.name).knownIds : [];
  let atoms: Atoms | undefined;
  const asked: Case = {
    allow,
    denies: boxes.denies,
    dodged: boxes.dodged,
    budget,
    answers: new Answers(),
    get atoms() {
      atoms ??= atomsOf(allow, boxes.denies, ids, budget);
      return atoms;
    },
  };
  let pinned: boolean | undefined;
  return {
    intent,
    issuer,
    boxes,
    asked,
    purse,
    written: writtenOut(boxes.allows),
    // WHY: only asked for where somebody gets in who should not.
    get isPinned() {
      return (pinned ??= isPinned(asked, () => purse.take()));
    },
  };
}

function asksForId({ conditions }: Box): boolean {
  return conditions.some(({ key }) => key.kind === 'claim' && key.name === 'project_id');
}

/** Returns an Allow in the usual form that no Deny qualifies, else `undefined`. */
function usualFormOf(policy: TrustPolicy, boxes: Boxes, allow: Box): UsualStatement | undefined {
  if (boxes.denies.length > 0 || allow.reach !== 'yes') return undefined;
  return readUsual(allow.statement, allow.issuer, policy.hasVariables);
}

/**
 * Judges an Allow of the usual form without any automaton; `undefined` where it takes one.
 *
 * Equivalent to: the long way, wherever it answers.
 */
function judgeUsual(
  usual: UsualStatement,
  intent: Intent,
  allow: Box,
  role: string | undefined,
): Part | undefined {
  const compiled = compileIntent(intent, allow.issuer);
  let isAlive = false;
  for (const value of usual.values) {
    const outcome = outcomeOfUsual(value, compiled);
    if (outcome === 'unproved') return undefined;
    if (outcome === 'contained') isAlive = true;
  }
  if (isAlive) {
    const isUnpinned = lacksId(allow, role) && !usual.values.every(({ text }) => showsId(text));
    return { verdict: 'compliant', findings: advise(allow, usual.audience !== undefined, isUnpinned) };
  }
  const message = describeDeath(causeOfDeath(allow), allow.issuer);
  return { verdict: 'compliant', findings: [findingOf(allow, 'statement/dead', null, message)] };
}

function roleLabel(role: string | undefined): string {
  const name = role?.split('/').at(-1);
  return name === undefined || name === '' ? 'the role' : `\`${name}\``;
}

function findingOf(allow: Box, id: FindingId, severity: Severity | null, message: string): Finding {
  return { id, severity, statement: allow.statement.index, issuer: allow.issuer, requires: [], message };
}

function undecided({ asked, purse }: Scene, reason: 'budget' | 'unknown'): Finding {
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
        const value = key.kind === 'claim' ? known[key.name] : undefined;
        if (key.kind === 'claim' && value !== undefined) shown[key.name] = value;
      }
    }
  }
  return shown;
}

function adviseOn(scene: Scene, role: string | undefined): Finding[] {
  const { asked, purse } = scene;
  const { allow } = asked;
  const death = findDeath(asked);
  if (death !== undefined) {
    return [findingOf(allow, 'statement/dead', null, describeDeath(death, allow.issuer))];
  }
  const voids = voidConditions(allow).map(({ condition }) =>
    findingOf(allow, 'condition/void', null, describeVoid(condition.key, allow.issuer)),
  );
  const isUnpinned = lacksId(allow, role) && !namesProjectsById(asked, () => purse.take());
  return [...voids, ...advise(allow, allow.conditions.some(isOnAudience), isUnpinned)];
}

/** Tells whether a condition on the id would do something: AWS has it where the role is, as far as that is known. */
function lacksId({ issuer }: Box, role: string | undefined): boolean {
  return role === undefined ? issuer === GITLAB_COM : hasProjectIds({ name: issuer }, role);
}

function showsId(value: string): boolean {
  return value.startsWith('project_id:');
}

function isOnAudience({ key }: IssuerCondition): boolean {
  return key.kind === 'claim' && key.name === 'aud';
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
