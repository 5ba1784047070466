export type { Json, JsonObject } from './document/json.ts';
export { needsId, type AllowEntry, type Intent, type Issuer, type RefPatterns } from './intent/intent.ts';
export type { Claims, Token } from './claims/token.ts';
export type { Finding, FindingId, Severity, Verdict } from './verdict/finding.ts';
export type { Plan, Remedy, Stopped } from './plan.ts';
export { visibleText } from './document/visible-text.ts';
export { matchesPattern } from './patterns/match.ts';
export { relatePatterns } from './patterns/relate-pair.ts';
export type { Relation } from './patterns/relate.ts';
export type { Budget } from './patterns/search.ts';
export {
  decodeTrustPolicy,
  describeDocumentProblem,
  type DecodeResult,
  type DocumentProblem,
} from './document/decode.ts';
export { canonicalText, encodeTrustPolicy, isSameTrustPolicy } from './document/encode.ts';
export type { Condition, Statement, TrustPolicy } from './document/trust-policy.ts';
export { evaluateToken, type Decision } from './acceptance/evaluate.ts';
export { isAllowed } from './intent/allowed.ts';
export { COMPONENT_NAMES, isGroupPath, isProjectPath, mayLead, mayMatchRef } from './intent/possible.ts';
export { judge, type Judgement, type JudgeOptions } from './verdict/judge.ts';
export { planRole, type PlanInput } from './rewriting/plan-role.ts';
export { DEFAULT_QUOTA } from './rewriting/size.ts';
export { smallestSize } from './rewriting/smallest.ts';
export { planRelease, planUndo, type Restoration, type RestoreInput } from './rewriting/restore.ts';
export {
  quarantineOf,
  revocationDocument,
  type InlinePolicy,
  type Quarantine,
  type QuarantineLevel,
  type QuarantineOrder,
  type Revocation,
} from './rewriting/quarantine.ts';
export type { Kept } from './rewriting/keep-alive.ts';
export { admittedBy, type Admitted } from './rewriting/admitted.ts';
export { changeAsCode, type SourceChange } from './as-code/change-as-code.ts';
