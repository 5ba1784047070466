import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import type { Mode, Role, Rules, SweepSummary } from '../../../remediation/ports.ts';
import {
  SweepBusyError,
  SweepFailingError,
  sweepRoles,
  type SweepOrder,
  type SweepSurroundings,
} from '../../../remediation/sweep.ts';
import { Crash, InMemoryRoleStore } from '../../support/in-memory-role-store.ts';
import { InMemoryAccountFacts } from '../../support/in-memory-account-facts.ts';
import { InMemoryLookAgain } from '../../support/in-memory-look-again.ts';
import { InMemoryRolePages } from '../../support/in-memory-role-pages.ts';
import { InMemorySink } from '../../support/in-memory-sink.ts';
import { openPolicy, projectPolicy } from '../../support/samples.ts';
import { selectionFor } from '../../support/scenario.ts';

const PAGE = 4;

/** Makes a role `role-N` whose trust policy lets in what it may, or everybody. */
function roleOf(index: number, isOpen: boolean): Role {
  return {
    arn: `arn:aws:iam::111122223333:role/role-${index}`,
    name: `role-${index}`,
    id: `AROA${index}`,
    trustPolicy: encodeURIComponent(JSON.stringify(isOpen ? openPolicy : projectPolicy)),
  };
}

/** Makes an account of roles, some of them open, and what sweeps it; a run has time for some pages. */
function account(size: number, open: readonly number[], mode: Mode = 'enforce') {
  let now = Date.parse('2026-11-20T10:00:00Z');
  let ids = 0;
  let pagesLeft = Infinity;
  const all = Array.from({ length: size }, (_, index) => roleOf(index, open.includes(index)));
  const roles = new InMemoryRoleStore(all);
  const journal = new MemoryJournal(() => new Date(now));
  const sink = new InMemorySink();
  const summaries: SweepSummary[] = [];
  const sent: string[] = [];
  const failures: string[] = [];
  const pages = new InMemoryRolePages(
    () => all.map((role) => ({ ...role, trustPolicy: roles.trustPolicyOf(role.name) ?? '' })),
    PAGE,
  );
  const around: SweepSurroundings = {
    roles,
    journal,
    sweeps: journal,
    pages,
    sink: {
      publish: (notice) => sink.publish(notice),
      publishSweep: async (summary) => void summaries.push(summary),
    },
    clock: () => new Date(now),
    ids: () => `id-${(ids += 1)}`,
    account: new InMemoryAccountFacts(),
    again: new InMemoryLookAgain(() => new Date(now)),
    delay: async () => undefined,
    ownRoles: [],
    goOnLater: async (sweep) => void sent.push(sweep),
    hasTime: () => (pagesLeft -= 1) > 0,
    log: {
      handled: () => undefined,
      failed: (role, error) => failures.push(`${role.name}: ${error instanceof Error ? error.message : ''}`),
    },
  };
  const rules: Rules = {
    digest: 'digest',
    select: (role) => ({
      ...selectionFor({ role, issuers: ['gitlab.com'], allow: ['mygroup/myproject'] }),
      mode,
    }),
  };
  return {
    around,
    roles,
    journal,
    pages,
    sink,
    summaries,
    sent,
    failures,
    sweep: (order: SweepOrder, pagesPerRun = Infinity, surroundings = around) => {
      pagesLeft = pagesPerRun;
      return sweepRoles(order, async () => rules, surroundings);
    },
    accept: async () => {
      const book = await journal.readSweeps();
      await journal.keepSweeps({ ...book, accepted: { sweep: 'first', at: '', by: 'somebody' } });
    },
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    isOpen: (index: number) =>
      decodeURIComponent(roles.trustPolicyOf(`role-${index}`) ?? '') === JSON.stringify(openPolicy),
  };
}

