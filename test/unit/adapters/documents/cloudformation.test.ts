import { describe, expect, it } from '@jest/globals';
import { readRoles, type ReadOptions } from '../../../../adapters/documents/read-roles.ts';
import { openPolicy } from '../../../support/samples.ts';

const account = { partition: 'aws', id: '444455556666' };

const read = (text: unknown, options: ReadOptions = {}, name = 'template.yml') => [
  ...readRoles(name, typeof text === 'string' ? text : JSON.stringify(text, null, 2), options),
];

const templateOf = (document: unknown, properties: Record<string, unknown> = {}) => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic' },
    DeployRole: {
      Type: 'AWS::IAM::Role',
      Properties: { ...properties, AssumeRolePolicyDocument: document },
    },
  },
});

const withProvider = (
  provider: unknown,
  condition: unknown = { StringEquals: { 'gitlab.com:aud': 'x' } },
) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: condition,
    },
  ],
});

const yaml = `AWSTemplateFormatVersion: '2010-09-09'
Description: The role of the pipelines
Parameters:
  Stage: { Type: String, Default: test }
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub 'jobs-\${Stage}'
  DeployRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal:
              Federated: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/gitlab.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                gitlab.com:aud: https://gitlab.com
              StringLike:
                gitlab.com:sub: project_path:mygroup/myproject:*
`;

