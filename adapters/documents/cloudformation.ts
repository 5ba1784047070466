import { isObject, own, ownText } from '../json-text.ts';
import { accountOfProviders, arnOf } from './account.ts';
import { PLACEHOLDER_ACCOUNT, resolveIntrinsics } from './intrinsics.ts';
import type { Found, ReadOptions, Reading } from './item.ts';
import { withRole } from './role.ts';

const RESOURCE_TYPE = 'AWS::IAM::Role';

/** Tells whether a document is a CloudFormation template. */
export function isTemplate(value: unknown): boolean {
  const resources = own(value, 'Resources');
  if (!isObject(resources)) return false;
  return (
    own(value, 'AWSTemplateFormatVersion') !== undefined ||
    own(value, 'Transform') !== undefined ||
    Object.values(resources).some((resource) => ownText(resource, 'Type') !== undefined)
  );
}

/**
 * Reads the roles that a template makes.
 *
 * AWS: `AWS::IAM::Role` and its properties,
 * `docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html`.
 */
export function* readTemplate(template: unknown, options: ReadOptions): Generator<Found> {
  const resources = own(template, 'Resources');
  for (const [logicalId, resource] of Object.entries(isObject(resources) ? resources : {})) {
    const reading = logicalId.startsWith('Fn::')
      ? readLoop(logicalId, resource)
      : readResource(logicalId, resource, options);
    if (reading !== undefined) yield { at: logicalId, reading };
  }
}

const PLACEHOLDER_NOTE = `\`AWS::AccountId\` is written as ${PLACEHOLDER_ACCOUNT}, give \`--role ARN\` for the account`;

function mentionsPlaceholder(policy: unknown): boolean {
  return anyText(policy, (text) => text.includes(PLACEHOLDER_ACCOUNT));
}

/** AWS: `Fn::ForEach::…` makes resources when the template is processed. */
function readLoop(name: string, value: unknown): Reading {
  if (!mentionsRole(value)) return undefined;
  return onlyAtDeployment(['Resources', name], undefined, `\`${name.slice(0, 80)}\` makes roles`);
}

function mentionsRole(value: unknown): boolean {
  return anyText(value, (text) => text === RESOURCE_TYPE);
}

function anyText(value: unknown, matches: (text: string) => boolean): boolean {
  // WHY: no recursion, since the file may nest as deep as it is long.
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && matches(next)) return true;
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) left.push(part);
  }
  return false;
}

function readResource(logicalId: string, resource: unknown, options: ReadOptions): Reading {
  if (own(resource, 'Type') !== RESOURCE_TYPE) return undefined;
  const properties = own(resource, 'Properties');
  const path = ['Resources', logicalId, 'Properties', 'AssumeRolePolicyDocument'];
  const document = own(properties, 'AssumeRolePolicyDocument');
  if (document === undefined || document === null) return readMissing(logicalId, properties, path);
  const resolved = resolveIntrinsics(document, options.account);
  if (!resolved.ok) {
    const why = `the trust policy of \`${logicalId}\` holds \`${resolved.intrinsic}\``;
    return onlyAtDeployment(path, roleOf(properties, undefined, options), why);
  }
  const reading = withRole(roleOf(properties, resolved.value, options), resolved.value, path);
  return mentionsPlaceholder(resolved.value) ? { ...reading, note: PLACEHOLDER_NOTE } : reading;
}

function readMissing(logicalId: string, properties: unknown, path: readonly string[]): Reading {
  const intrinsic = Object.keys(isObject(properties) ? properties : {}).find((key) => key.startsWith('Fn::'));
  if (intrinsic !== undefined)
    return onlyAtDeployment(path, undefined, `the properties of \`${logicalId}\` come from \`${intrinsic}\``);
  return { error: 'the role has no `AssumeRolePolicyDocument`, add it to its properties', path };
}

function onlyAtDeployment(
  path: readonly string[],
  role: string | undefined,
  why: string,
): NonNullable<Reading> {
  const undecided = `${why}, which is known at deployment, check the deployed role or write it out`;
  return role === undefined ? { undecided, path } : { role, undecided, path };
}

/** The ARN that follows from `RoleName`, `Path` and the account, where all are known. */
function roleOf(properties: unknown, policy: unknown, options: ReadOptions): string | undefined {
  const account = options.account ?? accountOfProviders(policy);
  if (account === undefined || account.id === PLACEHOLDER_ACCOUNT) return undefined;
  const text = (key: string): string | undefined => {
    const resolved = resolveIntrinsics(own(properties, key), account, true);
    return resolved.ok && typeof resolved.value === 'string' ? resolved.value : undefined;
  };
  const path = own(properties, 'Path') === undefined ? '/' : text('Path');
  return path === undefined ? undefined : arnOf(account, path, text('RoleName'));
}
