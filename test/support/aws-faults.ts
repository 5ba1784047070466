import { setTimeout as delay } from 'node:timers/promises';
import type { AwsCall, AwsService } from './aws-call.ts';
import type { HttpAnswer, Interference, Reply } from './aws-proxy.ts';
import type { Dice } from './dice.ts';

/** An error as a service names it. */
export interface AwsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * AWS: how each service says that it was asked too often, and that it failed. IAM answers 400 with `Throttling`; the
 * JSON services answer 400 with an exception, and DynamoDB has two.
 */
const THROTTLED: Readonly<Partial<Record<AwsService, AwsError>>> = {
  iam: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
  dynamodb: {
    status: 400,
    code: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  },
  sqs: { status: 400, code: 'com.amazonaws.sqs#RequestThrottled', message: 'Request is throttled.' },
};

const FAILED: Readonly<Partial<Record<AwsService, AwsError>>> = {
  iam: { status: 500, code: 'ServiceFailure', message: 'The request failed because of an unknown error.' },
  dynamodb: {
    status: 500,
    code: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'Internal server error',
  },
};

/** Answers a call as its service does when it is asked too often. */
export function throttled(call: AwsCall): HttpAnswer {
  const other = { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' };
  return errorAnswer(call, THROTTLED[call.service] ?? other);
}

/** Answers a call as its service does when it fails itself. */
export function failed(call: AwsCall): HttpAnswer {
  const other = { status: 500, code: 'InternalException', message: 'An internal error occurred.' };
  return errorAnswer(call, FAILED[call.service] ?? other);
}

/** Answers a call with an error, in the protocol of its service. */
export function errorAnswer({ service, number }: AwsCall, { status, code, message }: AwsError): HttpAnswer {
  const id = `request-${number}`;
  if (service !== 'iam' && service !== 'sts')
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': id },
      body: JSON.stringify({ __type: code, message }),
    };
  const type = status < 500 ? 'Sender' : 'Receiver';
  const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body:
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
      `<Error><Type>${type}</Type><Code>${code}</Code><Message>${text}</Message></Error>` +
      `<RequestId>${id}</RequestId></ErrorResponse>`,
  };
}

/** The ways in which a call goes wrong; after `…-after`, AWS did what was asked and nobody hears of it. */
export type Fault =
  | 'throttled'
  | 'failed'
  | 'reset-before'
  | 'reset-after'
  | 'timeout-before'
  | 'timeout-after'
  | 'delayed'
  | 'entry-not-taken';

/** Makes the first call go wrong in a way, and no other. */
export function wrongOnce(fault: Fault): Interference {
  let isOver = false;
  return (call, next) => {
    if (isOver) return next();
    isOver = true;
    return goWrong(fault, call, next);
  };
}

/** Makes one call go wrong in a way. */
export async function goWrong(fault: Fault, call: AwsCall, next: () => Promise<Reply>): Promise<Reply> {
  switch (fault) {
    case 'throttled':
      return throttled(call);
    case 'failed':
      return failed(call);
    case 'reset-before':
      return 'reset';
    case 'timeout-before':
      return 'hang';
    case 'reset-after':
      await next();
      return 'reset';
    case 'timeout-after':
      await next();
      return 'hang';
    case 'delayed':
      await delay(30);
      return next();
    case 'entry-not-taken':
      return entryNotTaken(call);
  }
}

/** AWS: PutEvents answers 200 for an entry that it did not take. */
function entryNotTaken(call: AwsCall): HttpAnswer {
  if (call.action !== 'PutEvents') return failed(call);
  const entry = { ErrorCode: 'InternalFailure', ErrorMessage: 'The entry was not taken.' };
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ FailedEntryCount: 1, Entries: [entry] }),
  };
}

/**
 * Makes a share of the calls go wrong.
 *
 * @param share - between 0 and 1
 * @param happened - told of each fault
 */
export function faulty(
  share: number,
  faults: readonly Fault[],
  dice: Dice,
  happened: (fault: Fault, call: AwsCall) => void = () => undefined,
): Interference {
  return (call, next) => {
    const fault = dice.below(1_000) < share * 1_000 ? dice.pick(faults) : undefined;
    if (fault === undefined) return next();
    happened(fault, call);
    return goWrong(fault, call, next);
  };
}

/** Answers the calls that a test picks with an error, as often as it says. */
export function failing(picks: (call: AwsCall) => boolean, error: AwsError, times = Infinity): Interference {
  let left = times;
  return (call, next) => {
    if (left <= 0 || !picks(call)) return next();
    left -= 1;
    return Promise.resolve(errorAnswer(call, error));
  };
}
