/** One role in a plan: its address, what is planned, and what happens to it. */
export interface PlannedRole {
  readonly address: string;
  readonly values: Record<string, unknown>;
  readonly actions?: readonly string[];
  readonly unknown?: Record<string, unknown>;
}

/** Makes what `terraform show -json` prints for a plan with a few roles, those of modules apart. */
export function terraformPlan(roles: readonly PlannedRole[], fields: Record<string, unknown> = {}) {
  const inRoot = roles.filter(({ address }) => !address.startsWith('module.'));
  const inModules = roles.filter((role) => !inRoot.includes(role));
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    variables: { environment: { value: 'test' } },
    planned_values: {
      outputs: { role: { sensitive: false } },
      root_module: {
        resources: [bucket, ...inRoot.map(toResource)],
        child_modules: inModules.map((role) => ({
          address: role.address.split('.').slice(0, 2).join('.'),
          resources: [toResource(role)],
        })),
      },
    },
    resource_changes: roles.map(toChange),
    configuration: { provider_config: { aws: { name: 'aws', full_name: 'registry.example.com/aws' } } },
    ...fields,
  };
}

const bucket = {
  address: 'aws_s3_bucket.artifacts',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'artifacts',
  values: { bucket: 'artifacts', force_destroy: false },
};

function toResource({ address, values }: PlannedRole) {
  const [type = '', name = ''] = address.split('.').slice(-2);
  return { address, mode: 'managed', type, name, schema_version: 0, values };
}

function toChange({ address, values, actions = ['create'], unknown = { arn: true } }: PlannedRole) {
  return {
    address,
    mode: 'managed',
    type: 'aws_iam_role',
    change: { actions, before: null, after: values, after_unknown: unknown },
  };
}
