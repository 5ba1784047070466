import { describe, expect, it } from '@jest/globals';
import type { SweepBook, SweepCounts, Sweeps } from '../../remediation/ports.ts';
import { hostileText } from './samples.ts';

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

const full: SweepBook = {
  version: 0,
  underWay: { sweep: 'sweep-2', started, next: hostileText, onlyProposed: false, counts },
  last: { sweep: 'sweep-1', started, finished: started, onlyProposed: true, counts },
  accepted: { sweep: 'sweep-1', at: started, by: hostileText },
};

/**
 * Checks what every keeper of the book of the sweeps promises.
 *
 * @param make - makes an empty one, and returns a function that opens it as another process would
 */
export function describeSweeps(name: string, make: () => Promise<() => Sweeps>): void {
  describe(`book of the sweeps: ${name}`, () => {
    it('is empty before the first', async () => {
      const open = await make();
      expect(await open().readSweeps()).toEqual({ version: 0 });
    });

    it('is what was kept last, under the next version, for whoever opens it later', async () => {
      const open = await make();
      expect(await open().keepSweeps(full)).toBe(true);
      const kept = await open().readSweeps();
      expect(kept).toEqual({ ...full, version: kept.version });
      expect(kept.version).toBe(1);
    });

    it('lets go of what is not kept again', async () => {
      const open = await make();
      await open().keepSweeps(full);
      const { version } = await open().readSweeps();
      expect(await open().keepSweeps({ version })).toBe(true);
      expect(Object.keys(await open().readSweeps())).toEqual(['version']);
    });

    it('is not kept over one that was kept since it was read', async () => {
      const open = await make();
      await open().keepSweeps({ version: 0 });
      const read = await open().readSweeps();
      expect(await open().keepSweeps({ ...full, version: read.version })).toBe(true);
      expect(await open().keepSweeps(read)).toBe(false);
      expect(await open().readSweeps()).toMatchObject({ last: full.last });
    });

    it('is kept by exactly one of two that keep it at once', async () => {
      const open = await make();
      const kept = await Promise.all([open(), open()].map((sweeps) => sweeps.keepSweeps(full)));
      expect(kept.filter(Boolean)).toHaveLength(1);
    });
  });
}
