import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { clientsTo } from './worker.ts';

interface Token {
  getRetryCount: () => number;
  getRetryDelay: () => number;
}

function token(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 5 };
}

/** Tries as often as the clients of the functions, and waits a moment only. */
function impatience(tries: number) {
  return {
    acquireInitialRetryToken: () => Promise.resolve(token(0)),
    refreshRetryTokenForRetry: (last: Token, { errorType }: { readonly errorType: string }) => {
      const count = last.getRetryCount() + 1;
      return count >= tries || errorType === 'CLIENT_ERROR'
        ? Promise.reject(new Error('no more tries'))
        : Promise.resolve(token(count));
    },
    recordSuccess: () => undefined,
  };
}

/**
 * Makes clients for a test with very many faults.
 *
 * WHY: those of the functions wait longer after each fault, and adapt to throttling by going slower and slower, which is
 * right on AWS and would take hours here.
 */
export function impatientClients(endpoint: string): ReturnType<typeof clientsTo> {
  const requestHandler = { requestTimeout: 300, connectionTimeout: 300, throwOnRequestTimeout: true };
  const settings = { endpoint, requestHandler, retryStrategy: impatience(3) };
  return {
    iam: new IAMClient(settings),
    dynamo: new DynamoDBClient(settings),
    sqs: new SQSClient(settings),
    events: new EventBridgeClient(settings),
  };
}
