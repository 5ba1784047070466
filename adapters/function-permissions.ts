import type { Write } from '../config/writes.ts';

/** The functions of a deployment. */
export const FUNCTIONS = ['on-iam-event', 'on-schedule', 'on-sweep'] as const;

export type FunctionName = (typeof FUNCTIONS)[number];

const COMMON: readonly string[] = [
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'events:PutEvents',
  'iam:GetAccountSummary',
  'iam:GetRole',
  'sqs:SendMessage',
  'ssm:GetParameter',
];

const OF_FUNCTION: Readonly<Record<FunctionName, readonly string[]>> = {
  'on-iam-event': [],
  'on-schedule': ['cloudtrail:LookupEvents'],
  'on-sweep': ['iam:GetAccountAuthorizationDetails'],
};

const OF_WRITE: Readonly<Record<Write, readonly string[]>> = {
  'trust-policy': ['iam:UpdateAssumeRolePolicy'],
  'inline-policy': ['iam:PutRolePolicy', 'iam:GetRolePolicy'],
  'managed-policy': ['iam:AttachRolePolicy', 'iam:ListAttachedRolePolicies'],
};

/**
 * Returns the actions that a function asks AWS for, beside reading its configuration.
 *
 * @param writes - what it may write
 */
export function actionsOf(name: FunctionName, writes: readonly Write[]): readonly string[] {
  return [...COMMON, ...OF_FUNCTION[name], ...writes.flatMap((write) => OF_WRITE[write])];
}
