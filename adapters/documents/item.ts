import type { Path } from './place.ts';

/** A place in a file. */
export interface Location {
  /** As the command line names it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One trust policy found in a file, not decoded: an object, its text, or its percent-encoded text. */
export interface RoleDocument {
  /** Where a person finds it: the file, `:` and the line of NDJSON, `#` and the place or name in it. */
  readonly source: string;
  /** Where the trust policy stands, where that is known. */
  readonly location?: Location;
  /** ARN of the role, where the file tells it. */
  readonly role?: string;
  readonly policy: unknown;
  /** What a person should know who takes over a policy that is made of this one. */
  readonly note?: string;
}

/** A role whose trust policy is written down only when something is applied, and why. */
export interface UndecidedDocument {
  readonly source: string;
  readonly location?: Location;
  /** ARN of the role, where the file tells it. */
  readonly role?: string;
  readonly undecided: string;
}

/** A part of a file that holds no trust policy that can be read, and why. */
export interface UnreadDocument {
  readonly source: string;
  readonly location?: Location;
  readonly error: string;
}

/** What is found in a file. */
export type Item = RoleDocument | UndecidedDocument | UnreadDocument;

/** What a reader of one form answers: a policy, or why there is none, or that there is nothing to judge. */
export type Reading =
  | { readonly role?: string; readonly policy: unknown; readonly path: Path; readonly note?: string }
  | { readonly role?: string; readonly undecided: string; readonly path: Path }
  | { readonly error: string; readonly path?: Path }
  | undefined;

/** What a reader of a form with many roles answers for one of them. */
export interface Found {
  /** Which one it is, as its place in a list or its name. */
  readonly at: string;
  readonly reading: NonNullable<Reading>;
}

/** The account that roles are in, where a file does not say it. */
export interface Account {
  readonly partition: string;
  readonly id: string;
}

/** What the command line knows about the roles in a file. */
export interface ReadOptions {
  readonly account?: Account;
}
