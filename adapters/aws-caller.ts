import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { reasonOf } from './aws-errors.ts';
import { callLimits } from './call-limits.ts';

/** Says why it cannot be told whose credentials these are, and the way out. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** What leads to credentials and to a Region; whatever is left out comes from the environment. */
export interface AwsSettings {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Returns the settings of an SDK client; what is not given is left to the SDK's usual chain. */
export function clientSettings(
  { profile, region, endpoint }: AwsSettings,
  environment: NodeJS.ProcessEnv = process.env,
): Pick<STSClientConfig, 'profile' | 'region' | 'endpoint'> {
  // WHY: the AWS CLI reads both variables, the SDK for JavaScript only the first.
  const place = region ?? (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION']);
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(place ? { region: place } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
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
