import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Notice, Sink, SweepSink, SweepSummary } from '../remediation/ports.ts';

/** Counts what alarms ring for: a brake of an account that begins to hold, and sweeps, whose absence rings. */
export class MetricSink implements Sink, SweepSink {
  readonly #metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>;

  constructor(metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics'>) {
    this.#metrics = metrics;
  }

  /** Counts a notice that the brake of an account holds. */
  publish({ kind, change }: Notice): Promise<void> {
    // WHY: that of one role names the change which is held back.
    if (kind === 'braked' && change === undefined) this.#count('AccountBrakeTripped');
    return Promise.resolve();
  }

  /** Counts a sweep that reached the last role. */
  publishSweep(_summary?: SweepSummary): Promise<void> {
    this.#count('SweepFinished');
    return Promise.resolve();
  }

  #count(name: string): void {
    this.#metrics.addMetric(name, 'Count', 1);
    this.#metrics.publishStoredMetrics();
  }
}
