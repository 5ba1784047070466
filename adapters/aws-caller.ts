import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { reasonOf } from './aws-errors.ts';
import { clientSettings, type AwsSettings } from './aws-settings.ts';
import { callLimits } from './call-limits.ts';

/** Says why it cannot be told whose credentials these are, and the way out. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/**
 * Returns the ARN under which calls are made.
 *
 * AWS: GetCallerIdentity needs no permission
 * (`docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html`).
 *
 * @throws CredentialsError with one line, where there are none or they do not count
 */
export async function callerArn(settings: AwsSettings): Promise<string> {
  try {
    const client = new STSClient({ ...callLimits, ...clientSettings(settings) });
    const { Arn: arn } = await client.send(new GetCallerIdentityCommand({}));
    if (arn !== undefined) return arn;
    throw new CredentialsError('AWS does not say whose credentials these are, try again later');
  } catch (cause) {
    if (cause instanceof CredentialsError) throw cause;
    throw new CredentialsError(
      `no credentials that AWS takes: ${reasonOf(cause)}; give \`--profile\` or set the variables of the AWS CLI`,
      { cause },
    );
  }
}
