import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MetricSink } from '../../../adapters/metric-sink.ts';
import { createMetrics } from '../../../adapters/metrics.ts';
import type { Notice } from '../../../remediation/ports.ts';
import { captureOutput } from '../../support/captured-output.ts';
import { sampleNotice, sampleSweep } from '../../support/samples.ts';

const alarms = readFileSync('deploy/alarms.yml', 'utf8');

/** Returns the names of the metrics that a piece of work puts into the log. */
async function metricsOf(work: (sink: MetricSink) => Promise<void>): Promise<readonly string[]> {
  const lines = await captureOutput(() => work(new MetricSink(createMetrics())));
  return lines.flatMap((line) => {
    const { _aws } = JSON.parse(line) as {
      _aws: { CloudWatchMetrics: readonly { Namespace: string; Metrics: readonly { Name: string }[] }[] };
    };
    return _aws.CloudWatchMetrics.flatMap(({ Namespace, Metrics }) =>
      Metrics.map(({ Name }) => `${Namespace} ${Name}`),
    );
  });
}

function noticeOfAccountBrake(): Notice {
  const { change: _change, before: _before, after: _after, ...notice } = sampleNotice({ kind: 'braked' });
  return notice;
}

describe('MetricSink', () => {
  it('counts what the alarms ring for', async () => {
    const counted = [
      ...(await metricsOf((sink) => sink.publish(noticeOfAccountBrake()))),
      ...(await metricsOf((sink) => sink.publishSweep(sampleSweep))),
    ];
    expect(counted).toEqual(['Trustwarden AccountBrakeTripped', 'Trustwarden SweepFinished']);
    for (const name of counted) expect(alarms).toContain(`MetricName: ${name.split(' ')[1] ?? ''}`);
  });

  it.each(['proposed', 'applied', 'reported', 'refused', 'stale'] as const)(
    'counts no notice of a role that is %s',
    async (kind) => {
      expect(await metricsOf((sink) => sink.publish(sampleNotice({ kind })))).toEqual([]);
    },
  );

  it('counts no brake of one role', async () => {
    expect(await metricsOf((sink) => sink.publish(sampleNotice({ kind: 'braked' })))).toEqual([]);
  });
});
