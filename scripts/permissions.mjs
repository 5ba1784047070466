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
export const OWN_ROLES = ['on-iam-event', 'on-sweep', 'schedules'].map((name) =>
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
  const common = [
    ...reading(settings),
    ...settings.writes.map((write) => REMEDIES[write]),
    neverOwnRoles(settings),
    allow('KeepJournal', JOURNAL, [arnOf('Journal'), sub('${Journal.Arn}/index/*')]),
    allow('Notify', 'events:PutEvents', ofService('events', 'event-bus/default'), {
      StringEquals: { 'events:source': 'trustwarden' },
    }),
  ];
  return {
    onIamEvent: [...common, ...takingFrom('IamEvents'), ...logging('on-iam-event')],
    onSweep: [
      ...common,
      // AWS: this action knows no resources.
      allow('ReadAllRoles', 'iam:GetAccountAuthorizationDetails', '*'),
      allow('GoOn', 'sqs:SendMessage', arnOf('Sweeps')),
      ...takingFrom('Sweeps'),
      ...logging('on-sweep'),
    ],
    schedules: [allow('BeginSweeps', 'sqs:SendMessage', [arnOf('Sweeps'), arnOf('SweepsDeadLetters')])],
  };
}

const JOURNAL = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:DeleteItem',
  'dynamodb:UpdateItem',
];

const parameter = (name) => ofService('ssm', `parameter${name}`);

function reading({ location, killSwitch }) {
  return [
    allow('ReadRoles', 'iam:GetRole', ROLES),
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

const REMEDIES = {
  'trust-policy': allow('WriteTrustPolicies', 'iam:UpdateAssumeRolePolicy', ROLES),
  'inline-policy': allow('Freeze', 'iam:PutRolePolicy', ROLES),
  'managed-policy': allow('FreezeAll', 'iam:AttachRolePolicy', ROLES, {
    ArnEquals: { 'iam:PolicyARN': sub('arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll') },
  }),
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
