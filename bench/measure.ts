import { Bench } from 'tinybench';

/** One row of `bench/results.json`. */
export interface Row {
  readonly name: string;
  /** The figure; for units of `x`, a ratio to the floor that was measured in the same run. */
  readonly ratio: number;
  readonly unit: string;
  readonly samples: number;
}

/** A thing to measure, and the floor that it is compared with; each is handed a number that grows. */
export interface Pair {
  readonly name: string;
  readonly run: (turn: number) => unknown;
  readonly floor: (turn: number) => unknown;
}

/** How often a function runs for one sample at most: enough that the clock does not matter. */
const TURNS = 20;
/** How long a sample should take at most. WHY: a longer one is interrupted more often than not on a busy machine. */
const SAMPLE_MILLISECONDS = 0.2;
const MILLISECONDS = Number(process.env['TRUSTWARDEN_BENCH_MS'] ?? 250);

/**
 * Measures pairs in one process, one after the other, and returns each median as a ratio to the floor's.
 *
 * WHY: these machines are noisy; a median of many short samples taken beside each other is not.
 */
export async function measurePairs(pairs: readonly Pair[]): Promise<{ ratios: number[]; samples: number }> {
  warmUp(pairs);
  const ratios: number[] = [];
  let samples = 0;
  for (const pair of pairs) {
    const bench = new Bench({ time: MILLISECONDS, warmupTime: MILLISECONDS / 2 });
    let turn = 0;
    const often = (work: (turn: number) => unknown, turns: number) => () => {
      for (let count = 0; count < turns; count++) keep(work(turn++));
    };
    const turns = turnsFor(pair.run);
    bench.add('run', often(pair.run, turns)).add('floor', often(pair.floor, TURNS));
    await bench.run();
    const [run, floor] = bench.tasks.map((task) => task.result);
    if (run?.latency === undefined || floor?.latency === undefined)
      throw new Error(`${pair.name} could not be measured`);
    ratios.push(run.latency.p50! / turns / (floor.latency.p50! / TURNS));
    samples += run.latency.samples.length;
  }
  return { ratios, samples };
}

/** Runs all pairs in turns. WHY: what they share is compiled by then, so that those that come first do not pay for it. */
function warmUp(pairs: readonly Pair[]): void {
  const end = performance.now() + pairs.length * MILLISECONDS;
  for (let turn = 0; performance.now() < end; turn++) for (const pair of pairs) keep(pair.run(turn));
}

/** Returns how often a function may run for one sample. */
function turnsFor(work: (turn: number) => unknown): number {
  let fastest = Infinity;
  for (let turn = 0; turn < 10 * TURNS && fastest * TURNS > SAMPLE_MILLISECONDS; turn++) {
    const started = performance.now();
    keep(work(turn));
    fastest = Math.min(fastest, performance.now() - started);
  }
  return Math.max(1, Math.min(TURNS, Math.floor(SAMPLE_MILLISECONDS / fastest)));
}

let kept: unknown;

/** WHY: what nobody looks at may be left out by the compiler. */
function keep(value: unknown): void {
  kept = value;
}

/** Returns what was kept last, so that it counts as looked at. */
export function lastKept(): unknown {
  return kept;
}

/** Returns the value below which a share of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number;
}

/** Rounds to three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