describe('a sweep', () => {
  it('judges every role, and only proposes before one was accepted', async () => {
    const { sweep, roles, sink, summaries } = account(10, [3, 9]);
    expect(await sweep({ start: 'first' })).toMatchObject({ kind: 'finished', sweep: 'first' });
    expect(roles.writes).toEqual([]);
    expect(sink.notices.map(({ kind, role }) => [kind, role])).toEqual([
      ['proposed', 'arn:aws:iam::111122223333:role/role-3'],
      ['proposed', 'arn:aws:iam::111122223333:role/role-9'],
    ]);
    expect(summaries).toMatchObject([
      { onlyProposed: true, counts: { roles: 10, admitting: 10, broader: 2, proposed: 2, applied: 0 } },
    ]);
  });

  it('changes roles after one was accepted, as an event would', async () => {
    const { sweep, accept, isOpen, journal } = account(10, [3, 9]);
    await accept();
    await sweep({ start: 'second' });
    expect([3, 9].map(isOpen)).toEqual([false, false]);
    expect((await journal.readSweeps()).last).toMatchObject({ onlyProposed: false, counts: { applied: 2 } });
    expect(journal.entries.map(({ state }) => state).slice(0, 3)).toEqual(['pending', 'written', 'notified']);
  });

  it('leaves to the brakes how many roles let GitLab in', async () => {
    const { sweep, journal } = account(10, [3]);
    await sweep({ start: 'first' });
    expect(await journal.tallyOf('111122223333')).toMatchObject({ admitting: 10 });
  });

  it('changes nothing in dry-run, accepted or not', async () => {
    const { sweep, accept, roles } = account(3, [0, 1, 2], 'dry-run');
    await accept();
    await sweep({ start: 'second' });
    expect(roles.writes).toEqual([]);
  });

  it('reads no role that its page shows to be fine', async () => {
    const { sweep, roles } = account(10, []);
    roles.interceptNextRead(() => {
      throw new Error('it was read');
    });
    expect(await sweep({ start: 'first' })).toMatchObject({ counts: { roles: 10, failed: 0 } });
  });

  it('reads again what its page shows, and changes nothing that is fine by now', async () => {
    const { sweep, accept, roles } = account(1, [0]);
    await accept();
    roles.interceptNextRead(() => roleOf(0, false));
    roles.interceptNextRead(() => roleOf(0, false));
    expect(await sweep({ start: 'second' })).toMatchObject({ counts: { roles: 1, broader: 0, applied: 0 } });
    expect(roles.writes).toEqual([]);
  });
});

describe('a sweep of many pages', () => {
  it('goes on in a new message before its time is up, and counts the whole', async () => {
    const { sweep, pages, sent, summaries } = account(10, [9]);
    expect(await sweep({ start: 'first' }, 1)).toMatchObject({ kind: 'continued' });
    expect(await sweep({ goOn: 'first' }, 1)).toMatchObject({ kind: 'continued' });
    expect(await sweep({ goOn: 'first' }, 1)).toMatchObject({ kind: 'finished', counts: { roles: 10 } });
    expect(sent).toEqual(['first', 'first']);
    expect(pages.asked).toEqual([undefined, '4', '8']);
    expect(summaries).toHaveLength(1);
  });

  it.each(
    [1, 2, 3].flatMap((page) => [
      [page, 'before'],
      [page, 'after'],
    ]) as [number, 'before' | 'after'][],
  )('goes on after the process ended behind page %i, %s that was kept', async (page, when) => {
    const { sweep, accept, roles, isOpen, journal, wait } = account(16, [1, 5, 9, 13]);
    await accept();
    await endProcessAt(page, when, journal, () => sweep({ start: 'second' }));
    wait(11 * 60_000);
    expect(await sweep({ start: 'second' })).toMatchObject({ kind: 'finished', counts: { roles: 16 } });
    expect([1, 5, 9, 13].map(isOpen)).toEqual([false, false, false, false]);
    expect(roles.writes.map(({ role }) => role.name)).toEqual(['role-1', 'role-5', 'role-9', 'role-13']);
  });

  it.each([90, 190, 240])('reaches the last role where a page takes %i seconds', async (seconds) => {
    const { sweep, around, sent, summaries } = account(4 * PAGE, [0, 4, 8, 12], 'dry-run');
    let left = 0;
    const inTime: boolean[] = [];
    around.log.handled = () => void inTime.push((left -= seconds) > 0);
    const unhurried = { ...around, hasTime: () => left > 200 };
    for (let order: SweepOrder = { start: 'first' }; summaries.length === 0; order = { goOn: 'first' }) {
      left = 300;
      await sweep(order, Infinity, unhurried);
    }
    expect(inTime).toEqual([true, true, true, true]);
    expect(sent.length).toBeLessThan(4);
  });

  it('fetches the next page while one is worked on', async () => {
    const { sweep, pages, roles } = account(8, [0], 'dry-run');
    roles.interceptNextRead((read) => {
      expect(pages.asked).toEqual([undefined, '4']);
      return read();
    });
    expect(await sweep({ start: 'first' })).toMatchObject({ counts: { proposed: 1 } });
  });

  it('has done what came before a page that cannot be fetched', async () => {
    const { sweep, accept, pages, isOpen, journal } = account(8, [0]);
    await accept();
    const fetchPage = pages.page.bind(pages);
    pages.page = (from) => (from === undefined ? fetchPage(from) : Promise.reject(new Error('Throttling')));
    await expect(sweep({ start: 'first' })).rejects.toThrow('Throttling');
    expect(isOpen(0)).toBe(false);
    expect((await journal.readSweeps()).underWay).toMatchObject({ next: '4' });
  });

  it('begins anew where the marker does not count any more', async () => {
    const { sweep, pages } = account(10, []);
    await sweep({ start: 'first' }, 1);
    pages.loseMarker();
    expect(await sweep({ goOn: 'first' })).toMatchObject({ kind: 'finished', counts: { roles: 10 } });
    expect(pages.asked).toEqual([undefined, '4', undefined, '4', '8']);
  });
});

