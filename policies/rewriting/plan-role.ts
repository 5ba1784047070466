import { boxesByIssuer, type BoxesOf } from '../acceptance/boxes.ts';
import { decide } from '../acceptance/evaluate.ts';
import { canonicalText } from '../document/encode.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../patterns/search.ts';
import type { Plan, Remedy, Stopped } from '../plan.ts';
import type { Finding } from '../verdict/finding.ts';
import { withAudience } from '../verdict/intrusion.ts';
import { accountOf, judge, type Judgement } from '../verdict/judge.ts';
import { usualByBox } from '../verdict/judged-usual.ts';
import { compact } from './compact.ts';
import { excessesOf, type Reading } from './excesses.ts';
import { isolate } from './isolate.ts';
import { keptTokens, type Kept } from './keep-alive.ts';
import { describeLost } from './lost.ts';
import { narrow, type Excess } from './narrow.ts';
import { proofOf, type Judged, type Proof, type Unproved } from './obligations.ts';
import { quarantineOf, type Quarantine, type QuarantineOrder } from './quarantine.ts';
import { describeRefusal, refusalsOf } from './shared-issuers.ts';
import { onlyBox, type Task } from './task.ts';

/** What a plan is made from. */
export interface PlanInput {
  /** ARN of the role. */
  readonly role: string;
  readonly policy: TrustPolicy;
  readonly intent: Intent;
  /** What happens to a role that no entry names and that nothing is left of. */
  readonly unlisted: 'quarantine' | 'report';
  /** What happens to a role that an entry names and that nothing fit to write is left of; left out: `quarantine`. */
  readonly unfixable?: 'quarantine' | 'report';
  /** What happens to a trust policy that cannot be decided; left out: `report`. */
  readonly undecided?: 'report' | 'isolate';
  /** What a quarantine is; left out: `isolate` alone. */
  readonly quarantine?: QuarantineOrder;
  /** The account's quota for the size of a trust policy, where it is known. */
  readonly quota?: number;
  /** Why the role may not be touched, where it may not. */
  readonly protection?: string;
  /** What one question may spend; left out: `DEFAULT_BUDGET`. */
  readonly budget?: Readonly<Budget>;
  /** Narrows the usual forms by automata as well: the slow way, which the short one is compared with. */
  readonly takesLongWay?: boolean;
}

type Proposal =
  | { readonly remedy: 'none' }
  | { readonly remedy: 'report'; readonly note: string }
  | Narrowed
  | { readonly remedy: 'quarantine'; readonly outcome: Judged | null; readonly quarantine: Quarantine };

interface Narrowed {
  readonly remedy: 'narrow';
  readonly outcome: Judged;
  /** What is not as the configuration would have it. */
  readonly note?: string;
}

const ISOLATE: QuarantineOrder = { level: 'isolate', revokeSessions: false };

/**
 * Decides what would be done about one role: nothing, a narrower trust policy, a quarantine, or a report.
 *
 * Guarantees: L2 to L6, L12 and L13, each proved for this very document before it is proposed; what cannot be
 * proved is reported with the reason.
 */
export function planRole(input: PlanInput): Plan {
  const { role, policy, intent } = input;
  const boxesOf = boxesByIssuer(policy, accountOf(role));
  const usualOf = usualByBox(intent, policy.hasVariables);
  const judgement = judge(policy, intent, { role, purse: purseOf(input), boxesOf, usualOf });
  const proposal = propose(input, judgement, { boxesOf, usualOf });
  const outcome = 'outcome' in proposal ? proposal.outcome : null;
  const quarantine = proposal.remedy === 'quarantine' ? proposal.quarantine : null;
  const announced = outcome === null ? null : irreversible(policy);
  return {
    role,
    verdict: judgement.verdict,
    severity: judgement.severity,
    findings: judgement.findings,
    remedy: proposal.remedy,
    unlisted: !intent.listed && judgement.verdict !== 'not-applicable',
    before: policy.json,
    after: outcome === null ? null : outcome.policy.json,
    quarantine,
    keeps: outcome === null ? [] : keptAfter(outcome, input),
    stops: outcome === null ? [] : stoppedBy(outcome.boxesOf, judgement.findings),
    irreversible: announced,
    notes: [...notesOf(input, proposal, boxesOf), ...(announced === null ? [] : [announced])],
  };
}

function purseOf({ budget = DEFAULT_BUDGET }: PlanInput): Purse {
  return new Purse(budget);
}

