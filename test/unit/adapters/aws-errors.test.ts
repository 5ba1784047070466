import { describe, expect, it } from '@jest/globals';
import { iamOutcomeOf, obstaclesIn, readFaultOf, reasonOf } from '../../../adapters/aws-errors.ts';

function namedError(name: string, message = 'why'): Error {
  return Object.assign(new Error(message), { name });
}

describe('iamOutcomeOf', () => {
  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for a role that is gone', (name) => {
    expect(iamOutcomeOf(namedError(name))).toEqual({ kind: 'gone' });
  });

  it.each([
    ['MalformedPolicyDocumentException', 'malformed'],
    ['InvalidInputException', 'malformed'],
    ['ValidationError', 'malformed'],
    ['LimitExceededException', 'too-large'],
    ['UnmodifiableEntityException', 'unmodifiable'],
    ['PolicyNotAttachableException', 'unmodifiable'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
  ])('takes %s for something that IAM will not do (%s), with name and message', (name, refusal) => {
    expect(iamOutcomeOf(namedError(name))).toEqual({ kind: 'refused', refusal, reason: `${name}: why` });
  });

  it('knows a principal that is not there by the beginning of the message', () => {
    const message = 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/away"';
    const malformed = 'MalformedPolicyDocument';
    expect(iamOutcomeOf(namedError(malformed, message))).toMatchObject({ refusal: 'invalid-principal' });
    expect(iamOutcomeOf(namedError(malformed, `a ${message}`))).toMatchObject({ refusal: 'malformed' });
    expect(iamOutcomeOf(namedError('LimitExceeded', message))).toMatchObject({ refusal: 'too-large' });
  });

  it('keeps the reason on one line', () => {
    const error = namedError('MalformedPolicyDocumentException', 'first\r\nsecond\u001B[2J');
    expect(iamOutcomeOf(error)).toMatchObject({
      reason: 'MalformedPolicyDocumentException: first second\\u001b[2J',
    });
  });

  it.each([
    'ThrottlingException',
    'ServiceFailureException',
    'ConcurrentModificationException',
    'ExpiredToken',
    'constructor',
    'Exception',
  ])('takes %s for a fault', (name) => {
    expect(iamOutcomeOf(namedError(name))).toEqual({ kind: 'fault' });
  });

  it('takes what is no error for a fault', () => {
    expect(iamOutcomeOf('NoSuchEntity')).toEqual({ kind: 'fault' });
  });
});

describe('readFaultOf', () => {
  it.each([
    ['NoSuchKey', 'missing'],
    ['NoSuchBucket', 'missing'],
    ['ParameterNotFound', 'missing'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['ThrottlingException', 'fault'],
    ['TimeoutError', 'fault'],
    ['toString', 'fault'],
  ])('takes %s for %s', (name, fault) => {
    expect(readFaultOf(namedError(name))).toBe(fault);
  });

  it('takes what is no error for a fault', () => {
    expect(readFaultOf('NoSuchKey')).toBe('fault');
  });
});

describe('obstaclesIn', () => {
  const item = { pk: { S: 'a' } };
  const canceled = (...reasons: readonly object[]): Error =>
    Object.assign(namedError('TransactionCanceledException'), { CancellationReasons: reasons });

  it('returns the item whose condition did not hold', () => {
    const error = Object.assign(namedError('ConditionalCheckFailedException'), { Item: item });
    expect(obstaclesIn(error)).toEqual([item]);
  });

  it('returns the items of a transaction that stood in the way', () => {
    const failed = { Code: 'ConditionalCheckFailed', Item: item };
    expect(obstaclesIn(canceled(failed, { Code: 'None' }))).toEqual([item]);
    expect(obstaclesIn(canceled({ Code: 'TransactionConflict' }, failed))).toEqual([undefined, item]);
  });

  it('returns none where another transaction came before', () => {
    expect(obstaclesIn(namedError('TransactionConflictException'))).toEqual([]);
  });

  it.each([
    namedError('ProvisionedThroughputExceededException'),
    namedError('ResourceNotFoundException'),
    canceled({ Code: 'ThrottlingError' }, { Code: 'ConditionalCheckFailed' }),
    canceled({ Code: 'ValidationError' }),
    canceled({ Code: 'None' }),
    canceled(),
  ])('throws any other error on: %s', (error) => {
    expect(() => obstaclesIn(error)).toThrow(error);
  });
});

describe('reasonOf', () => {
  it('gives name and message on one line', () => {
    expect(reasonOf(namedError('AccessDenied', 'first\r\nsecond\u001B[2J'))).toBe(
      'AccessDenied: first second\\u001b[2J',
    );
  });

  it('gives what is no error as text', () => {
    expect(reasonOf('away\n')).toBe('away ');
  });
});
