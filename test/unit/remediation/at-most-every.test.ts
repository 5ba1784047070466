import { beforeEach, describe, expect, it } from '@jest/globals';
import { atMostEvery } from '../../../remediation/at-most-every.ts';

let now: number;
let calls: number;
const clock = (): Date => new Date(now);

beforeEach(() => {
  now = Date.parse('2026-11-20T10:00:00Z');
  calls = 0;
});

const count = (): Promise<number> => Promise.resolve((calls += 1));

/** A promise, and what fulfils it. */
function pending(): readonly [Promise<void>, () => void] {
  let fulfil: (() => void) | undefined;
  const promise = new Promise<void>((resolve) => (fulfil = resolve));
  return [promise, () => fulfil?.()];
}

describe('atMostEvery', () => {
  it('calls when it is first asked, and not before', async () => {
    const ask = atMostEvery(1_000, clock, count);
    expect(calls).toBe(0);
    expect(await ask()).toBe(1);
  });

  it('answers the same until the time is over', async () => {
    const ask = atMostEvery(1_000, clock, count);
    await ask();
    now += 999;
    expect(await ask()).toBe(1);
    now += 1;
    expect(await ask()).toBe(2);
  });

  it('calls once for all that ask at once', async () => {
    const ask = atMostEvery(1_000, clock, count);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  });

  it('shares a call that takes longer than its result counts', async () => {
    const [finished, finish] = pending();
    const ask = atMostEvery(1_000, clock, async () => {
      await finished;
      return count();
    });
    const first = ask();
    now += 5_000;
    const second = ask();
    finish();
    expect(await Promise.all([first, second])).toEqual([1, 1]);
    now += 999;
    expect(await ask()).toBe(1);
  });

  it('lets a fault count as long as a result', async () => {
    const ask = atMostEvery(1_000, clock, async () => {
      await count();
      throw new Error(`fault ${calls}`);
    });
    await expect(ask()).rejects.toThrow('fault 1');
    now += 999;
    await expect(ask()).rejects.toThrow('fault 1');
    now += 1;
    await expect(ask()).rejects.toThrow('fault 2');
  });

  it('calls again where the clock was set back', async () => {
    const ask = atMostEvery(1_000, clock, count);
    await ask();
    now -= 60_000;
    expect(await ask()).toBe(2);
  });
});
