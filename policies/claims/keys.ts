/** What the value of a condition key is, in a request that brings a token of one issuer. */
export type KeyKind =
  | { readonly kind: 'subject' }
  | { readonly kind: 'claim'; readonly name: string; readonly optional: boolean }
  /** In no such request, ever. */
  | { readonly kind: 'absent' }
  /** Chosen by whoever calls STS. */
  | { readonly kind: 'callers' }
  /** Nobody can know from here. */
  | { readonly kind: 'unknown' };

/** The shared issuer for which AWS fills more than the subject and the audience. */
export const GITLAB_COM = 'gitlab.com';

/** AWS: the nine claims that are condition keys for `gitlab.com` and for no other issuer (condition-keys-wif). */
const GITLAB_COM_CLAIMS = new Set([
  'project_id',
  'namespace_id',
  'user_id',
  'user_login',
  'user_email',
  'user_access_level',
  'ref_protected',
  'pipeline_source',
  'runner_environment',
]);

/** AWS: filled for any OIDC provider where the token happens to carry them. */
const SOMETIMES_FILLED = new Set(['amr', 'email', 'oaud']);

/** AWS: what the caller of AssumeRoleWithWebIdentity chooses or can wait for. */
const CALLERS = new Set([
  'sts:rolesessionname',
  'aws:currenttime',
  'aws:epochtime',
  'aws:securetransport',
  'aws:useragent',
  'aws:referer',
  'aws:requestedregion',
]);

/** Keys whose value the caller picks freely, so that any one demand on them can be met or dodged. */
const PICKED_FREELY = new Set(['sts:rolesessionname', 'aws:useragent', 'aws:referer', 'aws:requestedregion']);

const SUBJECT: KeyKind = { kind: 'subject' };
const ABSENT: KeyKind = { kind: 'absent' };
const CALLERS_OWN: KeyKind = { kind: 'callers' };
const UNKNOWN: KeyKind = { kind: 'unknown' };
const AUDIENCE: KeyKind = { kind: 'claim', name: 'aud', optional: false };

/**
 * Tells what a condition key holds for the tokens of one issuer. Names of keys compare without case.
 *
 * @param key - as the policy writes it
 * @param issuer - everything after `oidc-provider/`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function keyKind(key: string, issuer: string): KeyKind {
  // WHY: nearly every key is one of these, spelt like that.
  if (key.length === issuer.length + ':sub'.length && key.startsWith(issuer)) {
    if (key.endsWith(':sub')) return SUBJECT;
    if (key.endsWith(':aud')) return AUDIENCE;
  }
  const lower = key.toLowerCase();
  // WHY: the last colon, because an issuer with a port has one of its own.
  const colon = lower.lastIndexOf(':');
  const prefix = lower.slice(0, Math.max(colon, 0));
  if (prefix === issuer.toLowerCase()) return claimKind(lower.slice(colon + 1), prefix);
  if (CALLERS.has(lower)) return CALLERS_OWN;
  return lower.startsWith('aws:') || lower.startsWith('sts:') ? UNKNOWN : ABSENT;
}

/** Tells whether the caller picks a key's value freely. */
export function isPickedFreely(key: string): boolean {
  return PICKED_FREELY.has(key.toLowerCase());
}

function claimKind(name: string, issuer: string): KeyKind {
  if (name === 'sub') return SUBJECT;
  if (name === 'aud') return AUDIENCE;
  if (issuer === GITLAB_COM && GITLAB_COM_CLAIMS.has(name)) return { kind: 'claim', name, optional: true };
  return SOMETIMES_FILLED.has(name) ? UNKNOWN : ABSENT;
}
