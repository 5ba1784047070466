/** What each function of the deployment may do, and no more: the statements of its role, as CloudFormation reads them. */

const sub = (text) => ({ 'Fn::Sub': text });
const ofService = (service, rest) =>
  sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`);
const arnOf = (resource) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
const allow = (Sid, Action, Resource, Condition) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});

/** The roles of the stack itself. WHY: by name, so that none of them depends on the others. */
export const OWN_ROLES = ['on-iam-event', 'on-schedule', 'on-sweep', 'schedules'].map((name) =>
  sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/trustwarden-\${sls:stage}-${name}`),
);

const ROLES = sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*');

/**
 * Returns the statements of each function's role.
 *
 * @param settings - `location` of the configuration, `killSwitch` where it is not the stack's own, what it
 *   `writes`, and `deploymentRole` where there is one
 */
export function permissionsOf(settings) {
  const remedying = [
    allow('ReadRoles', 'iam:GetRole', ROLES),
    allow('ReadQuota', 'iam:GetAccountSummary', EVERYTHING),
    ...settings.writes.flatMap((write) => REMEDIES[write]),
    neverOwnRoles(settings),
    ...reading(settings),
    ...JOURNAL,
    allow('Notify', 'events:PutEvents', ofService('events', 'event-bus/default'), {
      StringEquals: { 'events:source': 'trustwarden' },
    }),
    allow('LookAgain', 'sqs:SendMessage', arnOf('IamEvents')),
    ...(settings.traces
      ? [allow('Trace', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], EVERYTHING)]
      : []),
  ];
  return {
    onIamEvent: [...remedying, ...takingFrom('IamEvents'), ...logging('on-iam-event')],
    onSchedule: [
      ...remedying,
      allow('CatchUp', 'cloudtrail:LookupEvents', EVERYTHING),
      ...logging('on-schedule'),
    ],
    onSweep: [
      ...remedying,
      allow('ReadAllRoles', 'iam:GetAccountAuthorizationDetails', EVERYTHING),
      allow('GoOn', 'sqs:SendMessage', arnOf('Sweeps')),
      ...takingFrom('Sweeps'),
      ...logging('on-sweep'),
    ],
    schedules: [
      allow('BeginSweeps', 'sqs:SendMessage', [arnOf('Sweeps'), arnOf('SweepsDeadLetters')]),
      allow('Finish', 'lambda:InvokeFunction', arnOf('OnScheduleLambdaFunction')),
    ],
  };
}

/** AWS: the resource of an action that knows none. */
const EVERYTHING = '*';

const JOURNAL = [
  allow(
    'KeepJournal',
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    arnOf('Journal'),
  ),
  allow('AskJournal', 'dynamodb:Query', [arnOf('Journal'), sub('${Journal.Arn}/index/*')]),
];

const parameter = (name) => ofService('ssm', `parameter${name}`);

function reading({ location, killSwitch }) {
  return [
    ...(location.kind === 's3'
      ? [
          allow(
            'ReadConfiguration',
            's3:GetObject',
            sub(`arn:\${AWS::Partition}:s3:::${location.bucket}/${location.key}`),
          ),
        ]
      : []),
    ...(location.kind === 'ssm'
      ? [allow('ReadConfiguration', 'ssm:GetParameter', parameter(location.name))]
      : []),
    allow('ReadKillSwitch', 'ssm:GetParameter', parameter(killSwitch ?? '${KillSwitch}')),
  ];
}

/** What each thing that can be written asks for; what was put on a role is looked at again. */
const REMEDIES = {
  'trust-policy': [allow('WriteTrustPolicies', 'iam:UpdateAssumeRolePolicy', ROLES)],
  'inline-policy': [allow('Freeze', ['iam:PutRolePolicy', 'iam:GetRolePolicy'], ROLES)],
  'managed-policy': [
    allow('FreezeAll', 'iam:AttachRolePolicy', ROLES, {
      ArnEquals: { 'iam:PolicyARN': sub('arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll') },
    }),
    allow('SeeFreezeAll', 'iam:ListAttachedRolePolicies', ROLES),
  ],
};

/** WHY: an event about one of these roles is read and reported like any other. */
function neverOwnRoles({ deploymentRole }) {
  return {
    Sid: 'NeverItself',
    Effect: 'Deny',
    NotAction: ['iam:Get*', 'iam:List*'],
    Resource: [...OWN_ROLES, ...(deploymentRole ? [deploymentRole] : [])],
  };
}

function takingFrom(queue) {
  return [
    allow(
      'TakeMessages',
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      arnOf(queue),
    ),
  ];
}

function logging(name) {
  const group = ofService('logs', `log-group:/aws/lambda/trustwarden-\${sls:stage}-${name}:*`);
  return [allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], group)];
}