function keptAfter({ policy, boxesOf }: Judged, input: PlanInput): readonly Kept[] {
  return keptTokens(policy, input.intent, input.role, purseOf(input), boxesOf);
}

function notesOf({ intent }: PlanInput, proposal: Proposal, boxesOf: BoxesOf): readonly string[] {
  switch (proposal.remedy) {
    case 'none':
      return [];
    case 'report':
      return [proposal.note];
    case 'quarantine':
      return [...proposal.quarantine.notes, ...lostWith(proposal.outcome, boxesOf, intent)];
    case 'narrow': {
      const lost = lostWith(proposal.outcome, boxesOf, intent);
      return proposal.note === undefined ? lost : [proposal.note, ...lost];
    }
  }
}

function lostWith(outcome: Judged | null, boxesOf: BoxesOf, intent: Intent): string[] {
  return outcome === null ? [] : describeLost(boxesOf, outcome.boxesOf, intent);
}

function propose(input: PlanInput, judgement: Judgement, reading: Reading): Proposal {
  const { boxesOf } = reading;
  if (judgement.verdict === 'compliant' || judgement.verdict === 'not-applicable') return { remedy: 'none' };
  if (input.protection !== undefined) return report(input.protection);
  // INVARIANT: L12; an undecided statement beside a broader one keeps the whole document from being narrowed.
  if (judgement.findings.some((finding) => finding.id === 'statement/undecided')) {
    return input.undecided === 'isolate'
      ? proposeQuarantine(input, boxesOf, true)
      : report('the trust policy holds a statement that cannot be decided, so nothing is rewritten');
  }
  const { role, policy, intent, takesLongWay = false } = input;
  const task: Task = { policy, intent, role, purse: purseOf(input), isBeyondOwed: false, takesLongWay };
  const excesses = excessesOf(policy, intent, judgement, reading);
  const narrowed = narrow(task, excesses);
  if (narrowed.kind === 'inseparable') return report(inseparable(narrowed.statement));
  return (
    proposeNarrowing(input, boxesOf, task, narrowed.document, excesses) ??
    proposeBeyondOwed(input, boxesOf, task, excesses) ??
    reluctance(input) ??
    proposeQuarantine(input, boxesOf, false)
  );
}

/** Proposes what is allowed beyond the owed; `undefined` where nothing of that gets in either, or it has no proof. */
function proposeBeyondOwed(
  input: PlanInput,
  boxesOf: BoxesOf,
  task: Task,
  excesses: readonly Excess[],
): Proposal | undefined {
  const narrowed = narrow({ ...task, isBeyondOwed: true }, excesses);
  if (narrowed.kind === 'inseparable') return undefined;
  const proposed = proposeNarrowing(input, boxesOf, task, narrowed.document, []);
  return proposed?.remedy === 'narrow' ? proposed : undefined;
}

/** Says why a role of which nothing is left is not quarantined, where the configuration does not want it. */
function reluctance({ intent, unlisted, unfixable }: PlanInput): Proposal | undefined {
  if (!intent.listed) {
    return unlisted === 'report'
      ? report('no entry of the configuration names this role, and `unlisted` is `report`')
      : undefined;
  }
  return unfixable === 'report'
    ? report('nothing of what its trust policy lets in is allowed, and `unfixable` is `report`')
    : undefined;
}

/**
 * Proposes a narrowed document; `undefined` where it lets no token in any more.
 *
 * WHY: the document as a person would write it comes first, a shorter one only where it does not fit.
 */
function proposeNarrowing(
  input: PlanInput,
  boxesOf: BoxesOf,
  task: Task,
  document: JsonObject,
  excesses: readonly Excess[],
): Proposal | undefined {
  const { unproved, outcome } = proofFor(input, document);
  if (outcome === undefined || !letsGitLabIn(outcome.judgement)) return undefined;
  if (unproved.length === 0) return { remedy: 'narrow', outcome };
  const isOnlySize = unproved.every(({ law, reason }) => law === 'L13' && reason.includes('characters'));
  if (!isOnlySize) return report(reasonsOf(unproved));
  return (
    proposeShorter(input, shortened(task, outcome.policy)) ??
    proposeWithoutIds(input, task, excesses) ??
    instead(input, boxesOf, reasonsOf(unproved))
  );
}

function proposeShorter(input: PlanInput, document: JsonObject): Narrowed | undefined {
  const { unproved, outcome } = proofFor(input, document);
  return outcome !== undefined && unproved.length === 0 ? { remedy: 'narrow', outcome } : undefined;
}

