/**
 * How often a call that the function waits for is tried, and how long one try may take, in milliseconds. The adaptive
 * way waits longer the more a service asks for it.
 *
 * WHY: the SDK itself waits for an answer without end, and warns only, unless it is told to throw.
 */
export const callLimits = {
  maxAttempts: 3,
  retryMode: 'adaptive',
  requestHandler: {
    connectionTimeout: 1_500,
    requestTimeout: 3_000,
    socketTimeout: 3_000,
    throwOnRequestTimeout: true,
  },
} as const;

/**
 * The limits of a call of IAM.
 *
 * WHY: IAM throttles a whole account at once, and takes seconds for a page of its roles.
 */
export const iamCallLimits = {
  ...callLimits,
  maxAttempts: 5,
  requestHandler: { ...callLimits.requestHandler, requestTimeout: 10_000, socketTimeout: 10_000 },
} as const;
