import { SingleBar } from 'cli-progress';
import type { Output } from './render/terminal.ts';

/** What is counted, and how. */
export interface Counted {
  readonly output: Output;
  /** What one step is about, in the plural. */
  readonly unit: string;
  /** How many steps there will be, where that is known. */
  readonly total?: number | undefined;
  /** Which part is done, from 0 to 1, where that is known otherwise. */
  readonly share?: (() => number) | undefined;
  readonly quiet?: boolean | undefined;
}

/** How far something is. */
export interface Progress {
  step(): void;
  end(): void;
}

/** Milliseconds: what is done by then needs no progress; between two lines of a log; between two drawings of a bar. */
const SHOWN_AFTER = 1_000;
const LOG_EVERY = 10_000;
const DRAWN_EVERY = 100;

/** Characters. */
const BAR_WIDTH = 24;

const UNSEEN: Progress = { step: () => undefined, end: () => undefined };

/** Shows how far something is, once it has taken a second: as the output says, or not at all. */
export function showProgress(counted: Counted): Progress {
  if (counted.quiet === true) return UNSEEN;
  switch (counted.output.progress) {
    case 'bar':
      return showBar(counted);
    case 'log':
      return showLog(counted);
    case undefined:
      return UNSEEN;
  }
}

function showLog({ output, unit, total }: Counted): Progress {
  const count = counter(total);
  const say = (): void => output.problem(`${count.describe()} ${unit}, ${count.rate()}/s`);
  let timer = setTimeout(() => {
    say();
    timer = setInterval(say, LOG_EVERY);
  }, SHOWN_AFTER);
  return { step: count.step, end: () => clearTimeout(timer) };
}

/** WHY: the bar is taken away for each line and put back under the last, as both are mostly on one terminal. */
function showBar({ output, unit, total, share }: Counted): Progress {
  const count = counter(total);
  const done = share ?? (total === undefined ? undefined : () => count.value() / total);
  const bar = new SingleBar({
    format: `${done === undefined ? '' : '{bar} {percentage}% '}{count} ${unit}, {rate}/s`,
    barsize: BAR_WIDTH,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    clearOnComplete: true,
    gracefulExit: false,
  });
  const draw = (): void => {
    const payload = { count: count.describe(), rate: count.rate() };
    if (bar.isActive) bar.update(done?.() ?? 0, payload);
    else bar.start(1, done?.() ?? 0, payload);
  };
  const hide = (): void => {
    if (bar.isActive) bar.stop();
  };
  let timer = setTimeout(() => {
    output.giveWay?.(hide);
    timer = setInterval(draw, DRAWN_EVERY);
  }, SHOWN_AFTER);
  return {
    step: count.step,
    end: () => {
      clearTimeout(timer);
      hide();
      output.giveWay?.(undefined);
    },
  };
}

function counter(total: number | undefined) {
  const start = performance.now();
  let value = 0;
  return {
    step: () => {
      value++;
    },
    value: () => value,
    describe: () => (total === undefined ? `${value}` : `${value} of ${total}`),
    rate: () => {
      const rate = (value * 1000) / (performance.now() - start);
      return rate < 10 ? rate.toFixed(1) : rate.toFixed(0);
    },
  };
}
