import { GetAccountSummaryCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { AccountFacts, FactsOfAccount } from '../remediation/ports.ts';
import { IamCallError } from './iam-call-error.ts';
import { createIamClient } from './iam-role-store.ts';

/**
 * Asks IAM for the facts of the account that the credentials lead to.
 *
 * AWS: `AssumeRolePolicySizeQuota` counts no white space,
 * `docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html`.
 */
export class IamAccountFacts implements AccountFacts {
  readonly #client: IAMClient;
  #answer: Promise<FactsOfAccount> | undefined;

  constructor(client: IAMClient = createIamClient()) {
    this.#client = client;
  }

  /** Returns the facts; whoever asks while the call is under way gets its answer, a fault is asked again. */
  read(): Promise<FactsOfAccount> {
    this.#answer ??= this.#ask().catch((error: unknown) => {
      this.#answer = undefined;
      throw new IamCallError('GetAccountSummary', undefined, error);
    });
    return this.#answer;
  }

  async #ask(): Promise<FactsOfAccount> {
    const { SummaryMap: summary = {} } = await this.#client.send(new GetAccountSummaryCommand({}));
    const { AssumeRolePolicySizeQuota: trustPolicyQuota, Roles: roles } = summary;
    return {
      ...(trustPolicyQuota === undefined ? {} : { trustPolicyQuota }),
      ...(roles === undefined ? {} : { roles }),
    };
  }
}
