import { triggerOfLook } from '../remediation/look-again.ts';
import type { SecondLook } from '../remediation/ports.ts';
import type { Trigger } from '../remediation/remediate-role.ts';

/** What an event asks for. */
export type EventReading =
  | { readonly kind: 'trigger'; readonly trigger: Trigger }
  /** A message of our own, which asks for a role to be looked at again. */
  | { readonly kind: 'look'; readonly trigger: Trigger; readonly look: SecondLook }
  /** An event like any other, but none of ours. */
  | { readonly kind: 'ignored'; readonly reason: string };

/** An event that cannot be read; it goes back to the queue and from there to the dead letters. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
}

/**
 * AWS: the calls that write a trust policy. AcquireRole makes a role of an AWS-managed template; how CloudTrail
 * records it is not documented, so its role is looked for in the answer too.
 */
export const EVENT_NAMES = ['CreateRole', 'UpdateAssumeRolePolicy', 'AcquireRole'] as const;

const NAMES: ReadonlySet<string> = new Set(EVENT_NAMES);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads which role an event is about: a CloudTrail record in an EventBridge envelope, as delivered, or a message of our
 * own.
 *
 * The trust policy that the event carries, as text or as an object, is handed on only to be compared with.
 *
 * @throws UnreadableEventError for what is no such envelope
 */
export function readIamEvent(event: unknown): EventReading {
  const look = lookOf(event);
  if (look !== undefined) return { kind: 'look', trigger: triggerOfLook(look), look };
  const envelope = fieldsOf(event);
  const detail = fieldsOf(envelope?.['detail']);
  if (envelope === undefined || detail === undefined) {
    throw new UnreadableEventError(
      'not an EventBridge event: it has no `detail`, send the envelope as EventBridge delivers it',
    );
  }
  if (detail['eventSource'] !== 'iam.amazonaws.com' || !isOneOf(NAMES, detail['eventName'])) {
    return { kind: 'ignored', reason: 'it is not about a trust policy' };
  }
  if (isFailedCall(event)) return { kind: 'ignored', reason: 'the call failed, so nothing changed' };
  return { kind: 'trigger', trigger: triggerOf(envelope, detail) };
}

/**
 * Tells whether an event is of a call that failed, of which nobody needs to hear.
 *
 * AWS: it is recorded too, with an errorCode, and has changed nothing.
 */
export function isFailedCall(event: unknown): boolean {
  return fieldsOf(fieldsOf(event)?.['detail'])?.['errorCode'] !== undefined;
}

function triggerOf(envelope: Fields, detail: Fields): Trigger {
  const request = fieldsOf(detail['requestParameters']);
  const role = fieldsOf(fieldsOf(detail['responseElements'])?.['role']);
  const roleName = request?.['roleName'] ?? role?.['roleName'];
  if (typeof roleName !== 'string' || roleName === '') {
    throw new UnreadableEventError('the event names no role: `detail.requestParameters.roleName` is missing');
  }
  const account = detail['recipientAccountId'] ?? envelope['account'];
  const event = detail['eventID'] ?? envelope['id'];
  const by = fieldsOf(detail['userIdentity'])?.['arn'];
  const at = detail['eventTime'];
  const document = textOf(request?.['policyDocument'] ?? request?.['assumeRolePolicyDocument']);
  return {
    roleName,
    isCreation: detail['eventName'] !== 'UpdateAssumeRolePolicy',
    ...(document === undefined ? {} : { document }),
    ...(typeof at === 'string' ? { at } : {}),
    ...(typeof account === 'string' ? { account } : {}),
    ...(typeof event === 'string' ? { event } : {}),
    ...(typeof by === 'string' ? { by } : {}),
  };
}

/** AWS: CloudTrail records the document as text; some tools hand it on as an object. */
function textOf(document: unknown): string | undefined {
  if (typeof document === 'string') return document;
  return fieldsOf(document) === undefined ? undefined : JSON.stringify(document);
}

function lookOf(message: unknown): SecondLook | undefined {
  const { roleName, attempt, due, account, event, by, document, at } = fieldsOf(message) ?? {};
  if (typeof roleName !== 'string' || roleName === '' || typeof due !== 'string') return undefined;
  if (!Number.isSafeInteger(attempt) || Number.isNaN(Date.parse(due))) return undefined;
  return {
    roleName,
    attempt: Math.max(1, Number(attempt)),
    due,
    ...textsOf({ account, event, by, document, at }),
  };
}

/** Keeps the members that are texts. */
function textsOf<K extends string>(members: Readonly<Record<K, unknown>>): { readonly [Key in K]?: string } {
  const texts = Object.entries(members).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as { readonly [Key in K]?: string };
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function isOneOf(names: ReadonlySet<string>, value: unknown): boolean {
  return typeof value === 'string' && names.has(value);
}
