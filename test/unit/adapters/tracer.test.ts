import type { Tracer } from '@aws-lambda-powertools/tracer';
import { describe, expect, it } from '@jest/globals';
import { createTracer, traceWith } from '../../../adapters/tracer.ts';

function failing(): Promise<number> {
  return Promise.reject(new Error('no'));
}

describe('a tracer', () => {
  it('does nothing outside of Lambda, and hands on what the work returns and throws', async () => {
    const trace = traceWith(createTracer());
    expect(
      await trace(
        'work',
        () => Promise.resolve(7),
        () => ({}),
      ),
    ).toBe(7);
    await expect(trace('work', failing, () => ({}))).rejects.toThrow('no');
  });

  it('makes a part of its own for the work, with annotations, and goes back to the whole', async () => {
    const told: unknown[] = [];
    const part = { close: () => told.push('closed') };
    const whole = { addNewSubsegment: (name: string) => (told.push(name), part) };
    const tracer = {
      isTracingEnabled: () => true,
      getSegment: () => whole,
      setSegment: (segment: unknown) => told.push(segment === part ? 'part' : 'whole'),
      putAnnotation: (key: string, value: string) => told.push({ [key]: value }),
      addErrorAsMetadata: ({ message }: Error) => told.push(message),
    };
    const trace = traceWith(tracer as unknown as Tracer);
    const applied = trace(
      '## event',
      () => Promise.resolve('applied'),
      (outcome) => ({ outcome }),
    );
    expect(await applied).toBe('applied');
    expect(told).toEqual(['## event', 'part', { outcome: 'applied' }, 'closed', 'whole']);
    told.length = 0;
    await expect(trace('## event', failing, () => ({}))).rejects.toThrow('no');
    expect(told).toEqual(['## event', 'part', 'no', 'closed', 'whole']);
  });
});
