import {
  GetRoleCommand,
  IAMClient,
  paginateListRoles,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Role as IamRole } from '@aws-sdk/client-iam';
import type { Measure, Role, RoleList, RoleStore, WriteResult } from '../remediation/ports.ts';
import { iamOutcomeOf, reasonOf } from './aws-errors.ts';
import { iamCallLimits } from './call-limits.ts';
import { IamCallError } from './iam-call-error.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { hasMeasure, measureCalls, putMeasure, removeMeasure } from './iam-measures.ts';

/**
 * Creates the IAM client with the retries that IAM's account-wide throttling asks for.
 *
 * IAM is global within a partition, and any Region of the partition leads to it: the Region comes from the
 * environment or the profile, so that the same code serves every partition.
 */
export function createIamClient(
  settings: AwsSettings = {},
  environment: NodeJS.ProcessEnv = process.env,
): IAMClient {
  const client = new IAMClient({ ...iamCallLimits, ...clientSettings(settings, environment) });
  client.middlewareStack.add((next) => (call) => next(call).catch(takeQuotaForRefusal), {
    step: 'deserialize',
    priority: 'high',
    name: 'takeQuotaForRefusal',
  });
  return client;
}

/**
 * AWS: IAM calls it `LimitExceeded` where a quota of size or number is full, which no second try changes.
 * WHY: by its name, the SDK takes it for throttling, tries again and slows down.
 */
function takeQuotaForRefusal(error: unknown): never {
  if (error instanceof Error && error.name === 'LimitExceededException') error.name = 'LimitExceeded';
  throw error;
}

/**
 * Keeps roles in IAM. Documents pass through exactly as IAM returns them, percent-encoded.
 *
 * IAM has no compare-and-swap and addresses a role by name: whoever writes reads the role again right before
 * and compares document and id.
 */
export class IamRoleStore implements RoleStore, RoleList {
  /** AWS: what was written is seen everywhere after some seconds as a rule; nothing says how many at most. */
  readonly lag = 60_000;
  readonly #client: IAMClient;

  constructor(client: IAMClient = createIamClient()) {
    this.#client = client;
  }

  /** Reads one role by name. */
  async read(roleName: string): Promise<Role | undefined> {
    try {
      return roleOf((await this.#client.send(new GetRoleCommand({ RoleName: roleName }))).Role);
    } catch (error) {
      if (iamOutcomeOf(error).kind === 'gone') return undefined;
      throw new IamCallError('GetRole', roleName, error);
    }
  }

  /** Returns every role of the account, in IAM's order. */
  async *list(): AsyncGenerator<Role, void, undefined> {
    const pages = paginateListRoles({ client: this.#client }, {});
    for (;;) {
      const { done, value } = await pages.next().catch((error: unknown) => {
        throw new IamCallError('ListRoles', undefined, error);
      });
      if (done === true) return;
      for (const role of value.Roles ?? []) yield roleOf(role);
    }
  }

  /** Replaces the trust policy of a role, or tells why IAM will not. */
  async writeTrustPolicy({ name }: Role, document: string): Promise<WriteResult> {
    const command = new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: document });
    return resultOf('UpdateAssumeRolePolicy', name, () => this.#client.send(command));
  }

  /** Tells whether a measure is on a role, with this very content. */
  async hasMeasure({ name }: Role, measure: Measure): Promise<boolean> {
    try {
      return await hasMeasure(this.#client, name, measure);
    } catch (error) {
      if (iamOutcomeOf(error).kind === 'gone') return false;
      throw new IamCallError(measureCalls[measure.kind].read, name, error);
    }
  }

  /** Puts a measure on a role, or tells why IAM will not. */
  async putMeasure({ name }: Role, measure: Measure): Promise<WriteResult> {
    const { put } = measureCalls[measure.kind];
    const write = (): Promise<void> => putMeasure(this.#client, name, measure);
    return resultOf(put, name, write, async (error) =>
      (await this.read(name)) === undefined
        ? { kind: 'gone' }
        : { kind: 'refused', refusal: 'malformed', reason: reasonOf(error) },
    );
  }

  /** Takes a measure off a role, or tells why IAM will not. */
  async removeMeasure({ name }: Role, measure: Measure): Promise<WriteResult> {
    const { remove } = measureCalls[measure.kind];
    const write = (): Promise<void> => removeMeasure(this.#client, name, measure);
    return resultOf(remove, name, write, async () =>
      (await this.read(name)) === undefined ? { kind: 'gone' } : { kind: 'written' },
    );
  }
}

/**
 * Makes a write and tells how it ended.
 *
 * @param missing - is asked where something was not there. AWS: one error says so of a role, of a policy on it, and of
 *   a managed policy
 */
async function resultOf(
  call: string,
  roleName: string,
  write: () => Promise<unknown>,
  missing: (error: unknown) => Promise<WriteResult> = () => Promise.resolve({ kind: 'gone' }),
): Promise<WriteResult> {
  try {
    await write();
    return { kind: 'written' };
  } catch (error) {
    const outcome = iamOutcomeOf(error);
    if (outcome.kind === 'gone') return missing(error);
    const failure = new IamCallError(call, roleName, error);
    if (outcome.kind === 'fault') throw failure;
    return outcome.refusal === 'denied' ? { ...outcome, reason: failure.message } : outcome;
  }
}

/** Returns a role of an answer of IAM; throws where the answer lacks something of it. */
export function roleOf(role: Partial<IamRole> | undefined): Role {
  const { Arn: arn, RoleName: name, RoleId: id, CreateDate: created } = role ?? {};
  const trustPolicy = role?.AssumeRolePolicyDocument;
  if (!arn || !name || !id || trustPolicy === undefined) {
    throw new Error(`IAM answered for role \`${name}\` without its ARN, id or trust policy, try again later`);
  }
  return { arn, name, id, trustPolicy, ...(created && { created: created.toISOString() }) };
}
