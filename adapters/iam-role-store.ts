import {
  GetRoleCommand,
  IAMClient,
  paginateListRoles,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Role as IamRole } from '@aws-sdk/client-iam';
import type { Role, RoleList, RoleStore, WriteResult } from '../remediation/ports.ts';
import { iamOutcomeOf } from './aws-errors.ts';
import { IamCallError } from './iam-call-error.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';

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
  return new IAMClient({ retryMode: 'adaptive', maxAttempts: 5, ...clientSettings(settings, environment) });
}

/**
 * Keeps roles in IAM. Documents pass through exactly as IAM returns them, percent-encoded.
 *
 * IAM has no compare-and-swap and addresses a role by name: whoever writes reads the role again right before
 * and compares document and id.
 */
export class IamRoleStore implements RoleStore, RoleList {
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
  async writeTrustPolicy(role: Role, document: string): Promise<WriteResult> {
    const command = new UpdateAssumeRolePolicyCommand({ RoleName: role.name, PolicyDocument: document });
    try {
      await this.#client.send(command);
      return { kind: 'written' };
    } catch (error) {
      const outcome = iamOutcomeOf(error);
      if (outcome.kind === 'fault') throw new IamCallError('UpdateAssumeRolePolicy', role.name, error);
      return outcome;
    }
  }
}

/** Returns a role of an answer of IAM; throws where the answer lacks something of it. */
export function roleOf(role: Partial<IamRole> | undefined): Role {
  const { Arn: arn, RoleName: name, RoleId: id, AssumeRolePolicyDocument: trustPolicy } = role ?? {};
  if (!arn || !name || !id || trustPolicy === undefined) {
    throw new Error(`IAM answered for role \`${name}\` without its ARN, id or trust policy, try again later`);
  }
  return { arn, name, id, trustPolicy };
}
