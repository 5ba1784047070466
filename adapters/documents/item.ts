/** A place in a file. */
export interface Location {
  /** As the command line names it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One trust policy found in a file, not decoded: an object, its text, or its percent-encoded text. */
export interface RoleDocument {
  /** Where a person finds it: the file, `:` and the line of NDJSON, `#` and the place in a list, from 0. */
  readonly source: string;
  /** Where the trust policy stands, where that is known. */
  readonly location?: Location;
  /** ARN of the role, where the file tells it. */
  readonly role?: string;
  readonly policy: unknown;
}

/** A part of a file that holds no trust policy that can be read, and why. */
export interface UnreadDocument {
  readonly source: string;
  readonly location?: Location;
  readonly error: string;
}

/** What a reader of one form answers: a policy, or why there is none, or that there is nothing to judge. */
export type Reading = Omit<RoleDocument, 'source'> | Omit<UnreadDocument, 'source'> | undefined;
