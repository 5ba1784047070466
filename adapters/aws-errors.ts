import type {
  AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Refusal } from '../remediation/ports.ts';
import { errorCode, messageOf } from './files.ts';
import { oneLine } from './visible-text.ts';

/** What an error of IAM means for a role: it is not there, it is not to be had so, or try again later. */
export type IamOutcome =
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly reason: string }
  | { readonly kind: 'fault' };

/**
 * AWS: the errors that UpdateAssumeRolePolicy, PutRolePolicy, AttachRolePolicy and TagRole declare, the two names for a
 * request that is not valid, and the one for missing permissions,
 * `docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html`. Every other name is a fault:
 * throttling, `ServiceFailure`, `ConcurrentModification`, credentials that ended.
 */
const outcomes: Readonly<Record<string, 'gone' | Refusal>> = {
  NoSuchEntity: 'gone',
  MalformedPolicyDocument: 'malformed',
  InvalidInput: 'malformed',
  ValidationError: 'malformed',
  LimitExceeded: 'too-large',
  UnmodifiableEntity: 'unmodifiable',
  PolicyNotAttachable: 'unmodifiable',
  AccessDenied: 'denied',
};

/**
 * AWS: how the message of a malformed document begins where it names a principal that is not there, or not there yet,
 * `docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html`.
 */
const invalidPrincipal = 'Invalid principal in policy';

/**
 * Tells what an error that the IAM client threw means for the role it was about. In this file alone the names
 * of SDK errors are decided on.
 *
 * @param error - anything that was thrown
 * @returns `fault` for what may pass by itself, which callers throw on
 */
export function iamOutcomeOf(error: unknown): IamOutcome {
  const kind = entryFor(error, outcomes);
  if (kind === undefined) return { kind: 'fault' };
  if (kind === 'gone') return { kind };
  const isPrincipal = kind === 'malformed' && messageOf(error).startsWith(invalidPrincipal);
  return { kind: 'refused', refusal: isPrincipal ? 'invalid-principal' : kind, reason: reasonOf(error) };
}

/** What an error of S3 or SSM means for what was to be read: not there, not allowed, or try again later. */
export type ReadFault = 'missing' | 'denied' | 'fault';

/**
 * AWS: `docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html`, where an object that is not there is
 * denied to whom may not list the bucket, and
 * `docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html`.
 */
const readFaults: Readonly<Record<string, ReadFault>> = {
  NoSuchKey: 'missing',
  NoSuchBucket: 'missing',
  ParameterNotFound: 'missing',
  AccessDenied: 'denied',
};

/** Tells what an error that the client of S3 or SSM threw means for what was to be read. */
export function readFaultOf(error: unknown): ReadFault {
  return entryFor(error, readFaults) ?? 'fault';
}

/** What a fault of IAM asks of a person: a permission, patience, other credentials, or a Region. */
export type IamFault = 'denied' | 'throttled' | 'credentials' | 'region' | 'passing';

/**
 * AWS: `docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html`; throttling has several names among services.
 * `CredentialsProviderError` is the SDK's own, where it finds none.
 */
const iamFaults: Readonly<Record<string, IamFault>> = {
  AccessDenied: 'denied',
  Throttling: 'throttled',
  TooManyRequests: 'throttled',
  RequestLimitExceeded: 'throttled',
  CredentialsProviderError: 'credentials',
  ExpiredToken: 'credentials',
  InvalidClientTokenId: 'credentials',
  IncompleteSignature: 'credentials',
  MissingAuthenticationToken: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  UnrecognizedClient: 'credentials',
};

/** Tells what an error that the IAM client threw, and that no role explains, asks of a person. */
export function iamFaultOf(error: unknown): IamFault {
  // WHY: the SDK gives this error of its own no name.
  if (messageOf(error) === 'Region is missing') return 'region';
  return entryFor(error, iamFaults) ?? 'passing';
}

/**
 * AWS: why EventBridge did not take an entry and may take it later,
 * `docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html`.
 */
const passingEntryCodes: ReadonlySet<string> = new Set(['InternalFailure', 'ThrottlingException']);

/** Tells whether the code with which EventBridge did not take an entry means to try again. */
export function isPassingEntryCode(code: string): boolean {
  return passingEntryCodes.has(code);
}

/** The items that stood in the way of a conditional write, as far as DynamoDB returns them. */
export type Obstacles = readonly (Readonly<Record<string, AttributeValue>> | undefined)[];

/** AWS: why a write of a transaction was not made, where somebody else's write is the reason. */
const conflicts: ReadonlySet<string | undefined> = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

/**
 * Returns what stood in the way of a write to DynamoDB whose condition did not hold, or that another transaction came
 * before.
 *
 * AWS: `docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html`. A transaction gives a
 * reason for each of its writes: `None` where that one could have been made.
 *
 * @throws the error itself, where it means anything else
 */
export function obstaclesIn(error: unknown): Obstacles {
  switch (error instanceof Error ? error.name : '') {
    case 'ConditionalCheckFailedException':
      return [(error as ConditionalCheckFailedException).Item];
    case 'TransactionConflictException':
      return [];
    case 'TransactionCanceledException': {
      const { CancellationReasons: reasons = [] } = error as TransactionCanceledException;
      const others = reasons.filter(({ Code: code }) => code !== 'None');
      if (others.length === 0 || !others.every(({ Code: code }) => conflicts.has(code))) throw error;
      return others.map(({ Item: item }) => item);
    }
    default:
      throw error;
  }
}

/** Returns name and message of anything that was thrown, on one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  // WHY: where no address of a host answers, the message is empty and only the code says what happened.
  return oneLine(`${error.name}: ${error.message || (errorCode(error) ?? '')}`);
}

/** WHY: the SDK appends `Exception` to the names that a service declares and leaves the others as they came. */
function entryFor<T>(error: unknown, table: Readonly<Record<string, T>>): T | undefined {
  if (!(error instanceof Error)) return undefined;
  const name = error.name.replace(/Exception$/, '');
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
