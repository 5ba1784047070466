import { oneLine } from './visible-text.ts';

/** What an error of IAM means for a role: it is not there, its document is not taken, or try again later. */
export type IamOutcome =
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'fault' };

/**
 * AWS: the errors that UpdateAssumeRolePolicy declares, and the two names for a request that is not valid,
 * `docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html`. Every other name is a fault:
 * throttling, `ServiceFailure`, `ConcurrentModification`, missing permissions.
 */
const outcomes: Readonly<Record<string, 'gone' | 'refused'>> = {
  NoSuchEntity: 'gone',
  MalformedPolicyDocument: 'refused',
  LimitExceeded: 'refused',
  UnmodifiableEntity: 'refused',
  InvalidInput: 'refused',
  ValidationError: 'refused',
};

/**
 * Tells what an error that the IAM client threw means for the role it was about: the one place where the
 * names of SDK errors are decided on.
 *
 * @param error - anything that was thrown
 * @returns `fault` for what may pass by itself or needs a person, which callers throw on
 */
export function iamOutcomeOf(error: unknown): IamOutcome {
  if (!(error instanceof Error)) return { kind: 'fault' };
  // WHY: the SDK appends `Exception` to the names that IAM declares and leaves the others as they came.
  const name = error.name.replace(/Exception$/, '');
  const kind = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
  if (kind === 'gone') return { kind };
  if (kind === 'refused') return { kind, reason: oneLine(`${error.name}: ${error.message}`) };
  return { kind: 'fault' };
}
