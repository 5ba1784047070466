import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { ndjsonOf, trustwarden } from '../support/run-command.ts';
import { deployArn, dryRunText, openPolicy, projectPolicy } from '../support/samples.ts';
import { temporaryFiles } from '../support/temporary-folder.ts';
import { terraformPlan } from '../support/terraform-plan.ts';

const files = temporaryFiles();
const servicePolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const plan = terraformPlan([
  { address: 'aws_iam_role.fn', values: { name: 'fn', assume_role_policy: JSON.stringify(servicePolicy) } },
  { address: 'aws_iam_role.late', values: { name: 'late' }, unknown: { assume_role_policy: true } },
  {
    address: 'module.ci.aws_iam_role.deploy',
    values: { name: 'deploy', assume_role_policy: JSON.stringify(openPolicy) },
  },
]);
const template = `Resources:
  DeployRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/gitlab.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringLike: { 'gitlab.com:sub': 'project_path:mygroup/*' }
`;
const check = (args: readonly string[], input?: string) =>
  trustwarden(['check', '--format', 'ndjson', ...args], {}, input);

describe('check of a plan of Terraform', () => {
  it('judges the roles that will be there, and is undecided about what is known after apply', async () => {
    const path = await files({ 'trustwarden.yml': dryRunText, 'plan.json': plan });
    const { code, stdout } = check(['--config', path('trustwarden.yml'), path('plan.json')]);
    expect(ndjsonOf(stdout)).toMatchObject([
      { role: null, source: `${path('plan.json')}#aws_iam_role.fn`, verdict: 'not-applicable' },
      {
        role: null,
        source: `${path('plan.json')}#aws_iam_role.late`,
        verdict: 'undecided',
        severity: null,
        findings: [],
        remedy: 'report',
        proposed: null,
        unlisted: false,
        notes: [expect.stringContaining('known after apply')],
      },
      {
        role: deployArn,
        source: `${path('plan.json')}#module.ci.aws_iam_role.deploy`,
        verdict: 'broader',
        proposed: projectPolicy,
        location: { file: path('plan.json'), line: 1 },
      },
    ]);
    expect(code).toBe(1);
  });

  it('exits with 4 where nothing is worse than undecided', async () => {
    const late = { address: 'aws_iam_role.late', values: {}, unknown: { assume_role_policy: true } };
    const path = await files({ 'plan.json': terraformPlan([late]) });
    expect(check(['--allow', 'mygroup/myproject', path('plan.json')]).code).toBe(4);
  });
});

describe('check of a template of CloudFormation', () => {
  it('judges a role in the account of `--role`', async () => {
    const path = await files({ 'trustwarden.yml': dryRunText, 'template.yml': template });
    const role = 'arn:aws:iam::111122223333:role/any';
    const args = ['--config', path('trustwarden.yml'), path('template.yml')];
    expect(ndjsonOf(check([...args, '--role', role]).stdout)).toMatchObject([
      {
        role: deployArn,
        source: `${path('template.yml')}#DeployRole`,
        verdict: 'broader',
        location: { line: 7 },
        proposed: { Statement: [{ Principal: openPolicy.Statement[0]?.Principal }] },
      },
    ]);
    expect(ndjsonOf(check(args).stdout)).toMatchObject([{ error: expect.stringContaining('--role') }]);
  });

  it('says which account stands in a proposal where it is not known', async () => {
    const path = await files({ 'template.yml': template });
    const [line] = ndjsonOf(check(['--allow', 'mygroup/myproject', path('template.yml')]).stdout);
    expect(line).toMatchObject({
      verdict: 'broader',
      proposed: {
        Statement: [{ Principal: { Federated: 'arn:aws:iam::000000000000:oidc-provider/gitlab.com' } }],
      },
      notes: expect.arrayContaining([expect.stringContaining('written as 000000000000')]),
    });
  });
});

