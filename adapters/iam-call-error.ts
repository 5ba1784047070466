import { iamFaultOf, reasonOf } from './aws-errors.ts';

/** Says which call of IAM failed, for which role, and the way out. */
export class IamCallError extends Error {
  override readonly name = 'IamCallError';

  /**
   * @param call - the action, such as `GetRole`
   * @param cause - what the client threw
   */
  constructor(call: string, roleName: string | undefined, cause: unknown) {
    const what = roleName === undefined ? `\`${call}\`` : `\`${call}\` of role \`${roleName}\``;
    super(`${what} ${WAYS[iamFaultOf(cause)](reasonOf(cause), call)}`, { cause });
  }
}

const WAYS: Readonly<Record<ReturnType<typeof iamFaultOf>, (reason: string, call: string) => string>> = {
  denied: (reason, call) => `is denied (${reason}), allow \`iam:${call}\` to whoever calls`,
  throttled: (reason) => `is throttled (${reason}), try again later`,
  credentials: (reason) => `has no credentials that count (${reason}), renew them or name others`,
  region: (reason) => `lacks a Region (${reason}), give \`--region\` or set \`AWS_REGION\``,
  passing: (reason) => `failed (${reason}), try again later`,
};
