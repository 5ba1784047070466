import { describe, expect, it } from '@jest/globals';
import { iamOutcomeOf } from '../../../adapters/aws-errors.ts';

function namedError(name: string, message = 'why'): Error {
  return Object.assign(new Error(message), { name });
}

describe('iamOutcomeOf', () => {
  it.each(['NoSuchEntity', 'NoSuchEntityException'])('takes %s for a role that is gone', (name) => {
    expect(iamOutcomeOf(namedError(name))).toEqual({ kind: 'gone' });
  });

  it.each([
    'MalformedPolicyDocumentException',
    'LimitExceededException',
    'UnmodifiableEntityException',
    'InvalidInputException',
    'ValidationError',
  ])('takes %s for a document that IAM will not take, with name and message', (name) => {
    expect(iamOutcomeOf(namedError(name))).toEqual({ kind: 'refused', reason: `${name}: why` });
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
    'AccessDenied',
    'constructor',
    'Exception',
  ])('takes %s for a fault', (name) => {
    expect(iamOutcomeOf(namedError(name))).toEqual({ kind: 'fault' });
  });

  it('takes what is no error for a fault', () => {
    expect(iamOutcomeOf('NoSuchEntity')).toEqual({ kind: 'fault' });
  });
});
