import { LogSink } from '../../adapters/log-sink.ts';
import type { Notice } from '../../remediation/ports.ts';
import { captureOutput } from '../support/captured-output.ts';
import { InMemorySink } from '../support/in-memory-sink.ts';
import { describeSink } from '../support/sink-contract.ts';

describeSink('in memory', async () => {
  const sink = new InMemorySink();
  return { sink, received: async () => sink.notices };
});

describeSink('log', async () => {
  const lines: string[] = [];
  const sink = new LogSink();
  return {
    sink: {
      publish: async (notice) => {
        lines.push(...(await captureOutput(() => sink.publish(notice))));
      },
    },
    received: async () => lines.map((line) => (JSON.parse(line) as { notice: Notice }).notice),
  };
});
