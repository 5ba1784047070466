/** What leads to credentials and to a Region; whatever is left out comes from the environment. */
export interface AwsSettings {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** The settings of any SDK client that lead to the same credentials, Region and endpoint. */
export type ClientSettings = Readonly<Partial<Record<'profile' | 'region' | 'endpoint', string>>>;

/** Returns the settings of an SDK client; what is not given is left to the SDK's usual chain. */
export function clientSettings(
  { profile, region, endpoint }: AwsSettings = {},
  environment: NodeJS.ProcessEnv = process.env,
): ClientSettings {
  // WHY: the AWS CLI reads both variables, the SDK for JavaScript only the first.
  const place = region ?? (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION']);
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(place ? { region: place } : {}),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
