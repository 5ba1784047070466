import { describe, expect, it } from '@jest/globals';
import { createCloudTrailClient } from '../../../adapters/cloudtrail-events.ts';
import { createDynamoClient } from '../../../adapters/dynamo-journal.ts';
import { createEventBridgeClient } from '../../../adapters/eventbridge-sink.ts';
import { createIamClient } from '../../../adapters/iam-role-store.ts';
import { createS3Client } from '../../../adapters/s3-config-source.ts';
import { createSqsClient } from '../../../adapters/sqs-look-again.ts';
import { createSsmClient } from '../../../adapters/ssm-config-source.ts';

const region = 'us-east-1';

describe('a client', () => {
  it.each([
    ['CloudTrail', createCloudTrailClient({ region }), 5, 3_000],
    ['DynamoDB', createDynamoClient({ region }), 3, 3_000],
    ['EventBridge', createEventBridgeClient(), 5, 3_000],
    ['IAM', createIamClient({ region }), 5, 10_000],
    ['S3', createS3Client({ region }), 3, 3_000],
    ['SQS', createSqsClient({ region }), 3, 3_000],
    ['SSM', createSsmClient({ region }), 3, 3_000],
  ])(
    'of %s tries a bounded number of times, each for a bounded time, and waits as long as it is asked to',
    async (_, { config }, tries, time) => {
      expect(await config.maxAttempts()).toBe(tries);
      expect(config.retryMode).toBe('adaptive');
      // WHY: the handler shows its settings from its first request on, which needs an answer that nobody gives.
      const handler = config.requestHandler as unknown as { configProvider: Promise<object> };
      expect(await handler.configProvider).toMatchObject({
        connectionTimeout: 1_500,
        requestTimeout: time,
        socketTimeout: time,
        throwOnRequestTimeout: true,
      });
    },
  );
});
