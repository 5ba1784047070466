/**
 * Looks into what `npm run package` left, for the settings of the environment: what the template promises, and what is
 * in the bundles. `cfn-lint` reads the template too.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployment } from './deployment.mjs';
import { importSource } from './import-source.mjs';
import { installPrograms } from './python.mjs';

const TEMPLATE = '.serverless/cloudformation-template-update-stack.json';
const template = JSON.parse(readFileSync(TEMPLATE, 'utf8'));
const resources = Object.entries(template.Resources);
const { bundled, template: deployment } = await readDeployment(process.env);
const WRITES = [
  'iam:UpdateAssumeRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:AttachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:TagRole',
];

const tables = await importSource('adapters/dynamo-table.ts');
const { actionsOf } = await importSource('adapters/function-permissions.ts');

const ofType = (type) => resources.filter(([, resource]) => resource.Type === type);
const propertiesOf = (name) => {
  assert.ok(template.Resources[name], `the template has ${name}`);
  return template.Resources[name].Properties;
};

function checkFunctions() {
  const functions = ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties);
  assert.equal(functions.length, 3);
  for (const {
    Runtime,
    Architectures,
    Environment,
    ReservedConcurrentExecutions,
    TracingConfig,
    FunctionName,
  } of functions) {
    assert.equal(Runtime, 'nodejs24.x');
    assert.deepEqual(Architectures, ['arm64']);
    assert.equal(TracingConfig.Mode, process.env.TRUSTWARDEN_TRACES === 'on' ? 'Active' : 'PassThrough');
    assert.equal(ReservedConcurrentExecutions, undefined, 'pollers of a queue ignore it');
    const { TRUSTWARDEN_CONFIG, TRUSTWARDEN_KILL_SWITCH } = Environment.Variables;
    assert.equal(TRUSTWARDEN_CONFIG, bundled ? undefined : process.env.TRUSTWARDEN_CONFIG);
    assert.deepEqual(TRUSTWARDEN_KILL_SWITCH, process.env.TRUSTWARDEN_KILL_SWITCH || { Ref: 'KillSwitch' });
    const group = resources.find(
      ([, { Type, Properties }]) =>
        Type === 'AWS::Logs::LogGroup' && Properties.LogGroupName === `/aws/lambda/${FunctionName}`,
    );
    assert.equal(group?.[1].Properties.RetentionInDays, 365, 'logs end');
  }
  for (const name of ['on-iam-event', 'on-schedule', 'on-sweep'])
    assert.equal(existsSync(`build/handlers/${name}/trustwarden.yml`), bundled !== undefined);
}

/** A queue, the function behind it, and what was given up. */
function checkQueue(queue, lambda, batch) {
  const { VisibilityTimeout, RedrivePolicy, MessageRetentionPeriod, SqsManagedSseEnabled } =
    propertiesOf(queue);
  const { Timeout } = propertiesOf(lambda);
  assert.ok(
    VisibilityTimeout >= 6 * Timeout,
    `messages of ${queue} stay hidden for six times the function's time`,
  );
  assert.equal(RedrivePolicy.maxReceiveCount, 10);
  const letters = RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0];
  assert.equal(letters, `${queue}DeadLetters`);
  assert.equal(MessageRetentionPeriod, 1_209_600);
  assert.equal(SqsManagedSseEnabled, true);
  assert.equal(propertiesOf(letters).MessageRetentionPeriod, 1_209_600, 'dead letters stay for two weeks');
  const source = ofType('AWS::Lambda::EventSourceMapping').find(
    ([, { Properties }]) => Properties.EventSourceArn['Fn::GetAtt'][0] === queue,
  )?.[1].Properties;
  assert.equal(source?.FunctionName['Fn::GetAtt'][0], lambda);
  assert.deepEqual(source.FunctionResponseTypes, ['ReportBatchItemFailures']);
  assert.equal(source.ScalingConfig.MaximumConcurrency, 2);
  assert.equal(source.BatchSize, batch);
}

