import type { Trigger } from '../remediation/remediate-role.ts';

/** What an event asks for. */
export type EventReading =
  | { readonly kind: 'trigger'; readonly trigger: Trigger }
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
const EVENT_NAMES = new Set(['CreateRole', 'UpdateAssumeRolePolicy', 'AcquireRole']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads which role an event is about: a CloudTrail record in an EventBridge envelope, as delivered.
 *
 * The trust policy that the event carries, as text or as an object, is not even looked at.
 *
 * @throws UnreadableEventError for what is no such envelope
 */
export function readIamEvent(event: unknown): EventReading {
  const envelope = fieldsOf(event);
  const detail = fieldsOf(envelope?.['detail']);
  if (envelope === undefined || detail === undefined) {
    throw new UnreadableEventError(
      'not an EventBridge event: it has no `detail`, send the envelope as EventBridge delivers it',
    );
  }
  if (detail['eventSource'] !== 'iam.amazonaws.com' || !isOneOf(EVENT_NAMES, detail['eventName'])) {
    return { kind: 'ignored', reason: 'it is not about a trust policy' };
  }
  // AWS: a call that failed is recorded too, with an errorCode, and has changed nothing.
  if (detail['errorCode'] !== undefined)
    return { kind: 'ignored', reason: 'the call failed, so nothing changed' };
  return { kind: 'trigger', trigger: triggerOf(envelope, detail) };
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
  return {
    roleName,
    ...(typeof account === 'string' ? { account } : {}),
    ...(typeof event === 'string' ? { event } : {}),
    ...(typeof by === 'string' ? { by } : {}),
  };
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function isOneOf(names: ReadonlySet<string>, value: unknown): boolean {
  return typeof value === 'string' && names.has(value);
}
