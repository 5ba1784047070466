import { GetAccountAuthorizationDetailsCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { RolePage, RolePages } from '../remediation/ports.ts';
import { iamOutcomeOf } from './aws-errors.ts';
import { IamCallError } from './iam-call-error.ts';
import { createIamClient, roleOf } from './iam-role-store.ts';

/**
 * Reads the roles of an account in IAM page by page, with their trust policies.
 *
 * AWS: `docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html`: 100 a page, perhaps fewer.
 */
export class IamRolePages implements RolePages {
  readonly #client: IAMClient;

  constructor(client: IAMClient = createIamClient()) {
    this.#client = client;
  }

  /** Reads one page. */
  async page(from: string | undefined): Promise<RolePage | undefined> {
    try {
      const { RoleDetailList, IsTruncated, Marker } = await this.#client.send(
        new GetAccountAuthorizationDetailsCommand({
          Filter: ['Role'],
          ...(from === undefined ? {} : { Marker: from }),
        }),
      );
      const roles = (RoleDetailList ?? []).map((role) => roleOf(role));
      return IsTruncated && Marker !== undefined ? { roles, next: Marker } : { roles };
    } catch (error) {
      const outcome = iamOutcomeOf(error);
      // AWS: a marker that does not count is an input that is not valid.
      const isInput = outcome.kind === 'refused' && outcome.refusal === 'malformed';
      if (from !== undefined && isInput) return undefined;
      throw new IamCallError('GetAccountAuthorizationDetails', undefined, error);
    }
  }
}
