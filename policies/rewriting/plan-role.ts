import { decodeTrustPolicy } from '../document/decode.ts';
import type { JsonObject } from '../document/json.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import type { Plan, Remedy } from '../plan.ts';
import { accountOf, judge, type Judgement } from '../verdict/judge.ts';
import { isolate } from './isolate.ts';
import { mayAcceptOwed } from './lockout.ts';
import { narrow, type Excess } from './narrow.ts';

/** What a plan is made from. */
export interface PlanInput {
  /** ARN of the role. */
  readonly role: string;
  readonly policy: TrustPolicy;
  readonly intent: Intent;
  /** What happens to a role that no entry names and that nothing is left of. */
  readonly unlisted: 'quarantine' | 'report';
  /** Why the role may not be touched, where it may not. */
  readonly protection?: string;
}

type Proposal =
  | { readonly remedy: 'none' }
  | { readonly remedy: 'report'; readonly note: string }
  | { readonly remedy: 'narrow' | 'quarantine'; readonly after: JsonObject };

/**
 * Decides what would be done about one role: nothing, a narrower trust policy, a quarantine, or a report.
 *
 * Guarantees: L2 to L6 and L12. A document that cannot be proved to stay inside the intent is not proposed.
 */
export function planRole(input: PlanInput): Plan {
  const judgement = judge(input.policy, input.intent, { role: input.role });
  const proposal = propose(input, judgement);
  return {
    role: input.role,
    verdict: judgement.verdict,
    severity: judgement.severity,
    findings: judgement.findings,
    remedy: proposal.remedy,
    unlisted: !input.intent.listed && judgement.verdict !== 'not-applicable',
    before: input.policy.json,
    after: 'after' in proposal ? proposal.after : null,
    notes: 'note' in proposal ? [proposal.note] : [],
  };
}

function propose(input: PlanInput, judgement: Judgement): Proposal {
  if (judgement.verdict === 'compliant' || judgement.verdict === 'not-applicable') return { remedy: 'none' };
  if (input.protection !== undefined) return report(input.protection);
  // INVARIANT: L12; an undecided statement beside a broader one keeps the whole document from being narrowed.
  if (judgement.findings.some((finding) => finding.id === 'statement/undecided')) {
    return report('the trust policy holds a statement that cannot be decided, so nothing is rewritten');
  }
  const narrowed = narrow(input.policy, input.intent, excessesOf(input, judgement), input.role);
  if (narrowed.kind === 'inseparable') return report(inseparable(narrowed.statement));
  const after = judgeDocument(input, narrowed.document);
  if (after !== undefined && letsGitLabIn(after)) {
    return after.verdict === 'compliant'
      ? { remedy: 'narrow', after: narrowed.document }
      : report('the narrowest document that keeps the allowed could not be proved to stay inside the intent');
  }
  if (!input.intent.listed && input.unlisted === 'report') {
    return report('no entry of the configuration names this role, and `unlisted` is `report`');
  }
  return proposeIsolation(input);
}

function excessesOf(input: PlanInput, judgement: Judgement): Excess[] {
  return judgement.findings
    .filter((finding) => finding.severity !== null)
    .flatMap((finding) => {
      const issuer = input.intent.issuers.find((each) => each.name === finding.issuer);
      return issuer === undefined ? [] : [{ statement: finding.statement, issuer }];
    });
}

function judgeDocument(input: PlanInput, document: JsonObject): Judgement | undefined {
  const decoded = decodeTrustPolicy(document);
  return decoded.ok && decoded.policy.statements.length > 0
    ? judge(decoded.policy, input.intent, { role: input.role })
    : undefined;
}

/** Tells whether a judged document has a statement through which some GitLab token gets in. */
function letsGitLabIn(judgement: Judgement): boolean {
  if (judgement.verdict === 'not-applicable') return false;
  const dead = judgement.findings.filter((finding) => finding.id === 'statement/dead').length;
  return judgement.verdict !== 'compliant' || judgement.reached > dead;
}

function proposeIsolation(input: PlanInput): Proposal {
  if (mayAcceptOwed(input.policy, input.intent, accountOf(input.role))) {
    return report(
      'a quarantine would lock out tokens that the configuration allows, and no narrower document was found',
    );
  }
  const isolated = isolate(input.policy, input.intent.issuers, accountOf(input.role));
  if (isolated.kind === 'inseparable') return report(inseparable(isolated.statement));
  const after = judgeDocument(input, isolated.document);
  return after?.verdict === 'not-applicable'
    ? { remedy: 'quarantine', after: isolated.document }
    : report("GitLab's access could not be taken out of the trust policy");
}

function inseparable(statement: number): string {
  return `statement ${statement} cannot be narrowed: its principals cannot be told apart (\`*\`, NotPrincipal) or all operators for the subject are taken, rewrite it by hand`;
}

function report(note: string): { readonly remedy: Extract<Remedy, 'report'>; readonly note: string } {
  return { remedy: 'report', note };
}
