/** Something that the user of the command can mend; its message says what, where and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** AWS-like exit codes of the command, the first that applies of: error, stale, broader, undecided, fine. */
export const EXIT = { fine: 0, broader: 1, error: 2, stale: 3, undecided: 4 } as const;
