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
  readonly issuers?: readonly IssuerItem[];
  readonly defaults?: { readonly allow?: readonly AllowItem[] };
  readonly roles?: readonly RoleItem[];
  readonly quarantine?: { readonly level?: 'isolate' };
  readonly undecided?: 'report';
  readonly exempt?: readonly Exemption[];
}

/** Whether a plan is only logged, or applied too. */
export type Mode = 'dry-run' | 'enforce';

/** What happens to a role that lets GitLab in beyond the defaults and that no entry names. */
export type Unlisted = 'quarantine' | 'report';

/** An issuer as written: its name, or an object that also says whether strangers can register there. */
export type IssuerItem = string | { readonly issuer: string; readonly public?: boolean };

/** A line of an allowlist as written: a project path alone, or an object. */
export type AllowItem = string | ProjectItem | GroupItem;

/** One project as written. */
export interface ProjectItem extends RefLists {
  readonly project: string;
  readonly id?: number;
  readonly issuer?: string;
}

/** Every project below a group, as written. */
export interface GroupItem extends RefLists {
  readonly group: string;
  readonly issuer?: string;
}

/** The refs of an allowlist line as written; a list that is absent beside the other allows nothing. */
export interface RefLists {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
}

/** An entry of `roles` as written. */
export interface RoleItem {
  readonly role: string;
  readonly mode?: Mode;
  readonly allow: readonly AllowItem[];
}

/** A role, or a pattern of roles, that is only reported on until the end of a day. */
export interface Exemption {
  readonly role: string;
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD`, in UTC. */
  readonly until: string;
}

/** The issuers of a document that names none. */
export const DEFAULT_ISSUERS: readonly string[] = ['gitlab.com'];

/** Returns the name of an issuer, however it is written. */
export function nameOfIssuer(item: IssuerItem): string {
  return typeof item === 'string' ? item : item.issuer;
}
