import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Notice, Sink } from '../../remediation/ports.ts';
import { sampleNotice } from './samples.ts';

/** A sink under test, with what came out at its other end. */
export interface SinkHarness {
  readonly sink: Sink;
  received(): Promise<readonly unknown[]>;
}

const kinds: readonly Notice['kind'][] = ['proposed', 'applied', 'reported', 'refused', 'stale'];

/** Checks what every sink promises. */
export function describeSink(name: string, open: () => Promise<SinkHarness>): void {
  describe(`sink: ${name}`, () => {
    let harness: SinkHarness;

    beforeEach(async () => {
      harness = await open();
    });

    it.each(kinds)('delivers a notice of the kind %s with every field', async (kind) => {
      const notice = sampleNotice({ kind, note: 'ends\nhere' });
      await harness.sink.publish(notice);
      expect(await harness.received()).toEqual([notice]);
    });

    it('delivers a notice without a change', async () => {
      const {
        change: _,
        before: __,
        after: ___,
        ...notice
      } = sampleNotice({ kind: 'reported', severity: null });
      await harness.sink.publish(notice);
      expect(await harness.received()).toEqual([notice]);
    });

    it('delivers every notice of several', async () => {
      await harness.sink.publish(sampleNotice({ change: 'a' }));
      await harness.sink.publish(sampleNotice({ change: 'b' }));
      expect(await harness.received()).toHaveLength(2);
    });
  });
}
