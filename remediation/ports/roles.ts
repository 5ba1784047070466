/** A role as its store returned it, never as an event told it. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  /** The unique id (`AROA…`): a role deleted and created again under its old name is another role. */
  readonly id: string;
  /** The trust policy as text: JSON, or JSON percent-encoded as IAM returns it. */
  readonly trustPolicy: string;
  /** When it was created, ISO 8601, UTC; left out where the store does not know. */
  readonly created?: string;
}

/**
 * Why a store will not do it: the document is none that it takes; it names a principal that is not there, or not there
 * yet; a quota of size or number is full; only AWS may change the role; or whoever asks may not.
 */
export type Refusal = 'malformed' | 'invalid-principal' | 'too-large' | 'unmodifiable' | 'denied';

/** How a write to a role ended, short of a passing fault (throttling, a time limit, an error of AWS), which throws. */
export type WriteResult =
  | { readonly kind: 'written' }
  /** `reason` is the store's own message on one line, never parsed. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly reason: string }
  /** The role is not there any more. */
  | { readonly kind: 'gone' };

/** Something that a quarantine puts on a role beside its trust policy. */
export type Measure =
  /** `document` is JSON text. */
  | { readonly kind: 'inline-policy'; readonly name: string; readonly document: string }
  | { readonly kind: 'managed-policy'; readonly arn: string }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string };

/** Where roles live: an account in IAM, or a folder of role files. */
export interface RoleStore {
  /** How long after a write a reading may still show what was there before, in milliseconds. */
  readonly lag: number;
  /** Reads one role by name; `undefined` when there is none. Throws on a passing fault. */
  read(roleName: string): Promise<Role | undefined>;
  /** Replaces the trust policy of a role that was read before. */
  writeTrustPolicy(role: Role, document: string): Promise<WriteResult>;
  /** Tells whether a measure is on a role, with this very content; `false` too where the role is gone. */
  hasMeasure(role: Role, measure: Measure): Promise<boolean>;
  /** Puts a measure on a role, in the place of one of the same name or key. */
  putMeasure(role: Role, measure: Measure): Promise<WriteResult>;
  /** Takes a measure off a role, whatever its content; `written` as well where it was not there. */
  removeMeasure(role: Role, measure: Measure): Promise<WriteResult>;
}

/** Where all roles of an account are found. */
export interface RoleList {
  /** Returns every role in the store's order; what cannot be read is thrown after the last. */
  list(): AsyncIterable<Role>;
}

/** Some roles of an account, in the store's order. */
export interface RolePage {
  readonly roles: readonly Role[];
  /** Where the next page begins; left out on the last. */
  readonly next?: string;
}

/** Where the roles of an account are found page by page, so that whoever walks them can go on later. */
export interface RolePages {
  /**
   * Reads one page.
   *
   * @param from - where it begins, as the page before says; `undefined` for the first
   * @returns `undefined` where that place does not count any more, which the first one always does
   */
  page(from: string | undefined): Promise<RolePage | undefined>;
}