/** WHY: ids that are not required are good to have, but not at the price of a role that stays open. */
function proposeWithoutIds(input: PlanInput, task: Task, excesses: readonly Excess[]): Proposal | undefined {
  const narrowed = narrow({ ...task, isTight: true }, excesses);
  const decoded = narrowed.kind === 'narrowed' ? decodeTrustPolicy(narrowed.document) : undefined;
  if (decoded?.ok !== true) return undefined;
  const { policy } = decoded;
  const proposed = proposeShorter(input, policy.json) ?? proposeShorter(input, shortened(task, policy));
  return proposed && { ...proposed, note: WITHOUT_IDS };
}

const WITHOUT_IDS =
  'the ids of the projects are not asked for where they are not required, since the document would not fit with them';

/** L4: a quarantine where no document fits, unless it would lock out what is allowed. */
function instead(input: PlanInput, boxesOf: BoxesOf, reason: string): Proposal {
  const proposed =
    reluctance(input) === undefined ? proposeQuarantine(input, boxesOf, false) : report(reason);
  if (proposed.remedy !== 'quarantine') return report(reason);
  const { quarantine } = proposed;
  return { ...proposed, quarantine: { ...quarantine, notes: [reason, ...quarantine.notes] } };
}

function shortened(task: Task, policy: TrustPolicy): JsonObject {
  const known = new Set(task.policy.statements.map(({ json }) => canonicalText({ Statement: [json] })));
  return compact(
    policy,
    (statement) =>
      task.intent.issuers
        .map(({ name }) => onlyBox(task.policy, statement, name))
        .find((box) => box !== undefined),
    (statement) => !known.has(canonicalText({ Statement: [statement] })),
    task.purse,
  );
}

function proofFor(input: PlanInput, after: JsonObject, mayLockOut = false): Proof {
  const { role, policy, intent, quota, budget } = input;
  return proofOf({ role, intent, before: policy, after, mayLockOut, quota, budget });
}

function reasonsOf(unproved: readonly Unproved[]): string {
  return `the rewrite cannot be proved: ${unproved.map(({ law, reason }) => `${law}, ${reason}`).join('; ')}`;
}

/** Tells whether some GitLab token gets in, or may. */
function letsGitLabIn({ reached, findings }: Judgement): boolean {
  return reached > findings.filter((finding) => finding.id === 'statement/dead').length;
}

function proposeQuarantine(input: PlanInput, boxesOf: BoxesOf, mayLockOut: boolean): Proposal {
  const { role, policy, intent } = input;
  const isolated = isolate(policy, intent.issuers, boxesOf);
  if (isolated.kind === 'inseparable') return report(inseparable(isolated.statement));
  const { unproved, outcome } = proofFor(input, isolated.document, mayLockOut);
  if (unproved.some(({ law }) => law === 'L4'))
    return report(
      'a quarantine would lock out tokens that the configuration allows, and no narrower document was found',
    );
  const order = input.quarantine ?? ISOLATE;
  const reached = intent.issuers.map(({ name }) => name);
  const issuers = reached.filter((name) => boxesOf(name).allows.length > 0);
  const quarantine = quarantineOf(order, role, issuers);
  // WHY: a policy inside of the role leaves its trust policy alone, so that nothing has to be proved about that.
  if (order.level !== 'isolate') return { remedy: 'quarantine', outcome: null, quarantine };
  if (unproved.length > 0 || outcome === undefined) return report(reasonsOf(unproved));
  return { remedy: 'quarantine', outcome, quarantine };
}

/** Returns the witnesses that do not get in any more. */
function stoppedBy(boxesOf: BoxesOf, findings: readonly Finding[]): Stopped[] {
  const stopped: Stopped[] = [];
  for (const { issuer, witness } of findings) {
    if (witness === undefined) continue;
    const { outcome } = decide(boxesOf(issuer), withAudience(witness, issuer));
    if (outcome === 'no') stopped.push({ issuer, witness });
  }
  return stopped;
}

/** AWS: what is stored already is not held to the rule for shared issuers, what is written is. */
function irreversible(policy: TrustPolicy): string | null {
  const [refusal] = refusalsOf(policy);
  return refusal === undefined
    ? null
    : `the old trust policy may never be stored again: ${describeRefusal(refusal)}`;
}

function inseparable(statement: number): string {
  return `statement ${statement} cannot be narrowed: its principals cannot be told apart (\`*\`, NotPrincipal) or all operators for the subject are taken, rewrite it by hand`;
}

function report(note: string): { readonly remedy: Extract<Remedy, 'report'>; readonly note: string } {
  return { remedy: 'report', note };
}