describe('check of standard input', () => {
  it.each([
    ['a plan', JSON.stringify(plan), '-#aws_iam_role.fn'],
    ['a template', template, '-#DeployRole'],
    ['a policy', JSON.stringify(openPolicy), '-'],
    ['NDJSON', JSON.stringify({ role: deployArn, policy: openPolicy }), '-:1'],
  ])('reads %s', (_, input, source) => {
    const [line] = ndjsonOf(check(['--allow', 'mygroup/myproject', '-'], input).stdout);
    expect(line).toMatchObject({ source, verdict: expect.any(String) });
  });

  it('reads it once', () => {
    const { code, stdout } = check(['--allow', 'a/b', '-', '-'], JSON.stringify(openPolicy));
    expect(ndjsonOf(stdout)).toMatchObject([
      { verdict: 'broader' },
      { source: '-', error: expect.stringContaining('give `-` once') },
    ]);
    expect(code).toBe(2);
  });
});

describe('check of what cannot be read', () => {
  it('says for each in one line what to do, and exits with 2', async () => {
    const path = await files({
      'empty.json': '',
      'cut.json': '{\n  "Version": "2012-10-17",\n  "Statement": [',
      'wrong.json': '{ oops }',
      'other.json': { name: 'x' },
      'other.yml': 'name: x\n',
      'twice.json': '{"Version": "2012-10-17",\n"Statement": [],\n"Statement": []}',
    });
    await mkdir(path('folder'));
    await writeFile(path('binary'), Buffer.from([1, 0, 2]));
    await writeFile(path('packed'), Buffer.from([0x1f, 0x8b, 8, 0]));
    await writeFile(path('plan'), Buffer.from('PK\u0003\u0004\u0000'));
    await writeFile(path('utf-16.json'), Buffer.from('\uFEFF{}', 'utf16le'));
    await writeFile(path('latin.json'), Buffer.from([0x22, 0xe4, 0x22]));
    const expected: Readonly<Record<string, string>> = {
      'missing.json': 'there is no such file, check the path',
      folder: 'it is a folder, give the files in it',
      'empty.json': 'the file is empty, give a policy, a role or an event',
      binary: 'it is not text, give JSON or YAML',
      packed: 'it is compressed, unpack it with `gunzip`',
      plan: 'it is a ZIP archive, such as a plan of Terraform, print it with `terraform show -json`',
      'utf-16.json': 'it is text in UTF-16, save it as UTF-8',
      'latin.json': 'it is not text in UTF-8, save it as UTF-8',
      'cut.json': 'not JSON from line 3, column 17 on, repair the file',
      'wrong.json': 'not JSON from line 1, column 3 on, repair the file',
      'other.json':
        'nothing in it is known, give a trust policy, a role, an event, a Terraform plan as JSON or a CloudFormation template',
      'other.yml': 'YAML that is no CloudFormation template, give a template or JSON',
      'twice.json':
        'key `Statement` is given twice in the trust policy, again on line 3, IAM refuses that, keep one',
    };
    const { code, stdout, stderr } = check(['--allow', 'a/b', ...Object.keys(expected).map(path)]);
    const answers = ndjsonOf(stdout);
    expect(answers.map(({ source, error }) => [source, error])).toEqual(
      Object.entries(expected).map(([name, error]) => [path(name), error]),
    );
    expect(stderr).toBe('');
    expect(code).toBe(2);
  });
});

describe('check of a role that comes twice', () => {
  it('judges both and notes where it was first', async () => {
    const lines = [openPolicy, projectPolicy].map((policy) => JSON.stringify({ role: deployArn, policy }));
    const path = await files({ 'roles.ndjson': lines.join('\n') });
    const { code, stdout } = check(['--allow', 'mygroup/myproject', path('roles.ndjson')]);
    expect(ndjsonOf(stdout)).toMatchObject([
      { verdict: 'broader' },
      {
        verdict: 'compliant',
        notes: [`the role was judged before, in \`${path('roles.ndjson')}:1\`, see which of them counts`],
      },
    ]);
    expect(code).toBe(1);
  });
});
