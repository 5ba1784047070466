import { setImmediate as breathe } from 'node:timers/promises';
import { listenForInterruption } from './interruption.ts';
import { showProgress, type Counted } from './progress.ts';

/** What is done with the members of a walk. */
export interface Steps<T> {
  readonly each: (item: T) => void | Promise<void>;
  /** Told of a fault: of one member, or of finding the next one, which ends the walk. */
  readonly failed: (error: unknown, item?: T) => void;
}

/** Milliseconds that a walk may keep signals and timers waiting. */
const MAX_HOLD = 50;

/**
 * Goes through roles or files one by one, shows how far it is, and stops between two of them where somebody wants it.
 *
 * @returns whether it was stopped
 */
export async function walk<T>(
  items: AsyncIterable<T> | Iterable<T>,
  counted: Counted,
  { each, failed }: Steps<T>,
): Promise<boolean> {
  const interruption = listenForInterruption(counted.output);
  const progress = showProgress(counted);
  const iterator = inOrder(items);
  let breathed = performance.now();
  try {
    for (;;) {
      // WHY: what is only read may be left alone, and may never come, such as the lines of a terminal.
      const next = await interruption.orStop(iterator.next());
      if (next === undefined) return true;
      if (next.done === true) return false;
      try {
        await each(next.value);
      } catch (error) {
        failed(error, next.value);
      }
      progress.step();
      if (performance.now() - breathed > MAX_HOLD) {
        await breathe();
        breathed = performance.now();
      }
      if (interruption.isWanted) return true;
    }
  } catch (error) {
    failed(error);
    return false;
  } finally {
    progress.end();
    interruption.end();
  }
}

async function* inOrder<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T, void, undefined> {
  yield* items;
}
