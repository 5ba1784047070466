import { EXIT } from './errors.ts';
import type { Output } from './render/terminal.ts';

/** Whether somebody asked to stop, since this was made. */
export interface Interruption {
  readonly isWanted: boolean;
  /** Waits for something that may be left alone, and no longer than until somebody asks: that gives `undefined`. */
  orStop<T>(work: Promise<T>): Promise<T | undefined>;
  /** Leaves signals to Node again. */
  end(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Has the signals that end a process be heard instead, so that work can end between two of its steps. */
export function listenForInterruption(output: Output): Interruption {
  let isWanted = false;
  let stopWaiting: (() => void) | undefined;
  const hear = (): void => {
    if (isWanted) {
      output.problem('stopped at once');
      process.exit(EXIT.interrupted);
    }
    isWanted = true;
    output.problem('stopping after what is under way; once more stops at once');
    stopWaiting?.();
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    get isWanted() {
      return isWanted;
    },
    orStop: (work) =>
      // WHY: to race with one promise that lives as long as the walk would keep something for each step.
      new Promise((resolve, reject) => {
        stopWaiting = () => resolve(undefined);
        work.then(resolve, reject);
      }),
    end: () => {
      for (const signal of SIGNALS) process.off(signal, hear);
    },
  };
}
