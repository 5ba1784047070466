import { describe, expect, it } from '@jest/globals';
import { readSweepOrder } from '../../../handlers/handle-sweep.ts';
import { UnreadableEventError } from '../../../handlers/iam-event.ts';

describe('a message to the sweep', () => {
  it('begins one, or goes on with one', () => {
    expect(readSweepOrder('{"start":"d1f5-a"}')).toEqual({ start: 'd1f5-a' });
    expect(readSweepOrder('{"goOn":"d1f5-a"}')).toEqual({ goOn: 'd1f5-a' });
  });

  it.each([
    '',
    'sweep',
    'null',
    '[]',
    '{}',
    '{"start":1}',
    '{"start":""}',
    '{"start":"a","goOn":"b"}',
    '{"start":"<aws.scheduler.execution-id>"}',
    '{"start":"a\\nb"}',
    `{"start":"${'a'.repeat(65)}"}`,
  ])('is refused as %j', (body) => {
    expect(() => readSweepOrder(body)).toThrow(UnreadableEventError);
  });
});
