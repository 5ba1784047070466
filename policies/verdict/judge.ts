import { atomsOf } from '../acceptance/atoms.ts';
import { boxesFor, type Box, type Boxes } from '../acceptance/boxes.ts';
import type { Claims } from '../claims/token.ts';
import { outcomeWhenAbsent } from '../conditions/constraint.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import { compileIntent } from '../intent/compiled.ts';
import type { Intent, Issuer } from '../intent/intent.ts';
import { DEFAULT_BUDGET, type Budget } from '../patterns/search.ts';
import { classify, describeDeath, describeIntruder } from './explain.ts';
import { findDeath } from './dead.ts';
import type { Finding, FindingId, Severity, Verdict } from './finding.ts';
import { findIntruder, withAudience, type Scene } from './intrusion.ts';
import { highest } from './severity.ts';
import { isPinned, writtenOut } from './written.ts';

/** The verdict on one trust policy, with what there is to say. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The highest of the findings where the verdict is `broader`, else `null`. */
  readonly severity: Severity | null;
  readonly findings: readonly Finding[];
  /** How many Allows reach an issuer, each counted once for each issuer. */
  readonly reached: number;
}

/** What a judgement may know and spend besides the policy and the intent. */
export interface JudgeOptions {
  /** ARN of the role, for its account and its name. */
  readonly role?: string;
  readonly budget?: Readonly<Budget>;
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
  const parts: Part[] = [];
  for (const issuer of intent.issuers) {
    const boxes = boxesFor(policy, issuer.name, accountOf(options.role));
    for (const allow of boxes.allows) parts.push(judgeAllow(policy, intent, issuer, boxes, allow, options));
  }
  const findings = parts
    .flatMap((part) => part.findings)
    .sort((one, other) => one.statement - other.statement);
  const verdict = verdictOf(parts.map((part) => part.verdict));
  const severity = verdict === 'broader' ? highest(findings.map((each) => each.severity)) : null;
  return { verdict, severity, findings, reached: parts.length };
}

/** Returns the account of a role's ARN. */
export function accountOf(role: string | undefined): string | undefined {
  return role?.split(':')[4];
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
  options: JudgeOptions,
): Part {
  const budget = { ...(options.budget ?? DEFAULT_BUDGET) };
  const { knownIds } = compileIntent(intent, issuer.name);
  const atoms = atomsOf(allow, boxes.denies, knownIds, budget);
  const asked = { allow, denies: boxes.denies, dodged: boxes.dodged, atoms, budget };
  const written = writtenOut(boxes.allows);
  const scene = {
    policy,
    intent,
    issuer,
    account: accountOf(options.role),
    asked,
    written,
    isPinned: isPinned(allow),
  };
  const containment = findIntruder(scene);
  switch (containment.kind) {
    case 'contained':
      return { verdict: 'compliant', findings: advise(scene) };
    case 'undecided':
      return { verdict: 'undecided', findings: [undecided(scene, containment.reason)] };
    case 'intruder': {
      const { claims, severity, requires } = containment;
      const id = classify(scene, claims, severity);
      const message = describeIntruder(id, scene, claims, requires, roleLabel(options.role));
      const witness = shownClaims(claims, allow, issuer.name);
      return {
        verdict: 'broader',
        findings: [{ ...findingOf(scene, id, severity, message), witness, requires }],
      };
    }
  }
}

function roleLabel(role: string | undefined): string {
  const name = role?.split('/').at(-1);
  return name === undefined || name === '' ? 'the role' : `\`${name}\``;
}

function findingOf(scene: Scene, id: FindingId, severity: Severity | null, message: string): Finding {
  const { index } = scene.asked.allow.statement;
  return { id, severity, statement: index, issuer: scene.issuer.name, requires: [], message };
}

function undecided(scene: Scene, reason: 'budget' | 'unknown'): Finding {
  const { budget } = scene.asked;
  const message =
    reason === 'budget'
      ? `the statement is too complex to decide within the budget (states left ${Math.max(0, budget.states)}, transitions left ${Math.max(0, budget.transitions)}), simplify its patterns`
      : 'the statement holds something whose meaning is not known, so neither safety nor danger can be shown';
  return findingOf(scene, 'statement/undecided', null, message);
}

/** WHY: a claim that no condition of the statement asks for would only distract. */
function shownClaims(claims: Claims, allow: Box, issuer: string): Claims {
  const asked = allow.conditions.some(({ key }) => key.kind === 'claim' && key.name === 'aud');
  const { aud, ...rest } = withAudience(claims, issuer);
  return asked && aud !== undefined ? { ...rest, aud } : rest;
}

/** Says what there is to say about a statement that lets nobody in who should not be. */
function advise(scene: Scene): Finding[] {
  const { asked, issuer } = scene;
  const advice = (id: FindingId, message: string): Finding => findingOf(scene, id, null, message);
  const death = findDeath(asked);
  if (death !== undefined) return [advice('statement/dead', describeDeath(death, issuer.name))];
  const findings: Finding[] = [];
  for (const { condition } of voidConditions(asked.allow)) {
    findings.push(
      advice(
        'condition/void',
        `the condition on \`${condition.key}\` restricts nobody: a ${issuer.name} token never has that key`,
      ),
    );
  }
  const claimNames = asked.allow.conditions.map(({ key }) => (key.kind === 'claim' ? key.name : undefined));
  if (!claimNames.includes('aud'))
    findings.push(advice('audience/untested', `\`${issuer.name}:aud\` is not tested`));
  if (issuer.name === 'gitlab.com' && !scene.isPinned) {
    findings.push(
      advice(
        'project/unpinned',
        'the project is named by its path only; `gitlab.com:project_id` would outlive a rename',
      ),
    );
  }
  return findings;
}

/** Returns the conditions that hold for every token because it never has their key, which no other principal has either. */
function voidConditions(allow: Box): Box['conditions'] {
  const federated = allow.statement.principal.principals.filter(({ type }) => type === 'Federated');
  return allow.conditions.filter((condition) => {
    if (condition.key.kind !== 'absent' || outcomeWhenAbsent(condition) !== 'yes') return false;
    const prefix = condition.condition.key.slice(0, condition.condition.key.lastIndexOf(':')).toLowerCase();
    return !federated.some(({ value }) => value.toLowerCase().endsWith(`/${prefix}`));
  });
}
