/** Looks into what `npm run package` left: the template's promises, and what is in the bundle. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';

const template = JSON.parse(readFileSync('.serverless/cloudformation-template-update-stack.json', 'utf8'));
const resources = Object.values(template.Resources);
const ofType = (type) => resources.filter((resource) => resource.Type === type);

const [lambda] = ofType('AWS::Lambda::Function');
assert.equal(lambda.Properties.Runtime, 'nodejs24.x');
assert.deepEqual(lambda.Properties.Architectures, ['arm64']);
assert.equal(lambda.Properties.Environment.Variables.TRUSTWARDEN_MODE, 'dry-run');

const [source] = ofType('AWS::Lambda::EventSourceMapping');
assert.deepEqual(source.Properties.FunctionResponseTypes, ['ReportBatchItemFailures']);
assert.ok(source.Properties.ScalingConfig.MaximumConcurrency > 0);

assert.equal(ofType('AWS::SQS::Queue').length, 2);
assert.equal(ofType('AWS::CloudWatch::Alarm').length, 1);
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

const { size } = statSync('.serverless/onIamEvent.zip');
assert.ok(size < 1_000_000, `the bundle has ${size} bytes`);
console.log(`package: ${resources.length} resources, bundle of ${Math.round(size / 1024)} KiB`);