describe('a template of CloudFormation', () => {
  it('in YAML holds the roles with their logical ids and lines', () => {
    expect(read(yaml, { account })).toEqual([
      {
        source: 'template.yml#DeployRole',
        location: { file: 'template.yml', line: 15 },
        role: 'arn:aws:iam::444455556666:role/deploy',
        policy: withProvider('arn:aws:iam::444455556666:oidc-provider/gitlab.com', {
          StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
          StringLike: { 'gitlab.com:sub': 'project_path:mygroup/myproject:*' },
        }),
      },
    ]);
  });

  it.each(['-', 'role.template', 'x.txt'])('in YAML is recognised by its content in %s', (name) => {
    expect(read(yaml, {}, name)).toMatchObject([{ source: `${name}#DeployRole` }]);
    expect(read(`\n# a comment: here\n---\n${yaml}`, {}, name)).toMatchObject([{ location: { line: 18 } }]);
  });

  it('in JSON holds the same, with the line of the document', () => {
    expect(read(templateOf(openPolicy), {}, 'template.json')).toEqual([
      {
        source: 'template.json#DeployRole',
        location: { file: 'template.json', line: 10 },
        policy: openPolicy,
      },
    ]);
  });

  it('without a role holds nothing to judge', () => {
    expect(read({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } })).toEqual([]);
    expect(read('Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n')).toEqual([]);
  });

  it('has roles of account 000000000000 that are not named where the account is not known', () => {
    const [item] = read(yaml);
    expect(item).toMatchObject({
      policy: withProvider('arn:aws:iam::000000000000:oidc-provider/gitlab.com', expect.anything()),
    });
    expect(item).not.toHaveProperty('role');
  });

  it('names a role by its name and path in the account of a provider that is written out', () => {
    const provider = 'arn:aws:iam::111122223333:oidc-provider/gitlab.com';
    const properties = { RoleName: 'deploy', Path: '/ci/' };
    expect(read(templateOf(withProvider(provider), properties))).toMatchObject([
      { role: 'arn:aws:iam::111122223333:role/ci/deploy' },
    ]);
    for (const unnamed of [{}, { RoleName: { Ref: 'Name' } }, { RoleName: 'deploy', Path: { Ref: 'Path' } }])
      expect(read(templateOf(withProvider(provider), unnamed))[0]).not.toHaveProperty('role');
  });

  it.each([
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/gitlab.com' }],
    [
      'Fn::Join of pseudo parameters',
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iam::',
            { Ref: 'AWS::AccountId' },
            ':oidc-provider/gitlab.com',
          ],
        ],
      },
    ],
  ])('has %s carried out', (_, provider) => {
    expect(read(templateOf(withProvider(provider)), { account })).toMatchObject([
      { policy: withProvider('arn:aws:iam::444455556666:oidc-provider/gitlab.com') },
    ]);
  });

  it('has the text behind `${!` left as it is', () => {
    const condition = {
      StringLike: { 'gitlab.com:sub': { 'Fn::Sub': '${!aws:username}${AWS::URLSuffix}' } },
    };
    expect(read(templateOf(withProvider('x', condition)))).toMatchObject([
      {
        policy: withProvider('x', {
          StringLike: { 'gitlab.com:sub': '${aws:username}amazonaws.com' },
        }),
      },
    ]);
  });

  it.each([
    ['Ref', { Ref: 'ProviderArn' }, 'Ref ProviderArn'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Provider', 'Arn'] }, 'Fn::GetAtt'],
    ['Fn::Sub of a parameter', { 'Fn::Sub': 'arn:${Provider}' }, 'Fn::Sub arn:${Provider}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${A}', { A: 'b' }] }, 'Fn::Sub'],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'shared-provider' }, 'Fn::ImportValue shared-provider'],
    ['Fn::Join of a parameter', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }, 'Fn::Join'],
    ['Fn::Transform beside others', { 'Fn::Transform': {}, Federated: 'x' }, 'Fn::Transform'],
  ])('with %s in a trust policy is undecided and says so', (_, provider, intrinsic) => {
    expect(read(templateOf(withProvider(provider)))).toEqual([
      {
        source: 'template.yml#DeployRole',
        location: { file: 'template.yml', line: 10 },
        undecided: `the trust policy of \`DeployRole\` holds \`${intrinsic}\`, which is known at deployment, check the deployed role or write it out`,
      },
    ]);
  });

  it('with the account or the Region in a condition is undecided where they are not known', () => {
    const comparing = (value: string) =>
      templateOf(withProvider('x', { StringEquals: { 'gitlab.com:sub': { 'Fn::Sub': value } } }));
    expect(read(comparing('project_path:a/${AWS::AccountId}:*'))).toMatchObject([
      { undecided: expect.stringContaining('Fn::Sub') },
    ]);
    expect(read(comparing('project_path:a/${AWS::AccountId}:*'), { account })).toMatchObject([
      { policy: withProvider('x', { StringEquals: { 'gitlab.com:sub': 'project_path:a/444455556666:*' } }) },
    ]);
    expect(read(comparing('project_path:a/${AWS::Region}:*'), { account })).toMatchObject([
      { undecided: expect.stringContaining('AWS::Region') },
    ]);
  });

  it('names the short form of a function as the function', () => {
    const text = yaml.replace(/!Sub arn.*/, '!GetAtt Provider.Arn');
    expect(read(text)).toMatchObject([
      { undecided: expect.stringContaining('`Fn::GetAtt Provider.Arn`'), location: { line: 15 } },
    ]);
    expect(read(yaml.replace(/!Sub arn.*/, '!Ref Provider'))).toMatchObject([
      { undecided: expect.stringContaining('`Ref Provider`') },
    ]);
  });

  it('says that a role whose document or properties are made later is undecided, and one without an error', () => {
    const document = { 'Fn::If': ['IsTest', openPolicy, openPolicy] };
    expect(read(templateOf(document))).toMatchObject([{ undecided: expect.stringContaining('`Fn::If`') }]);
    expect(read(templateOf(undefined, { 'Fn::Transform': { Name: 'AWS::Include' } }))).toMatchObject([
      { undecided: expect.stringContaining('`Fn::Transform`') },
    ]);
    expect(read(templateOf(undefined))).toMatchObject([
      { source: 'template.yml#DeployRole', error: expect.stringContaining('no `AssumeRolePolicyDocument`') },
    ]);
  });

  it('says that roles out of a loop are undecided', () => {
    const loop = ['Name', ['a', 'b'], { 'Role${Name}': { Type: 'AWS::IAM::Role', Properties: {} } }];
    const Resources = { 'Fn::ForEach::Roles': loop, 'Fn::ForEach::Topics': ['Name', [], {}] };
    expect(read({ Transform: 'AWS::LanguageExtensions', Resources })).toMatchObject([
      { source: 'template.yml#Fn::ForEach::Roles', undecided: expect.stringContaining('makes roles') },
    ]);
  });

  it('keeps the zeros of an account and the text of a date', () => {
    const text = `Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: { Effect: Allow, Principal: { AWS: 012345678901 }, Action: 'sts:AssumeRole', Condition: { Bool: { a: true } } }
`;
    expect(read(text)).toMatchObject([
      {
        policy: {
          Version: '2012-10-17',
          Statement: { Principal: { AWS: '012345678901' }, Condition: { Bool: { a: true } } },
        },
      },
    ]);
  });

  it('may use anchors and aliases, which are read as what they stand for', () => {
    const text = `Resources:
  A:
    Type: AWS::IAM::Role
    Properties: &same
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] }
  B: { Type: 'AWS::IAM::Role', Properties: *same }
`;
    expect(read(text)).toMatchObject([
      { source: 'template.yml#A', location: { line: 5 } },
      { source: 'template.yml#B', location: { line: 5 }, policy: { Statement: [] } },
    ]);
  });
});

const aliasesOf = (at: number) => `l${at}: &l${at} [${`*l${at - 1}, `.repeat(10)}]`;

describe('a text in YAML', () => {
  it.each([
    ['Resources:\n  A: [1\n  B: 2\n', /^not YAML from line \d, column \d+ on: [^\n]*, repair it$/],
    ['Resources: *nowhere\n', /line 1, column 12 on: `\*nowhere` is an alias without an anchor/],
    ['Resources: {}\n---\nResources: {}\n', /line 2, column \d+ on: a second document/],
    [`A: ${'['.repeat(5000)}`, /nested too deep/],
    ['name: build\nsteps: []\n', /no CloudFormation template/],
    [`Resources:\n${'#'.repeat(1024 * 1024)}\n`, /longer than the 1 MB/],
    ['? [a]\n: b\n', /a key is no plain text/],
  ])('that is %j is told in one line', (text, message) => {
    expect(read(text)).toEqual([{ source: 'template.yml', error: expect.stringMatching(message) }]);
  });

  it('with aliases that multiply is refused', () => {
    const text = ['l0: &l0 [x]', ...Array.from({ length: 12 }, (_, at) => aliasesOf(at + 1))].join('\n');
    expect(read(text)).toMatchObject([{ error: expect.stringContaining('use fewer aliases') }]);
  });
});