describe('two messages', () => {
  it('never sweep at a time', async () => {
    const { sweep, journal } = account(10, []);
    await journal.acquireLease('sweep', 'another', new Date('2026-11-20T11:00:00Z'));
    expect(await sweep({ start: 'first' })).toMatchObject({ kind: 'skipped' });
    await expect(sweep({ goOn: 'first' })).rejects.toThrow(SweepBusyError);
  });

  it('of one sweep that is over do nothing more', async () => {
    const { sweep, pages, summaries } = account(3, []);
    await sweep({ start: 'first' });
    expect(await sweep({ start: 'first' })).toMatchObject({ kind: 'skipped' });
    expect(await sweep({ goOn: 'first' })).toMatchObject({ kind: 'skipped' });
    expect([pages.asked.length, summaries.length]).toEqual([1, 1]);
  });

  it('of a schedule go on with a sweep that stopped', async () => {
    const { sweep } = account(10, []);
    await sweep({ start: 'first' }, 1);
    expect(await sweep({ start: 'second' })).toMatchObject({ kind: 'finished', sweep: 'first' });
    expect(await sweep({ start: 'third' })).toMatchObject({ kind: 'finished', sweep: 'third' });
  });
});

describe('a fault', () => {
  it('of one role leaves the others', async () => {
    const { sweep, accept, roles, failures, isOpen } = account(10, [2, 3]);
    await accept();
    roles.failNextWrite(new Error('Throttling: rate exceeded'));
    expect(await sweep({ start: 'second' })).toMatchObject({ counts: { roles: 10, applied: 1, failed: 1 } });
    expect(failures).toEqual(['role-2: Throttling: rate exceeded']);
    expect(isOpen(3)).toBe(false);
  });

  it('is none where a role was deleted since its page was read', async () => {
    const { sweep, around, roles } = account(10, [2, 3], 'dry-run');
    const page = around.pages.page.bind(around.pages);
    around.pages.page = async (from) => {
      const read = await page(from);
      roles.remove('role-2');
      return read;
    };
    expect(await sweep({ start: 'first' })).toMatchObject({ counts: { roles: 9, proposed: 1, failed: 0 } });
  });

  it('is a trust policy that cannot be read', async () => {
    const { sweep, roles } = account(10, [2], 'dry-run');
    roles.put({ ...roleOf(2, true), trustPolicy: 'no JSON' });
    expect(await sweep({ start: 'first' })).toMatchObject({ counts: { roles: 10, failed: 1 } });
  });

  it('of ten roles in a row ends the run, which is tried again from that page', async () => {
    const open = Array.from({ length: 12 }, (_, index) => index);
    const { sweep, roles, pages } = account(12, open, 'dry-run');
    for (const _ of open)
      roles.interceptNextRead(() => {
        throw new Error('Throttling');
      });
    await expect(sweep({ start: 'first' })).rejects.toThrow(SweepFailingError);
    expect(pages.asked).toEqual([undefined, '4', '8']);
  });

  it('of the summary leaves the sweep open, and it is told later', async () => {
    const { sweep, around, summaries } = account(3, []);
    const publishSweep = around.sink.publishSweep.bind(around.sink);
    around.sink.publishSweep = () => Promise.reject(new Error('the bus is away'));
    await expect(sweep({ start: 'first' })).rejects.toThrow('the bus is away');
    around.sink.publishSweep = publishSweep;
    await sweep({ start: 'first' });
    expect(summaries).toHaveLength(1);
  });
});

/** Runs until the process ends, as far as anybody can tell: around keeping a page, with the lease not given back. */
async function endProcessAt(
  page: number,
  when: 'before' | 'after',
  journal: MemoryJournal,
  run: () => Promise<unknown>,
): Promise<void> {
  const keep = journal.keepSweeps.bind(journal);
  const release = journal.releaseLease.bind(journal);
  let kept = 0;
  journal.keepSweeps = async (book) => {
    if ((kept += 1) !== page) return keep(book);
    if (when === 'after') await keep(book);
    journal.releaseLease = () => Promise.resolve();
    throw new Crash(`the process ended ${when} the write`);
  };
  await expect(run()).rejects.toThrow(Crash);
  Object.assign(journal, { keepSweeps: keep, releaseLease: release });
}
