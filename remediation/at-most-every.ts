import type { Clock } from './ports.ts';

/**
 * Makes a function that calls another one at most once in a time: whoever asks in between gets the same promise,
 * and so does whoever asks while the call is under way.
 *
 * @param milliseconds - how long a result counts, from the moment at which the call ended; a fault as well
 */
export function atMostEvery<T>(milliseconds: number, clock: Clock, call: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | undefined;
  /** `undefined` while the call is under way. */
  let endedAt: number | undefined;
  const end = (): void => {
    endedAt = clock().getTime();
  };
  return () => {
    const now = clock().getTime();
    // WHY: a clock that was set back must not make an old result count for longer.
    const isOver = endedAt !== undefined && (now < endedAt || now >= endedAt + milliseconds);
    if (last === undefined || isOver) {
      endedAt = undefined;
      last = call();
      last.then(end, end);
    }
    return last;
  };
}
