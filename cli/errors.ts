/** Something that the user of the command can mend; its message says what, where and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The exit codes of the command; the last is what a shell says of a program that Ctrl-C ended. */
export const EXIT = { fine: 0, broader: 1, error: 2, refused: 3, undecided: 4, interrupted: 130 } as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const GRAVEST_FIRST = [EXIT.interrupted, EXIT.error, EXIT.refused, EXIT.broader, EXIT.undecided] as const;

/** Returns the exit code of a run in which several apply. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  return GRAVEST_FIRST.find((code) => codes.includes(code)) ?? EXIT.fine;
}
