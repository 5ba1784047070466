import { describe, expect, it } from '@jest/globals';
import { handleSchedule, type ScheduleParts } from '../../../handlers/handle-schedule.ts';
import { JournalItemError } from '../../../adapters/dynamo-journal.ts';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { momentBefore } from '../../../handlers/past.ts';
import type { CaughtUp } from '../../../remediation/catch-up.ts';
import { deliveredEvent } from '../../support/cloudtrail-events.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';
import { sampleEntry } from '../../support/samples.ts';

/** When the events of the past happened. */
const HAPPENED = new Date('2026-11-20T10:01:00Z');

function setUp(events: readonly object[]) {
  const { around, rules, roles, notices, journal, wait } = remediationOnDoubles();
  const asked: string[] = [];
  const failures: unknown[] = [];
  const outages: CaughtUp[] = [];
  const delivered: object[] = [];
  const parts: ScheduleParts = {
    rules: () => Promise.resolve(rules),
    around,
    log: {
      handled: () => undefined,
      failed: (error) => void failures.push(error),
      caughtUp: (caughtUp) => void outages.push(caughtUp),
    },
    eventsSince: (moment, until) => {
      asked.push(moment.toISOString());
      const isIn = moment <= HAPPENED && (until === undefined || HAPPENED < until);
      return Promise.resolve(isIn ? events : []);
    },
    runs: new MemoryJournal(around.clock),
    deliver: (missed) => Promise.resolve(void delivered.push(missed)),
    hasTime: () => true,
  };
  const run = (event: unknown) => handleSchedule(event, parts);
  const damage = (): void => {
    parts.runs.readRuns = () =>
      Promise.reject(new JournalItemError('the item of the runs cannot be read, delete it to begin anew'));
  };
  return { run, asked, failures, outages, delivered, around, roles, notices, journal, wait, damage };
}

const event = deliveredEvent('update-assume-role-policy');

describe('the schedule', () => {
  it('finishes what is open, and asks for no events', async () => {
    const { run, asked, notices, journal } = setUp([event]);
    await journal.append(sampleEntry({ state: 'written', at: '2026-11-20T09:00:00.000Z' }));
    expect(await run({})).toEqual({ finished: 1 });
    expect(asked).toEqual([]);
    expect(notices()).toContain('applied');
  });

  it('delivers the events again of a time in which it did not run, and says so', async () => {
    const { run, outages, delivered, wait } = setUp([event]);
    await run({});
    wait(20 * 60_000);
    expect(await run({})).toEqual({ finished: 0, caughtUp: 1 });
    expect(delivered).toEqual([event]);
    expect(outages).toMatchObject([{ since: '2026-11-20T09:45:00.000Z', until: '2026-11-20T10:20:00.000Z' }]);
  });

  it('delivers them also where a change cannot be finished', async () => {
    const { run, delivered, journal, around, wait } = setUp([event]);
    await run({});
    await journal.append(sampleEntry({ state: 'pending', at: '2026-11-20T09:00:00.000Z' }));
    around.roles.read = () => Promise.reject(new Error('no answer'));
    wait(20 * 60_000);
    await expect(run({})).rejects.toThrow('1 of 1 roles could not be finished');
    expect(delivered).toEqual([event]);
  });

  it('delivers what cannot be read as well, and no call that failed, as the rule does not either', async () => {
    const { run, delivered, wait } = setUp([deliveredEvent('failed-update'), {}, event]);
    await run({});
    wait(20 * 60_000);
    expect(await run({})).toEqual({ finished: 0, caughtUp: 2 });
    expect(delivered).toEqual([{}, event]);
  });

  it('replays what it is asked to where the rest of it fails, and says all of what failed', async () => {
    const { run, roles, journal, around, damage } = setUp([event]);
    damage();
    await journal.append(
      sampleEntry({ role: `${sampleEntry().role}-2`, state: 'pending', at: '2026-11-20T09:00:00.000Z' }),
    );
    const read = around.roles.read.bind(around.roles);
    around.roles.read = (name) => (name === 'deploy-2' ? Promise.reject(new Error('no answer')) : read(name));
    await expect(run({ since: '24h' })).rejects.toThrow(
      '1 of 1 roles could not be finished, they are tried again; the item of the runs cannot be read',
    );
    expect(roles.writes).toHaveLength(1);
  });

  it('says what failed in its own words where it is one thing', async () => {
    const { run, damage } = setUp([]);
    damage();
    await expect(run({})).rejects.toThrow(JournalItemError);
  });

  it('replays the events of a while where it is asked to, each through the use case of an event', async () => {
    const { run, asked, roles } = setUp([event, event, deliveredEvent('failed-update')]);
    expect(await run({ since: '24h' })).toEqual({ finished: 0, replayed: 3 });
    expect(asked).toEqual(['2026-11-19T10:00:00.000Z']);
    expect(roles.writes).toHaveLength(1);
  });

  it('goes on with the other events where one cannot be read, and says so', async () => {
    const { run, failures, roles } = setUp([{}, event]);
    await expect(run({ since: '1h' })).rejects.toThrow('1 of 2 events');
    expect(failures).toHaveLength(1);
    expect(roles.writes).toHaveLength(1);
  });
});

describe('momentBefore', () => {
  const now = new Date('2026-11-20T10:00:00Z');

  it.each([
    ['30m', '2026-11-20T09:30:00.000Z'],
    ['24h', '2026-11-19T10:00:00.000Z'],
    ['7d', '2026-11-13T10:00:00.000Z'],
  ])('goes back %s', (text, moment) => {
    expect(momentBefore(text, now).toISOString()).toBe(moment);
  });

  it.each(['', '0h', '91d', '1w', '-1h', '1.5h', '24', 'h'])('refuses %j', (text) => {
    expect(() => momentBefore(text, now)).toThrow('up to `90d`');
  });
});
