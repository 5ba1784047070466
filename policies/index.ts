export type { Json, JsonObject } from './document/json.ts';
export type { AllowEntry, Intent, Issuer, RefPatterns } from './intent/intent.ts';
export type { Claims, Token } from './claims/token.ts';
export type { Finding, FindingId, Severity, Verdict } from './verdict/finding.ts';
export type { Plan, Remedy } from './plan.ts';
export { matchesPattern } from './patterns/match.ts';
