import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock, Journal } from '../../remediation/ports.ts';
import { deployArn, hostileText, sampleEntry } from './samples.ts';

const start = Date.parse('2026-11-20T09:13:37.000Z');
const since = (seconds: number): Date => new Date(start + seconds * 1000);
const momentOf = (seconds: number): string => since(seconds).toISOString();

/**
 * Checks what every journal promises.
 *
 * @param make - makes an empty journal that takes the time from a clock, and returns a function that opens it, each
 *   time as another process would
 */
export function describeJournal(name: string, make: (clock: Clock) => Promise<() => Journal>): void {
  describe(`journal: ${name}`, () => {
    let now: number;
    let openAgain: () => Journal;
    let journal: Journal;

    beforeEach(async () => {
      now = start;
      openAgain = await make(() => new Date(now));
      journal = openAgain();
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

    describe('open changes', () => {
      const ended = ['proposed', 'notified', 'stale', 'refused', 'superseded', 'overwritten'] as const;

      it.each(['pending', 'written'] as const)('are those that are %s', async (state) => {
        await journal.append(sampleEntry({ state }));
        expect(await journal.openChangesOf(deployArn)).toEqual([sampleEntry({ state })]);
      });

      it.each(ended)('are not those that are %s', async (state) => {
        await journal.append(sampleEntry({ state: 'pending' }));
        await journal.append(sampleEntry({ state }));
        expect(await journal.openChangesOf(deployArn)).toEqual([]);
        expect(await journal.openBefore(since(60))).toEqual([]);
      });

      it('are those of one role, in the order in which they began', async () => {
        await journal.append(sampleEntry({ change: 'b', at: momentOf(0) }));
        await journal.append(sampleEntry({ change: 'a', at: momentOf(1) }));
        await journal.append(sampleEntry({ change: 'c', role: `${deployArn}-blue` }));
        await journal.append(sampleEntry({ change: 'b', at: momentOf(2), state: 'written' }));
        const open = await journal.openChangesOf(deployArn);
        expect(open.map(({ change, state }) => [change, state])).toEqual([
          ['b', 'written'],
          ['a', 'pending'],
        ]);
      });

      it('are found for every role once their newest step is old', async () => {
        const other = `${deployArn}-blue`;
        await journal.append(sampleEntry({ change: 'a', at: momentOf(0) }));
        await journal.append(sampleEntry({ change: 'b', at: momentOf(0) }));
        await journal.append(sampleEntry({ change: 'b', at: momentOf(30), state: 'written' }));
        await journal.append(sampleEntry({ change: 'c', at: momentOf(5), role: other, state: 'written' }));
        const old = await journal.openBefore(since(30));
        expect(old.map(({ change }) => change).toSorted()).toEqual(['a', 'c']);
        expect((await journal.openBefore(since(31))).map(({ change }) => change)).toContain('b');
      });
    });

    describe('tally', () => {
      const account = '111122223333';
      const begun = { role: deployArn, at: momentOf(0), isNew: false };

      it('is empty for an account that it does not know', async () => {
        expect(await journal.tallyOf(account)).toEqual({ account, version: 0, begun: [] });
      });

      it('returns what was kept, under another version', async () => {
        const tally = {
          account,
          version: 0,
          begun: [begun, { ...begun, role: hostileText, isNew: true }],
          latched: { at: momentOf(1), reason: hostileText },
          admitting: 14,
          reset: { at: momentOf(2), by: hostileText },
        };
        expect(await journal.keepTally(tally)).toBe(true);
        const kept = await journal.tallyOf(account);
        expect(kept).toEqual({ ...tally, version: kept.version });
        expect(kept.version).not.toBe(0);
      });

      it('lets go of what is not kept again', async () => {
        await journal.keepTally({ account, version: 0, begun: [begun], latched: { at: 'a', reason: 'b' } });
        const { version } = await journal.tallyOf(account);
        expect(await journal.keepTally({ account, version, begun: [] })).toBe(true);
        const { latched, begun: left } = await journal.tallyOf(account);
        expect([latched, left]).toEqual([undefined, []]);
      });

      it('is one for each account', async () => {
        await journal.keepTally({ account, version: 0, begun: [begun] });
        expect(await journal.tallyOf('444455556666')).toMatchObject({ version: 0, begun: [] });
      });

      it('is not kept over one that was kept since it was read', async () => {
        await journal.keepTally({ account, version: 0, begun: [begun] });
        const read = await journal.tallyOf(account);
        expect(await journal.keepTally({ ...read, begun: [begun, begun] })).toBe(true);
        expect(await journal.keepTally({ ...read, begun: [] })).toBe(false);
        expect(await journal.keepTally({ account, version: 0, begun: [] })).toBe(false);
        expect((await journal.tallyOf(account)).begun).toHaveLength(2);
      });

      it('is kept together with the first step of a change', async () => {
        const entry = sampleEntry({ change: 'a' });
        expect(await journal.begin(entry, { account, version: 0, begun: [begun] })).toBe(true);
        expect(await journal.openChangesOf(deployArn)).toEqual([entry]);
        expect((await journal.tallyOf(account)).begun).toEqual([begun]);
      });

      it('keeps the step away where it is not kept itself', async () => {
        await journal.keepTally({ account, version: 0, begun: [] });
        const entry = sampleEntry({ change: 'a' });
        expect(await journal.begin(entry, { account, version: 0, begun: [begun] })).toBe(false);
        expect(await journal.changesOf(deployArn)).toEqual([]);
        expect((await journal.tallyOf(account)).begun).toEqual([]);
      });

      it('lets a change begin once more', async () => {
        await journal.begin(sampleEntry(), { account, version: 0, begun: [begun] });
        const again = sampleEntry({ attempts: 2, at: momentOf(60) });
        expect(await journal.begin(again, await journal.tallyOf(account))).toBe(true);
        expect(await journal.openChangesOf(deployArn)).toEqual([again]);
      });

      it('is moved by exactly one of two clients that begin a change at once', async () => {
        const clients = [journal, openAgain()];
        const tally = await journal.tallyOf(account);
        const answers = await Promise.all(
          clients.map((client, at) =>
            client.begin(sampleEntry({ change: `change-${at}` }), { ...tally, begun: [begun] }),
          ),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await journal.openChangesOf(deployArn)).toMatchObject([
          { change: `change-${answers.indexOf(true)}` },
        ]);
        expect((await journal.tallyOf(account)).begun).toHaveLength(1);
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

      it('is given to exactly one of two clients that ask at once', async () => {
        const clients = [journal, openAgain()];
        for (let round = 0; round < 5; round++) {
          const asked = clients.map((client, at) =>
            client.acquireLease(`${deployArn}-${round}`, `holder-${at}`, inSeconds(60)),
          );
          expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
        }
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
