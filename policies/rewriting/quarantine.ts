import type { JsonObject } from '../document/json.ts';

/** How far a quarantine goes; whom each level reaches stands in `docs/findings.md`. */
export type QuarantineLevel = 'isolate' | 'freeze' | 'freeze-all';

/** What the configuration wants of a quarantine. */
export interface QuarantineOrder {
  readonly level: QuarantineLevel;
  /** Whether GitLab's running sessions end as well. */
  readonly revokeSessions: boolean;
  /** Whether the role gets a tag. WHY: off by default, since Terraform takes it for drift. */
  readonly marks?: boolean;
}

/** A policy that is put into a role. */
export interface InlinePolicy {
  readonly name: string;
  readonly document: JsonObject;
}

/** What a quarantine does besides the trust policy, as data. */
export interface Quarantine {
  readonly level: QuarantineLevel;
  readonly inlinePolicy: InlinePolicy | null;
  /** ARN of a managed policy to attach. */
  readonly managedPolicy: string | null;
  /** The sessions to end once the write is verified, and once more some seconds later; `null` for none. */
  readonly revocation: Revocation | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Whom it does not reach. */
  readonly notes: readonly string[];
}

/** Sessions to end: those of some providers that began before a moment which only the writer knows. */
export interface Revocation {
  readonly name: string;
  /** Values of `aws:FederatedProvider`. */
  readonly providers: readonly string[];
  /** Seconds after the verified write. */
  readonly moments: readonly number[];
}

export const FREEZE_POLICY = 'TrustwardenFreeze';
export const REVOCATION_POLICY = 'TrustwardenRevokeSessions';
export const MARKER_TAG = 'trustwarden:quarantine';

/** AWS: a change can take minutes to be seen everywhere, and sessions begin meanwhile. */
const REVOCATION_MOMENTS: readonly number[] = [0, 300];

const CHAINED =
  'sessions of other roles that GitLab took over from here (role chaining) go on until they expire';

/**
 * Composes what a quarantine does besides the trust policy.
 *
 * @param role - ARN; its partition and account are those of the providers
 * @param issuers - names of the issuers to shut out
 */
export function quarantineOf(order: QuarantineOrder, role: string, issuers: readonly string[]): Quarantine {
  const [, partition = 'aws', , , account = ''] = role.split(':');
  const providers = issuers.flatMap((issuer) => [
    // WHY: the documentation gives the ARN, one field test saw the bare issuer.
    `arn:${partition}:iam::${account}:oidc-provider/${issuer}`,
    issuer,
  ]);
  const { level, revokeSessions } = order;
  return {
    level,
    inlinePolicy:
      level === 'freeze' ? { name: FREEZE_POLICY, document: denyAll(FREEZE_POLICY, providers) } : null,
    managedPolicy: level === 'freeze-all' ? `arn:${partition}:iam::aws:policy/AWSDenyAll` : null,
    revocation: revokeSessions ? { name: REVOCATION_POLICY, providers, moments: REVOCATION_MOMENTS } : null,
    tags: order.marks === true ? { [MARKER_TAG]: level } : {},
    notes: level === 'isolate' && !revokeSessions ? [] : [CHAINED],
  };
}

/**
 * Returns the policy that ends the sessions of a revocation that began before a moment.
 *
 * @param moment - ISO 8601, UTC; after the write was verified
 */
export function revocationDocument({ name, providers }: Revocation, moment: string): JsonObject {
  return denyAll(name, providers, { DateLessThan: { 'aws:TokenIssueTime': moment } });
}

function denyAll(sid: string, providers: readonly string[], conditions: JsonObject = {}): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: sid,
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:FederatedProvider': providers }, ...conditions },
      },
    ],
  };
}
