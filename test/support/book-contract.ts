import { describe, expect, it } from '@jest/globals';
import type { RunBook, Runs, SweepBook, SweepCounts, Sweeps } from '../../remediation/ports.ts';
import { hostileText } from './samples.ts';

/** A keeper of a book, under the names that all have in common. */
interface Keeper<B> {
  read(): Promise<B>;
  keep(book: B): Promise<boolean>;
}

/**
 * Checks what every keeper of a book promises.
 *
 * @param full - a book with everything that it may hold
 * @param make - makes an empty one, and returns a function that opens it as another process would
 */
function describeBook<B extends { readonly version: number }>(
  name: string,
  full: B,
  make: () => Promise<() => Keeper<B>>,
): void {
  const { version: _first, ...content } = full;
  const onlyVersion = (version: number): B => ({ version }) as B;
  describe(`book of the ${name}`, () => {
    it('is empty before the first', async () => {
      const open = await make();
      expect(await open().read()).toEqual({ version: 0 });
    });

    it('is what was kept last, under the next version, for whoever opens it later', async () => {
      const open = await make();
      expect(await open().keep(full)).toBe(true);
      const kept = await open().read();
      expect(kept).toEqual({ ...full, version: kept.version });
      expect(kept.version).toBe(1);
    });

    it('lets go of what is not kept again', async () => {
      const open = await make();
      await open().keep(full);
      const { version } = await open().read();
      expect(await open().keep(onlyVersion(version))).toBe(true);
      expect(Object.keys(await open().read())).toEqual(['version']);
    });

    it('is not kept over one that was kept since it was read', async () => {
      const open = await make();
      await open().keep(onlyVersion(0));
      const read = await open().read();
      expect(await open().keep({ ...full, version: read.version })).toBe(true);
      expect(await open().keep(read)).toBe(false);
      expect(await open().read()).toMatchObject(content);
    });

    it('is kept by exactly one of two that keep it at once', async () => {
      const open = await make();
      const kept = await Promise.all([open(), open()].map((keeper) => keeper.keep(full)));
      expect(kept.filter(Boolean)).toHaveLength(1);
    });
  });
}

const counts: SweepCounts = {
  roles: 9,
  admitting: 8,
  broader: 7,
  undecided: 6,
  proposed: 5,
  applied: 4,
  reported: 3,
  notApplied: 2,
  failed: 1,
};

const started = '2026-11-20T09:13:37.000Z';

const fullSweeps: SweepBook = {
  version: 0,
  underWay: { sweep: 'sweep-2', started, next: hostileText, onlyProposed: false, counts },
  last: { sweep: 'sweep-1', started, finished: started, onlyProposed: true, counts },
  accepted: { sweep: 'sweep-1', at: started, by: hostileText },
};

const fullRuns: RunBook = { version: 0, last: started, missed: { since: started, until: started } };

/** Checks what every keeper of the book of the sweeps promises, opened as {@link describeBook} says. */
export function describeSweeps(name: string, make: () => Promise<() => Sweeps>): void {
  describeBook(`sweeps: ${name}`, fullSweeps, async () => {
    const open = await make();
    return () => {
      const sweeps = open();
      return { read: () => sweeps.readSweeps(), keep: (book) => sweeps.keepSweeps(book) };
    };
  });
}

/** Checks what every keeper of the book of the runs promises, opened as {@link describeBook} says. */
export function describeRuns(name: string, make: () => Promise<() => Runs>): void {
  describeBook(`runs: ${name}`, fullRuns, async () => {
    const open = await make();
    return () => {
      const runs = open();
      return { read: () => runs.readRuns(), keep: (book) => runs.keepRuns(book) };
    };
  });
}
