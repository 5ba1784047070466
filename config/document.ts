import type { QuarantineLevel } from '../policies/index.ts';

/**
 * The shape of a document that `config.schema.json` accepts, as it was written: defaults not filled in.
 *
 * INVARIANT: the schema is the authority; a test holds the keys of both together.
 */
export interface ConfigurationDocument {
  readonly $schema?: string;
  readonly version: 1;
  readonly mode: Mode;
  readonly unlisted: Unlisted;
  readonly unfixable?: Unfixable;
  readonly issuers?: readonly IssuerItem[];
  readonly defaults?: { readonly allow?: readonly AllowItem[] };
  readonly requireProjectId?: boolean;
  readonly roles?: readonly RoleItem[];
  readonly quarantine?: QuarantineItem;
  readonly undecided?: Undecided;
  readonly limits?: LimitsItem;
  readonly exempt?: readonly Exemption[];
}

/** Whether a plan is only logged, or applied too. */
export type Mode = 'dry-run' | 'enforce';

/** What happens to a role that lets GitLab in beyond the defaults and that no entry names. */
export type Unlisted = 'quarantine' | 'report';

/** What happens to a role that an entry names and that nothing fit to write is left of. */
export type Unfixable = 'quarantine' | 'report';

/** What happens to a trust policy that cannot be decided. */
export type Undecided = 'report' | 'isolate';

/** What happens to a role for which IAM refuses what was to be written. */
export type OnRefusal = 'freeze' | 'freeze-all' | 'report';

/** A quarantine as written. */
export interface QuarantineItem {
  readonly level?: QuarantineLevel;
  readonly revokeSessions?: boolean;
  readonly onRefusal?: OnRefusal;
}

/** The limits as written. */
export interface LimitsItem {
  readonly changesPerRole: RateItem;
  readonly changesPerAccount: RateItem;
  readonly shareOfRoles: number;
}

/** A number of changes within a time such as `1h`, as written. */
export interface RateItem {
  readonly max: number;
  readonly per: string;
}

/** An issuer as written: its name, or an object that also says what else is known of it. */
export type IssuerItem =
  string | { readonly issuer: string; readonly public?: boolean; readonly audiences?: readonly string[] };

/** A line of an allowlist as written: a project path alone, or an object. */
export type AllowItem = string | ProjectItem | GroupItem;

/** One project as written. */
export interface ProjectItem extends LineOptions {
  readonly project: string;
  readonly id?: number;
  readonly issuer?: string;
}

/** Every project below a group, as written. */
export interface GroupItem extends LineOptions {
  readonly group: string;
  readonly issuer?: string;
}

/** What else an allowlist line may say, as written; a list of refs that is absent beside the other allows nothing. */
export interface LineOptions {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  /** The shapes of its subjects. */
  readonly subject?: readonly (readonly string[])[];
}

/** An entry of `roles` as written. */
export interface RoleItem {
  readonly role: string;
  readonly mode?: Mode;
  readonly allow: readonly AllowItem[];
  readonly quarantine?: QuarantineItem;
}

/** A role, or a pattern of roles, that is only reported on until the end of a day. */
export interface Exemption {
  readonly role: string;
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD`, in UTC. */
  readonly until: string;
}

export const GITLAB_COM = 'gitlab.com';

/** The issuers of a document that names none. */
export const DEFAULT_ISSUERS: readonly string[] = [GITLAB_COM];

/** Returns the name of an issuer, however it is written. */
export function nameOfIssuer(item: IssuerItem): string {
  return typeof item === 'string' ? item : item.issuer;
}
