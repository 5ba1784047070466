/** A queue of the test server, over SQS's own protocol: the product itself needs no client of SQS here. */
export interface Queue {
  readonly arn: string;
  /** Takes out the bodies of all messages that are there. */
  receive(): Promise<readonly string[]>;
}

/** Creates a queue on the server that `AWS_ENDPOINT_URL` names. */
export async function createQueue(name: string): Promise<Queue> {
  const { QueueUrl } = await call('CreateQueue', { QueueName: name });
  const { Attributes } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
  return {
    arn: (Attributes as { QueueArn: string }).QueueArn,
    receive: async () => {
      const { Messages = [] } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
      return (Messages as { Body: string }[]).map(({ Body }) => Body);
    },
  };
}

async function call(action: string, parameters: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${process.env['AWS_ENDPOINT_URL']}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      // WHY: the test server tells services apart by the scope of the signature, which it does not check.
      authorization: 'AWS4-HMAC-SHA256 Credential=testing/20261120/us-east-1/sqs/aws4_request',
    },
    body: JSON.stringify(parameters),
  });
  if (!response.ok) throw new Error(`${action} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
