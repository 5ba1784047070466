import { own, ownText } from '../json-text.ts';
import type { Reading } from './item.ts';
import { withRole } from './role.ts';

/**
 * AWS: where each call that writes a trust policy carries it; the answer of a call that creates a role
 * repeats it, percent-encoded,
 * `docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html`.
 */
const documentKeys: Readonly<Record<string, string>> = {
  UpdateAssumeRolePolicy: 'policyDocument',
  CreateRole: 'assumeRolePolicyDocument',
  AcquireRole: 'assumeRolePolicyDocument',
};

const REQUEST = ['requestParameters'];
const RESPONSE = ['responseElements', 'role'];

/**
 * Reads the trust policy that a CloudTrail event wrote, bare or in the envelope of EventBridge.
 *
 * @returns `undefined` for an event that writes no trust policy
 */
export function readEvent(value: unknown): Reading {
  const detail = own(value, 'detail');
  const event = detail ?? value;
  const name = ownText(event, 'eventName') ?? '';
  const key = Object.hasOwn(documentKeys, name) ? documentKeys[name] : undefined;
  if (key === undefined || !isIam(event)) return undefined;
  const failure = ownText(event, 'errorCode');
  if (failure !== undefined)
    return { error: `the call failed with \`${failure}\` and wrote nothing, leave it out` };
  const answered = own(own(event, 'responseElements'), 'role');
  const requested = own(own(event, 'requestParameters'), key);
  const policy = requested ?? own(answered, key);
  if (policy === undefined || policy === null) {
    return { error: `the event \`${name}\` shows no trust policy, print the role with \`aws iam get-role\`` };
  }
  const holder = requested === undefined || requested === null ? RESPONSE : REQUEST;
  const path = [...(detail === undefined || detail === null ? [] : ['detail']), ...holder, key];
  return withRole(ownText(answered, 'arn') ?? buildArn(value, event), policy, path);
}

function isIam(event: unknown): boolean {
  const source = ownText(event, 'eventSource');
  return source === undefined || source === 'iam.amazonaws.com';
}

function buildArn(envelope: unknown, event: unknown): string | undefined {
  const request = own(event, 'requestParameters');
  const role = ownText(request, 'roleName');
  const account = ownText(event, 'recipientAccountId') ?? ownText(envelope, 'account');
  if (role === undefined || account === undefined) return undefined;
  const region = ownText(event, 'awsRegion') ?? ownText(envelope, 'region') ?? '';
  return `arn:${partitionOf(region)}:iam::${account}:role${ownText(request, 'path') ?? '/'}${role}`;
}

/** Returns the partition of a Region: China and GovCloud have their own. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
