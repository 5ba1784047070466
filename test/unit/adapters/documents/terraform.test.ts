import { describe, expect, it } from '@jest/globals';
import { readRoles, type ReadOptions } from '../../../../adapters/documents/read-roles.ts';
import { deployArn, openPolicy } from '../../../support/samples.ts';
import { terraformPlan } from '../../../support/terraform-plan.ts';

const policy = JSON.stringify(openPolicy);
const servicePolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const read = (plan: unknown, options: ReadOptions = {}) => [
  ...readRoles('plan.json', JSON.stringify(plan, null, 2), options),
];
const deploy = {
  address: 'aws_iam_role.deploy',
  values: { name: 'deploy', path: '/', assume_role_policy: policy },
};

const resourceAt = (address: string) => ({ address, type: 'aws_iam_role', values: deploy.values });

describe('a plan of Terraform', () => {
  it('holds the roles of the root module and of its modules, by their address', () => {
    const inModule = { ...deploy, address: 'module.pipelines.aws_iam_role.deploy' };
    expect(read(terraformPlan([deploy, inModule])).map(({ source }) => source)).toEqual([
      'plan.json#aws_iam_role.deploy',
      'plan.json#module.pipelines.aws_iam_role.deploy',
    ]);
  });

  it('holds the roles of modules in modules, in the order of the file', () => {
    const root_module = {
      child_modules: [
        {
          resources: [resourceAt('module.a.x')],
          child_modules: [{ resources: [resourceAt('module.a.module.c.x')] }],
        },
        { resources: [resourceAt('module.b.x')] },
      ],
    };
    expect(read({ planned_values: { root_module } }).map(({ source }) => source)).toEqual([
      'plan.json#module.a.x',
      'plan.json#module.a.module.c.x',
      'plan.json#module.b.x',
    ]);
  });

  it('tells the line of the trust policy', () => {
    const plan = terraformPlan([deploy]);
    const lines = JSON.stringify(plan, null, 2).split('\n');
    const line = lines.findIndex((text) => text.includes('"assume_role_policy"')) + 1;
    expect(read(plan)).toMatchObject([{ location: { file: 'plan.json', line }, policy }]);
  });

  it('names a role that is there by its ARN', () => {
    const values = { ...deploy.values, arn: 'arn:aws:iam::111122223333:role/other' };
    expect(read(terraformPlan([{ ...deploy, values }]))).toMatchObject([
      { role: 'arn:aws:iam::111122223333:role/other' },
    ]);
  });

  it('names a role that is not there yet by its name in the account of the provider that it trusts', () => {
    expect(read(terraformPlan([deploy]))).toMatchObject([{ role: deployArn }]);
    const values = { ...deploy.values, path: '/ci/' };
    expect(read(terraformPlan([{ ...deploy, values }]))).toMatchObject([
      { role: 'arn:aws:iam::111122223333:role/ci/deploy' },
    ]);
  });

  it('names a role by the account that the command line gives, before that of the provider', () => {
    const options = { account: { partition: 'aws-cn', id: '444455556666' } };
    expect(read(terraformPlan([deploy]), options)).toMatchObject([
      { role: 'arn:aws-cn:iam::444455556666:role/deploy' },
    ]);
  });

  it.each([
    ['has no name yet', { assume_role_policy: policy, name_prefix: 'deploy-' }],
    ['trusts no provider', { ...deploy.values, assume_role_policy: servicePolicy }],
    [
      'trusts providers of two accounts',
      {
        ...deploy.values,
        assume_role_policy: JSON.stringify({
          ...openPolicy,
          Statement: ['111122223333', '444455556666'].map((id) => ({
            ...openPolicy.Statement[0],
            Principal: { Federated: `arn:aws:iam::${id}:oidc-provider/gitlab.com` },
          })),
        }),
      },
    ],
  ])('leaves the role out that %s', (_, values) => {
    const [item] = read(terraformPlan([{ ...deploy, values }]));
    expect(item).toMatchObject({ policy: expect.any(String) });
    expect(item).not.toHaveProperty('role');
  });

  it('says that a trust policy that is known after apply is undecided', () => {
    const plan = terraformPlan([
      { ...deploy, values: { name: 'deploy' }, unknown: { arn: true, assume_role_policy: true } },
    ]);
    expect(read(plan)).toMatchObject([
      {
        source: 'plan.json#aws_iam_role.deploy',
        undecided: expect.stringContaining('known after apply'),
        location: { file: 'plan.json' },
      },
    ]);
  });

  it('passes over what is deleted, forgotten, only looked up, or no role', () => {
    const plan = terraformPlan([
      { ...deploy, actions: ['delete'] },
      { ...deploy, address: 'aws_iam_role.old', actions: ['forget'] },
      { ...deploy, address: 'aws_iam_user.ci' },
    ]);
    const looked = {
      address: 'data.aws_iam_role.x',
      mode: 'data',
      type: 'aws_iam_role',
      values: deploy.values,
    };
    plan.planned_values.root_module.resources.push(looked as never);
    expect(read(plan)).toEqual([]);
  });

  it('judges a role that is replaced, and one whose old object is still to be removed', () => {
    const plan = terraformPlan([{ ...deploy, actions: ['delete', 'create'] }]);
    const deposed = { address: deploy.address, deposed: '00000001', change: { actions: ['delete'] } };
    expect(read({ ...plan, resource_changes: [...plan.resource_changes, deposed] })).toMatchObject([
      { policy },
    ]);
  });

  it('says that a role without a trust policy is an error, and so is a plan that is not whole', () => {
    const plan = terraformPlan([{ ...deploy, values: { name: 'deploy' } }], { errored: true });
    expect(read(plan)).toMatchObject([
      { source: 'plan.json#errored', error: expect.stringContaining('plan anew') },
      { source: 'plan.json#aws_iam_role.deploy', error: expect.stringContaining('`assume_role_policy`') },
    ]);
  });

  it('may be a state', () => {
    const { planned_values: values } = terraformPlan([deploy]);
    expect(read({ format_version: '1.0', terraform_version: '1.9.8', values })).toMatchObject([{ policy }]);
  });

  it.each([
    { planned_values: {} },
    {
      planned_values: { root_module: { resources: [null, 1, { type: 'aws_iam_role' }], child_modules: 'x' } },
    },
    { planned_values: { root_module: [] }, resource_changes: [{ address: 1 }, null] },
  ])('is read without throwing where it is %j', (plan) => {
    expect(read(plan).every((item) => 'error' in item)).toBe(true);
  });
});
