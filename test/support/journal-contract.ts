import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock, Journal } from '../../remediation/ports.ts';
import { deployArn, hostileText, sampleEntry } from './samples.ts';

const start = Date.parse('2026-11-20T09:13:37.000Z');
const since = (seconds: number): Date => new Date(start + seconds * 1000);
const momentOf = (seconds: number): string => since(seconds).toISOString();

/**
 * Checks what every journal promises.
 *
 * @param open - opens an empty journal that takes the time from the clock
 */
export function describeJournal(name: string, open: (clock: Clock) => Promise<Journal>): void {
  describe(`journal: ${name}`, () => {
    let now: number;
    let journal: Journal;

    beforeEach(async () => {
      now = start;
      journal = await open(() => new Date(now));
    });

    const inSeconds = (seconds: number) => new Date(now + seconds * 1000);

    describe('changes', () => {
      it('has none for a role that it does not know', async () => {
        expect(await journal.changesOf(deployArn)).toEqual([]);
      });

      it('returns a step with every field as it was kept', async () => {
        const entry = sampleEntry({ event: 'e-1', note: hostileText, severity: null });
        await journal.append(entry);
        expect(await journal.changesOf(deployArn)).toEqual([entry]);
      });

      it('returns the newest step of each change, in the order in which the changes began', async () => {
        await journal.append(sampleEntry({ change: 'b', state: 'pending' }));
        await journal.append(sampleEntry({ change: 'a', state: 'pending' }));
        await journal.append(sampleEntry({ change: 'b', state: 'written' }));
        const changes = await journal.changesOf(deployArn);
        expect(changes.map(({ change, state }) => [change, state])).toEqual([
          ['b', 'written'],
          ['a', 'pending'],
        ]);
      });

      it('returns the changes of every role that were kept since a moment', async () => {
        await journal.append(sampleEntry({ change: 'a', state: 'pending', at: momentOf(0) }));
        await journal.append(
          sampleEntry({ change: 'b', role: `${deployArn}-blue`, state: 'pending', at: momentOf(10) }),
        );
        await journal.append(sampleEntry({ change: 'a', state: 'written', at: momentOf(20) }));
        await journal.append(sampleEntry({ change: 'c', at: momentOf(5) }));
        const kept = await journal.changes(since(10));
        expect(kept.map(({ change, state }) => [change, state])).toEqual([
          ['a', 'written'],
          ['b', 'pending'],
        ]);
      });

      it('keeps roles apart, also where one name begins with another', async () => {
        const longer = `${deployArn}-blue`;
        await journal.append(sampleEntry({ change: 'a' }));
        await journal.append(sampleEntry({ change: 'b', role: longer }));
        expect(await journal.changesOf(longer)).toMatchObject([{ change: 'b' }]);
        expect(await journal.changesOf(deployArn)).toMatchObject([{ change: 'a' }]);
      });

      it('keeps every step of many at once', async () => {
        const changes = Array.from({ length: 20 }, (_, at) => `change-${at}`);
        await Promise.all(changes.map((change) => journal.append(sampleEntry({ change }))));
        const kept = await journal.changesOf(deployArn);
        expect(kept.map(({ change }) => change).toSorted()).toEqual(changes.toSorted());
      });
    });

    describe('changes of an account', () => {
      it('are the newest steps of each change of its roles, kept since a moment', async () => {
        const other = deployArn.replace(/deploy$/, 'release');
        await journal.append(sampleEntry({ change: 'old', at: momentOf(0) }));
        await journal.append(sampleEntry({ change: 'a', at: momentOf(0) }));
        await journal.append(sampleEntry({ change: 'b', at: momentOf(20), role: other }));
        await journal.append(sampleEntry({ change: 'a', at: momentOf(10), state: 'written' }));
        const found = await journal.changesOfAccount(deployArn.split(':')[4] ?? '', since(10));
        expect(found.map(({ change, state }) => [change, state])).toEqual([
          ['a', 'written'],
          ['b', 'pending'],
        ]);
      });

      it('are not those of another account', async () => {
        await journal.append(sampleEntry());
        expect(await journal.changesOfAccount('444455556666', since(-60))).toEqual([]);
      });
    });

    describe('lease', () => {
      it('is taken by one holder and refused to another', async () => {
        expect(await journal.acquireLease(deployArn, 'one', inSeconds(60))).toBe(true);
        expect(await journal.acquireLease(deployArn, 'two', inSeconds(60))).toBe(false);
      });

      it('is given to exactly one of many that ask at once', async () => {
        const asked = Array.from({ length: 10 }, (_, at) =>
          journal.acquireLease(deployArn, `holder-${at}`, inSeconds(60)),
        );
        expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
      });

      it('is extended by its holder', async () => {
        await journal.acquireLease(deployArn, 'one', inSeconds(60));
        expect(await journal.acquireLease(deployArn, 'one', inSeconds(120))).toBe(true);
        now += 90_000;
        expect(await journal.acquireLease(deployArn, 'two', inSeconds(60))).toBe(false);
      });

      it('ends by itself, so that a holder that died holds nobody up', async () => {
        await journal.acquireLease(deployArn, 'one', inSeconds(60));
        now += 60_000;
        expect(await journal.acquireLease(deployArn, 'two', inSeconds(60))).toBe(true);
        expect(await journal.acquireLease(deployArn, 'one', inSeconds(60))).toBe(false);
      });

      it('is free again once its holder gives it back', async () => {
        await journal.acquireLease(deployArn, 'one', inSeconds(60));
        await journal.releaseLease(deployArn, 'one');
        expect(await journal.acquireLease(deployArn, 'two', inSeconds(60))).toBe(true);
      });

      it('stays with its holder when another gives it back', async () => {
        await journal.acquireLease(deployArn, 'one', inSeconds(60));
        await journal.releaseLease(deployArn, 'two');
        expect(await journal.acquireLease(deployArn, 'two', inSeconds(60))).toBe(false);
      });

      it('stays with the new holder when the one before it gives it back late', async () => {
        await journal.acquireLease(deployArn, 'one', inSeconds(60));
        now += 61_000;
        await journal.acquireLease(deployArn, 'two', inSeconds(60));
        await journal.releaseLease(deployArn, 'one');
        expect(await journal.acquireLease(deployArn, 'three', inSeconds(60))).toBe(false);
      });

      it('can be given back without having been taken', async () => {
        await expect(journal.releaseLease(deployArn, 'one')).resolves.toBeUndefined();
      });

      it('is one for each role, whatever the role is called', async () => {
        const roles = [deployArn, `${deployArn}/../other`, `x\u0000/${hostileText}`, ''];
        for (const role of roles) expect(await journal.acquireLease(role, 'one', inSeconds(60))).toBe(true);
        for (const role of roles) expect(await journal.acquireLease(role, 'two', inSeconds(60))).toBe(false);
      });
    });
  });
}
