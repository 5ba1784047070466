import type { Sink, SweepSink } from '../remediation/ports.ts';

/** Sends each notice to several sinks in turn; one that fails makes the whole fail, so that it is sent again. */
export function sinks(all: readonly (Sink & SweepSink)[]): Sink & SweepSink {
  return {
    async publish(notice) {
      for (const sink of all) await sink.publish(notice);
    },
    async publishSweep(summary) {
      for (const sink of all) await sink.publishSweep(summary);
    },
  };
}