function checkRule() {
  const { EventPattern, Targets } = propertiesOf('IamEventsRule');
  assert.deepEqual(EventPattern.detail.eventName, ['CreateRole', 'UpdateAssumeRolePolicy', 'AcquireRole']);
  assert.deepEqual(EventPattern.detail.errorCode, [{ exists: false }]);
  assert.deepEqual(Targets[0].DeadLetterConfig, { Arn: { 'Fn::GetAtt': ['IamEventsDeadLetters', 'Arn'] } });
}

function checkJournal() {
  const { DeletionPolicy, UpdateReplacePolicy, Properties } = template.Resources.Journal;
  assert.deepEqual([DeletionPolicy, UpdateReplacePolicy], ['Retain', 'Retain']);
  assert.equal(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled, true);
  assert.equal(Properties.DeletionProtectionEnabled, true);
  // WHY: whoever keeps the journal says how the table is made, too.
  const { TableName: _, ...table } = tables.journalTable('journal');
  for (const [name, value] of Object.entries(table)) assert.deepEqual(Properties[name], value);
  assert.deepEqual(Properties.TimeToLiveSpecification, { AttributeName: tables.timeToLive, Enabled: true });
}

function checkSchedules() {
  const finish = propertiesOf('FinishSchedule');
  assert.equal(finish.ScheduleExpression, 'rate(5 minutes)');
  assert.deepEqual(finish.Target.Arn, { 'Fn::GetAtt': ['OnScheduleLambdaFunction', 'Arn'] });
  const { ScheduleExpression, StartDate, Target } = propertiesOf('SweepSchedule');
  assert.equal(ScheduleExpression, 'rate(1 day)');
  assert.equal(StartDate, undefined, 'it begins with the deployment');
  assert.deepEqual(Target.Arn, { 'Fn::GetAtt': ['Sweeps', 'Arn'] });
  assert.deepEqual(Object.keys(JSON.parse(Target.Input)), ['start']);
}

function checkAlarms() {
  const alarms = ofType('AWS::CloudWatch::Alarm').map(([name]) => name);
  assert.deepEqual(
    new Set(alarms),
    new Set([
      'BrakeAlarm',
      'ConfigurationAlarm',
      'ErrorsAlarm',
      'IamEventsDeadLettersAlarm',
      'NoSweepAlarm',
      'OldestMessageAlarm',
      'SweepsDeadLettersAlarm',
    ]),
  );
  const topic = process.env.TRUSTWARDEN_ALARM_TOPIC;
  for (const alarm of alarms)
    assert.deepEqual(propertiesOf(alarm).AlarmActions, topic ? [topic] : [], `whom ${alarm} tells`);
  const { TreatMissingData, Period, EvaluationPeriods } = propertiesOf('NoSweepAlarm');
  assert.equal(TreatMissingData, 'breaching', 'what is missing is what it is about');
  assert.ok(Period * EvaluationPeriods >= 24 * 3600);
  const runbook = readFileSync('docs/runbook.md', 'utf8');
  for (const alarm of alarms) {
    const [, section] = /see "([^"]+)" in the runbook$/.exec(propertiesOf(alarm).AlarmDescription) ?? [];
    assert.ok(section && runbook.includes(`## ${section}\n`), `the runbook explains ${alarm}`);
  }
}

