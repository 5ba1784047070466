/** Looks into what `npm run package` left: the template's promises, and what is in the bundle. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

const template = read('.serverless/cloudformation-template-update-stack.json');
const resources = Object.values(decided(template.Resources));
const ofType = (type) => resources.filter((resource) => resource.Type === type);

const [lambda] = ofType('AWS::Lambda::Function');
assert.equal(lambda.Properties.Runtime, 'nodejs24.x');
assert.deepEqual(lambda.Properties.Architectures, ['arm64']);
const variables = lambda.Properties.Environment.Variables;
assert.equal(variables.TRUSTWARDEN_MODE, 'dry-run');

const [source] = ofType('AWS::Lambda::EventSourceMapping');
assert.deepEqual(source.Properties.FunctionResponseTypes, ['ReportBatchItemFailures']);
assert.ok(source.Properties.ScalingConfig.MaximumConcurrency > 0);

assert.equal(ofType('AWS::SQS::Queue').length, 2);
assert.equal(ofType('AWS::CloudWatch::Alarm').length, 2);
const [rule] = ofType('AWS::Events::Rule');
assert.deepEqual(rule.Properties.EventPattern.detail.eventName, [
  'CreateRole',
  'UpdateAssumeRolePolicy',
  'AcquireRole',
]);

const statements = ofType('AWS::IAM::Role').flatMap((role) =>
  role.Properties.Policies.flatMap((policy) => policy.PolicyDocument.Statement),
);
const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
assert.deepEqual(
  allowed.filter((action) => action.startsWith('iam:')),
  ['iam:GetRole'],
  'dry-run writes nothing, so the role may write nothing',
);
assert.ok(
  allowed.every((action) => !action.includes('*')),
  'every action is named',
);
assert.ok(
  statements.some(({ Effect, Sid }) => Effect === 'Deny' && Sid === 'NeverItself'),
  'the role denies itself changes to itself',
);

const sources = read('build/handlers/sources.json');
const named = (place) => (place === '' ? undefined : place);
assert.equal(variables.TRUSTWARDEN_CONFIG, named(sources.configuration));
assert.equal(variables.TRUSTWARDEN_KILL_SWITCH, named(sources.killSwitch));
assert.equal(existsSync('build/handlers/trustwarden.yml'), sources.configuration === '');
const parameter = 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter';
assert.deepEqual(
  statements
    .filter(({ Action }) => /^(s3|ssm|kms):/.test(Action))
    .map(({ Action, Resource }) => [Action, Resource['Fn::Sub']]),
  [
    ...(sources.object ? [['s3:GetObject', `arn:\${AWS::Partition}:s3:::${sources.object}`]] : []),
    ...(sources.parameter ? [['ssm:GetParameter', parameter + sources.parameter]] : []),
    ...(sources.killSwitch ? [['ssm:GetParameter', parameter + sources.killSwitch]] : []),
  ],
  'the role may read what the settings name, and nothing else',
);

const { size } = statSync('.serverless/onIamEvent.zip');
assert.ok(size < 1_000_000, `the bundle has ${size} bytes`);
console.log(`package: ${resources.length} resources, bundle of ${Math.round(size / 1024)} KiB`);

/** Returns a part of the template with every `Fn::If` decided, as CloudFormation decides them. */
function decided(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decided).filter((item) => item !== undefined);
  if (value.Ref === 'AWS::NoValue') return undefined;
  if (value['Fn::If']) {
    const [condition, then, otherwise] = value['Fn::If'];
    const [left, right] = template.Conditions[condition]['Fn::Not'][0]['Fn::Equals'];
    return decided(left === right ? otherwise : then);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decided(member)]));
}
