import { isValue, parseSubject } from './subject.ts';
import type { Claims } from './token.ts';

/** GITLAB: ids are decimal numbers from 1. */
const IDS: ReadonlySet<string> = new Set(['project_id', 'namespace_id', 'user_id']);

/** Tells whether a claim is the id of something in GitLab. */
export function isIdClaim(name: string): boolean {
  return IDS.has(name);
}

/** Tells whether a claim other than the subject can have a value in a token. */
export function isClaimValue(name: string, value: string): boolean {
  if (isIdClaim(name)) return isValue('id', value);
  return name === 'ref_protected' ? isValue('boolean', value) : value !== '';
}

/** Tells whether some job can have a token with these claims: each for itself, and one id of its project. */
export function isMintable(claims: Claims): boolean {
  const subject = parseSubject(claims['sub'] ?? '');
  if (subject === undefined) return false;
  const { project_id: id } = claims;
  const shown = subject.get('project_id');
  if (id !== undefined && shown !== undefined && id !== shown) return false;
  return Object.keys(claims).every((name) => name === 'sub' || isClaimValue(name, claims[name] ?? ''));
}
