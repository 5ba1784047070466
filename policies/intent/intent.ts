/** An OIDC issuer that the configuration names: everything that follows `oidc-provider/` in its ARN. */
export interface Issuer {
  readonly name: string;
  /** Whether strangers can register there; `gitlab.com` is public. */
  readonly isPublic: boolean;
  /** The audiences of which its tokens have to show one; a rewrite adds them where a statement asks for none. */
  readonly audiences?: readonly string[];
}

/** The refs that an entry allows, as patterns with `*` and `?`; both lists empty allows no ref at all. */
export interface RefPatterns {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/** One line of an allowlist: a project, or every project below a group. */
export interface AllowEntry {
  readonly kind: 'project' | 'group';
  /** Full path in the case in which GitLab stores it, such as `mygroup/myproject`. */
  readonly path: string;
  /** The project's numeric id in decimal digits; projects only. */
  readonly id?: string;
  /** Whether the path proves nothing and a token has to show the id; counts only where there is one. */
  readonly requiresId?: boolean;
  /** The components of the subjects that are owed, in their order; GitLab's default where it is absent. */
  readonly shapes?: readonly (readonly string[])[];
  readonly issuer: string;
  /** Absent: any ref. Present, even as `*`: the subject itself must prove the ref type and the ref. */
  readonly refs?: RefPatterns;
}

/** Tells whether nothing but its id proves the project of an entry. */
export function needsId({ id, requiresId }: AllowEntry): boolean {
  return id !== undefined && requiresId === true;
}

/** What the configuration says about one role: the tokens it allows, and what it knows of the world. */
export interface Intent {
  /** Whether an entry names the role; where none does, `entries` are the defaults. */
  readonly listed: boolean;
  readonly entries: readonly AllowEntry[];
  readonly issuers: readonly Issuer[];
  /** Root namespaces that the whole configuration names, in lower case. */
  readonly knownRoots: readonly string[];
}
