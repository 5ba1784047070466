import { readFileSync } from 'node:fs';
import { deployArn, openPolicy } from './samples.ts';

/** Makes the CloudTrail event of a changed trust policy, as a trail records it. */
export function updateEvent(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    eventTime: '2026-11-20T09:13:37Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'UpdateAssumeRolePolicy',
    awsRegion: 'us-east-1',
    requestParameters: { roleName: 'deploy', policyDocument: JSON.stringify(openPolicy) },
    responseElements: null,
    recipientAccountId: '111122223333',
    ...fields,
  };
}

/** Makes the CloudTrail event of a created role; the answer repeats the trust policy, percent-encoded. */
export function createEvent(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const text = JSON.stringify(openPolicy);
  return updateEvent({
    eventName: 'CreateRole',
    requestParameters: { roleName: 'deploy', path: '/ci/', assumeRolePolicyDocument: text },
    responseElements: {
      role: {
        path: '/ci/',
        roleName: 'deploy',
        arn: deployArn.replace('deploy', 'ci/deploy'),
        assumeRolePolicyDocument: encodeURIComponent(text),
      },
    },
    ...fields,
  });
}

/** Puts a CloudTrail event into the envelope in which EventBridge delivers it. */
export function envelopeOf(detail: Record<string, unknown>): Record<string, unknown> {
  return {
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account: '111122223333',
    region: 'us-east-1',
    resources: [],
    detail,
  };
}

/** Reads an event of `test/events` as EventBridge delivers it. */
export function deliveredEvent(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`test/events/${name}.json`, 'utf8')) as Record<string, unknown>;
}
