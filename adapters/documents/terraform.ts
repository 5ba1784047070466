import { isObject, own, ownText } from '../json-text.ts';
import { accountOfProviders, arnOf } from './account.ts';
import type { Found, ReadOptions, Reading } from './item.ts';
import type { Path } from './place.ts';
import { withRole } from './role.ts';

const RESOURCE_TYPE = 'aws_iam_role';

/** Tells whether a document is what `terraform show -json` prints, for a plan or for a state. */
export function isTerraform(value: unknown): boolean {
  return rootKeyOf(value) !== undefined;
}

function rootKeyOf(value: unknown): 'planned_values' | 'values' | undefined {
  if (isObject(own(value, 'planned_values'))) return 'planned_values';
  return isObject(own(own(value, 'values'), 'root_module')) ? 'values' : undefined;
}

/**
 * Reads the roles that are there once a plan is applied, or that a state holds.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function* readTerraform(plan: unknown, options: ReadOptions): Generator<Found> {
  const changes = changesOf(plan);
  if (own(plan, 'errored') === true) {
    yield { at: 'errored', reading: { error: 'the plan ended in an error and is not whole, plan anew' } };
  }
  for (const { resource, path } of resourcesOf(plan)) {
    if (own(resource, 'type') !== RESOURCE_TYPE || own(resource, 'mode') === 'data') continue;
    const address = ownText(resource, 'address') ?? `${RESOURCE_TYPE}.${ownText(resource, 'name') ?? '?'}`;
    const change = changes.get(address);
    if (isRemoval(change)) continue;
    yield { at: address, reading: readResource(own(resource, 'values'), change, path, options) };
  }
}

function readResource(values: unknown, change: unknown, path: Path, options: ReadOptions) {
  const policy = own(values, 'assume_role_policy');
  const place = [...path, 'values', 'assume_role_policy'];
  if (isUnknown(change, 'assume_role_policy')) return unknownPolicy(values, place, options);
  if (policy === undefined || policy === null) {
    const error = 'the role has no `assume_role_policy`, print the plan with `terraform show -json`';
    return { error, path: place };
  }
  return withRole(roleOf(values, policy, options), policy, place);
}

function unknownPolicy(values: unknown, path: Path, options: ReadOptions): NonNullable<Reading> {
  const undecided =
    'the trust policy is known after apply, apply what it is made of first, or check the role afterwards';
  const role = roleOf(values, undefined, options);
  return role === undefined ? { undecided, path } : { role, undecided, path };
}

/** The ARN that the plan knows, or the one that follows from name, path and account. */
function roleOf(values: unknown, policy: unknown, options: ReadOptions): string | undefined {
  return (
    ownText(values, 'arn') ??
    arnOf(
      options.account ?? accountOfProviders(policy),
      ownText(values, 'path') ?? '/',
      ownText(values, 'name'),
    )
  );
}

/** The changes of the plan by the address of what they change. */
function changesOf(plan: unknown): ReadonlyMap<string, unknown> {
  const changes = new Map<string, unknown>();
  for (const item of listOf(own(plan, 'resource_changes'))) {
    const address = ownText(item, 'address');
    // WHY: what is deposed is an old object behind the address, which a change of its own removes.
    if (address !== undefined && own(item, 'deposed') === undefined)
      changes.set(address, own(item, 'change'));
  }
  return changes;
}

function isUnknown(change: unknown, attribute: string): boolean {
  const unknown = own(change, 'after_unknown');
  return unknown === true || own(unknown, attribute) === true;
}

function isRemoval(change: unknown): boolean {
  const actions = listOf(own(change, 'actions'));
  return actions.length > 0 && actions.every((action) => action === 'delete' || action === 'forget');
}

/** Goes through the resources of all modules, those of a module before those of its children. */
function* resourcesOf(plan: unknown): Generator<{ readonly resource: unknown; readonly path: Path }> {
  const key = rootKeyOf(plan) ?? 'planned_values';
  const root = { module: own(own(plan, key), 'root_module'), path: [key, 'root_module'] as Path };
  // WHY: no recursion, since the file may nest modules as deep as it is long.
  const left = [root];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { module, path } = next;
    for (const [at, resource] of listOf(own(module, 'resources')).entries())
      yield { resource, path: [...path, 'resources', at] };
    const children = listOf(own(module, 'child_modules')).map((child, at) => ({
      module: child,
      path: [...path, 'child_modules', at],
    }));
    left.push(...children.toReversed());
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
