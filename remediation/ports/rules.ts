import type { Intent, QuarantineOrder } from '../../policies/index.ts';

export type Mode = 'dry-run' | 'enforce';

/** What the configuration says about one role at one moment. */
export interface Selection {
  readonly intent: Intent;
  readonly mode: Mode;
  /** What happens to a role that no entry names and of whose access nothing would be left. */
  readonly unlisted: 'quarantine' | 'report';
  /** What happens to a role that an entry names and that nothing fit to write is left of. */
  readonly unfixable: 'quarantine' | 'report';
  /** What happens to a trust policy that cannot be decided. */
  readonly undecided: 'report' | 'isolate';
  readonly quarantine: QuarantineOrder & {
    /** What happens to a role for which the store refuses a change. */
    readonly onRefusal: 'freeze' | 'freeze-all' | 'report';
  };
  readonly exemption?: { readonly reason: string; readonly until: string };
}

/** How many changes there may be within some time. */
export interface Rate {
  readonly max: number;
  /** Milliseconds. */
  readonly per: number;
}

/** How much is changed before everything is only proposed. */
export interface Limits {
  readonly changesPerRole: Rate;
  readonly changesPerAccount: Rate;
  /** Which part of the roles of an account, from 0 to 1, may be changed within the time of `changesPerAccount`. */
  readonly shareOfRoles?: number;
}

/** The configuration in force. */
export interface Rules {
  readonly digest: string;
  /** Left out where nothing is enforced. */
  readonly limits?: Limits;
  select(role: string, now: Date): Selection;
}