function checkPermissions() {
  const roles = ofType('AWS::IAM::Role');
  const own = new Set(roles.map(([, { Properties }]) => Properties.RoleName));
  for (const [name, { Properties }] of roles) {
    const statements = Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    const actions = allowed.flatMap(({ Action }) => Action);
    assert.ok(
      actions.every((action) => !action.includes('*')),
      `${name} names every action`,
    );
    if (name === 'SchedulesRole') continue;
    checkDoctor(Properties.RoleName, actions);
    checkWrites(name, allowed, actions);
    checkReading(allowed);
    const denied = statements.find(({ Effect }) => Effect === 'Deny');
    assert.deepEqual(denied.NotAction, ['iam:Get*', 'iam:List*'], `${name} denies itself every change`);
    const named = denied.Resource.map((resource) =>
      (resource['Fn::Sub'] ?? resource).replace(/^.*:role\//, ''),
    );
    const { TRUSTWARDEN_DEPLOYMENT_ROLE: deployer } = process.env;
    assert.deepEqual(new Set(named.slice(0, own.size)), own, `${name} may not change a role of the stack`);
    assert.deepEqual(denied.Resource.slice(own.size), deployer ? [deployer] : []);
  }
}

/** WHY: the doctor says what is missing, and so has to know what there should be. */
function checkDoctor(roleName, actions) {
  const writes = deployment.environment.TRUSTWARDEN_WRITES;
  const expected = actionsOf(
    roleName.replace('trustwarden-prod-', ''),
    writes === '' ? [] : writes.split(','),
  );
  const own = actions.filter(
    (action) =>
      !/^(logs:|xray:|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$|s3:GetObject$)/.test(action),
  );
  assert.deepEqual(new Set(own), new Set(expected), `the doctor knows what ${roleName} may do`);
}

function checkWrites(name, allowed, actions) {
  const writes = deployment.environment.TRUSTWARDEN_WRITES;
  const expected = {
    'trust-policy': 'iam:UpdateAssumeRolePolicy',
    'inline-policy': 'iam:PutRolePolicy',
    'managed-policy': 'iam:AttachRolePolicy',
  };
  assert.deepEqual(
    actions.filter((action) => WRITES.includes(action)),
    writes === '' ? [] : writes.split(',').map((write) => expected[write]),
    `${name} may write what the configuration can lead to, and nothing else`,
  );
  for (const { Action, Condition } of allowed)
    if (Action === 'iam:AttachRolePolicy')
      assert.deepEqual(Condition, {
        ArnEquals: { 'iam:PolicyARN': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll' } },
      });
}

function checkReading(allowed) {
  const { TRUSTWARDEN_CONFIG: config = '', TRUSTWARDEN_KILL_SWITCH: killSwitch } = process.env;
  const parameter = 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter';
  const places = {
    's3:': ['s3:GetObject', `arn:\${AWS::Partition}:s3:::${config.slice('s3://'.length)}`],
    'ssm:': ['ssm:GetParameter', parameter + config.slice('ssm:'.length)],
  };
  const place = Object.keys(places).find((scheme) => config.startsWith(scheme));
  assert.deepEqual(
    allowed
      .filter(({ Action }) => /^(s3|ssm|kms):/.test(Action))
      .map(({ Action, Resource }) => [Action, Resource['Fn::Sub']]),
    [...(place ? [places[place]] : []), ['ssm:GetParameter', parameter + (killSwitch || '${KillSwitch}')]],
    'a function may read what the settings name, and nothing else',
  );
}

function checkSizes() {
  return ['onIamEvent', 'onSchedule', 'onSweep'].map((name) => {
    const { size } = statSync(`.serverless/${name}.zip`);
    assert.ok(size < 1_000_000, `the bundle of ${name} has ${size} bytes`);
    return `${name} ${Math.round(size / 1024)} KiB`;
  });
}

function lint(path, ...regions) {
  // WHY: osls names the role of each function among what it depends on, although its ARN is asked for.
  const options = ['--ignore-checks', 'W3005', '--regions', ...regions, '--', path];
  const { status, stdout, stderr } = spawnSync(join(installPrograms(), 'cfn-lint'), options, {
    encoding: 'utf8',
  });
  assert.equal(status, 0, `cfn-lint is content with ${path}\n${stdout}${stderr}`);
}

checkFunctions();
checkQueue('IamEvents', 'OnIamEventLambdaFunction', 10);
checkQueue('Sweeps', 'OnSweepLambdaFunction', 1);
checkRule();
checkJournal();
checkSchedules();
checkAlarms();
checkPermissions();
lint(TEMPLATE, 'us-east-1', 'cn-north-1', 'us-gov-west-1');
lint('examples/notifications.yml', 'us-east-1');
console.log(`package: ${resources.length} resources, bundles: ${checkSizes().join(', ')}`);
