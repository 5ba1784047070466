import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { catchUp, type Past } from '../../../remediation/catch-up.ts';

const START = Date.parse('2026-11-20T10:00:00Z');

/** Returns a moment as minutes since the start. */
const minuteOf = (moment: Date | string | undefined): number =>
  (new Date(moment ?? '').getTime() - START) / 60_000;

/** Returns what tells that there is time for so many parts of the past. */
const timeFor = (parts: number) => {
  let left = parts;
  return (): boolean => (left -= 1) >= 0;
};

/** Puts parts of the past together that follow upon each other. */
function joined(parts: readonly (readonly [number, number])[]): readonly (readonly number[])[] {
  return parts.reduce<readonly (readonly number[])[]>((spans, [from, to]) => {
    const before = spans.at(-1);
    return before?.[1] === from ? [...spans.slice(0, -1), [before[0] ?? from, to]] : [...spans, [from, to]];
  }, []);
}

/** How many parts an hour has. */
const HOUR = 12;
const fault = (): Promise<never> => Promise.reject(new Error('no answer'));

function setUp() {
  let minute = 0;
  const clock = (): Date => new Date(START + minute * 60_000);
  const book = new MemoryJournal(clock);
  const asked: (readonly [number, number])[] = [];
  const delivered: object[] = [];
  const past: Past = {
    runs: book,
    eventsBetween: (from, to) => {
      asked.push([minuteOf(from), minuteOf(to)]);
      return Promise.resolve([{ asked: asked.length }]);
    },
    deliver: (event) => Promise.resolve(void delivered.push(event)),
    hasTime: () => true,
    clock,
  };
  /** Runs at a minute, and tells which times of the past it asked for. */
  const runAt = async (at: number, other: Partial<Past> = {}): Promise<readonly (readonly number[])[]> => {
    minute = at;
    await catchUp({ ...past, ...other });
    return joined(asked.splice(0));
  };
  return { runAt, book, past, asked, delivered };
}

describe('an outage of the schedule', () => {
  it('is none at the first run of all, nor where runs are late or one of them failed', async () => {
    const { runAt, delivered } = setUp();
    for (const minute of [0, 5, 11, 26, 41]) expect(await runAt(minute)).toEqual([]);
    expect(delivered).toEqual([]);
  });

  it('is a gap between two runs, and what happened in it is delivered again, from shortly before', async () => {
    const { runAt, delivered } = setUp();
    await runAt(0);
    expect(await runAt(16)).toEqual([[-15, 16]]);
    expect(delivered).toEqual([1, 2, 3, 4, 5, 6, 7].map((asked) => ({ asked })));
  });

  it('is asked for again until all of it is shown, and then no more, and nothing that came after it', async () => {
    const { runAt, book } = setUp();
    await runAt(0);
    await runAt(30);
    expect(await runAt(35)).toEqual([[15, 30]]);
    expect(await runAt(40)).toEqual([[20, 30]]);
    expect(await runAt(45)).toEqual([[25, 30]]);
    expect(await runAt(50)).toEqual([]);
    expect(await book.readRuns()).not.toHaveProperty('missed');
  });

  it('that is long is read in parts of five minutes, and no farther back than a day', async () => {
    const { runAt, past, asked } = setUp();
    await runAt(0);
    await catchUp({ ...past, clock: () => new Date(START + 3_000 * 60_000) });
    expect(asked).toHaveLength(24 * HOUR);
    expect(asked[0]).toEqual([1_560, 1_565]);
    expect(asked.at(-1)).toEqual([2_995, 3_000]);
  });

  it('is over where the daily sweep has looked at all of it since', async () => {
    const { runAt, book } = setUp();
    await runAt(0);
    await runAt(30);
    await book.keepRuns({ ...(await book.readRuns()), last: new Date(START + 1_490 * 60_000).toISOString() });
    expect(await runAt(1_500)).toEqual([]);
    expect(await book.readRuns()).not.toHaveProperty('missed');
  });

  it('that is too long for one run is gone on with by the next', async () => {
    const { runAt } = setUp();
    await runAt(0);
    expect(await runAt(120, { hasTime: timeFor(HOUR) })).toEqual([[-15, 45]]);
    expect(await runAt(125, { hasTime: timeFor(HOUR) })).toEqual([[45, 105]]);
    expect(await runAt(130, { hasTime: timeFor(HOUR) })).toEqual([[105, 120]]);
    expect(await runAt(135, { hasTime: timeFor(HOUR) })).toEqual([[115, 120]]);
    expect(await runAt(140)).toEqual([]);
  });

  it('is not forgotten by a run that has no time at all', async () => {
    const { runAt, past } = setUp();
    await runAt(0);
    const hurried = { ...past, hasTime: timeFor(0), clock: () => new Date(START + 120 * 60_000) };
    const told = await catchUp(hurried);
    expect([minuteOf(told?.next), told?.events]).toEqual([-15, 0]);
    expect(await runAt(125)).toEqual([[-15, 125]]);
  });

  it('is gone on with behind the last part that was done, where a run is cut short', async () => {
    const { runAt, past, asked } = setUp();
    await runAt(0);
    const deliver: Past['deliver'] = (event) => (asked.length < 3 ? past.deliver(event) : fault());
    await expect(runAt(90, { deliver })).rejects.toThrow('no answer');
    asked.splice(0);
    expect(await runAt(95)).toEqual([[-5, 90]]);
  });

  it('is not forgotten where the past cannot be read, or an event cannot be delivered', async () => {
    const { runAt } = setUp();
    await runAt(0);
    await expect(runAt(90, { eventsBetween: fault })).rejects.toThrow('no answer');
    await expect(runAt(95, { deliver: fault })).rejects.toThrow('no answer');
    expect((await runAt(100)).slice(-1)).toEqual([[-15, 100]]);
  });

  it('that follows upon another one before all is caught up on goes back to the first', async () => {
    const { runAt } = setUp();
    await runAt(0);
    await runAt(120, { hasTime: timeFor(HOUR) });
    expect(await runAt(150)).toEqual([[45, 150]]);
  });

  it('is left to the other one of two runs at once', async () => {
    const { runAt, book, past } = setUp();
    await runAt(0);
    const eventsBetween: Past['eventsBetween'] = async (...moments) => {
      const { version } = await book.readRuns();
      await book.keepRuns({ version, last: moments[1].toISOString() });
      return past.eventsBetween(...moments);
    };
    expect(await runAt(300, { eventsBetween })).toEqual([[-15, -10]]);
  });

  it('is told with how many events there were, and where the next run goes on', async () => {
    const { runAt, past } = setUp();
    await runAt(0);
    const later = { ...past, clock: () => new Date(START + 30 * 60_000) };
    const told = await catchUp(later);
    expect(told).toMatchObject({ events: 9 });
    expect([told?.since, told?.until, told?.next].map(minuteOf)).toEqual([-15, 30, 15]);
  });
});
