import { describe, expect, it } from '@jest/globals';
import { deploy } from '../../support/handler-on-doubles.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';
import { openPolicy, projectPolicy } from '../../support/samples.ts';

const open = JSON.stringify(openPolicy);
const openInAnotherWay = JSON.stringify(projectPolicy).replace('mygroup/myproject:', '');
const compliant = { ...deploy, trustPolicy: JSON.stringify(projectPolicy) };
const edited = JSON.stringify({ ...projectPolicy, Id: 'edited' });

/** How long IAM shows older states here, in milliseconds. */
const LAG = 60_000;

function at(minutes: number): string {
  return new Date(Date.parse('2026-11-20T10:00:00Z') + minutes * 60_000).toISOString();
}

describe('a compliant role whose event tells of another trust policy', () => {
  it('is looked at again until IAM shows it, and narrowed then', async () => {
    const { look, later, roles } = remediationOnDoubles({}, compliant);
    expect(await look({ document: open })).toMatchObject({ kind: 'unchanged' });
    expect(await later(0.25)).toMatchObject([{ kind: 'unchanged' }]);
    roles.put(deploy);
    expect(await later(0.5)).toMatchObject([{ kind: 'applied' }]);
  });

  it('is looked at five times more and then left alone', async () => {
    const { look, later, again } = remediationOnDoubles({}, compliant);
    await look({ document: open });
    const looks: number[] = [];
    while (again.looks.length > 0) looks.push((await later(6)).length);
    expect(looks).toEqual([1, 1, 1, 1, 1]);
  });

  it('is not looked at again where the event tells what is there, or what we replaced', async () => {
    const { look, again } = remediationOnDoubles();
    await look({ document: open });
    await look({ document: open });
    await look({ document: encodeURIComponent(JSON.stringify(projectPolicy)) });
    expect(again.looks).toEqual([]);
  });
});

describe('a role that is missing', () => {
  it('is looked at again after its creation', async () => {
    const { look, later, roles } = remediationOnDoubles();
    roles.remove('deploy');
    expect(await look({ isCreation: true })).toMatchObject({ kind: 'postponed' });
    expect(await later(0.25)).toMatchObject([{ kind: 'postponed' }]);
    roles.put(deploy);
    expect(await later(0.5)).toMatchObject([{ kind: 'applied' }]);
  });

  it('is gone where nobody created it', async () => {
    const { look, roles, again } = remediationOnDoubles();
    roles.remove('deploy');
    expect(await look()).toMatchObject({ kind: 'skipped' });
    expect(again.looks).toEqual([]);
  });
});

describe('an edit that a write of ours overwrote', () => {
  it('is journaled and told, once', async () => {
    const { look, later, roles, journal, notices, sink } = remediationOnDoubles();
    roles.interceptNextWrite((write) => {
      roles.put({ ...deploy, trustPolicy: edited });
      return write();
    });
    await look({ document: open });
    await look({ document: edited, event: 'edit', by: 'arn:aws:iam::111122223333:user/alice' });
    await look({ document: edited });
    await later(0.25);
    expect(notices()).toEqual(['applied', 'overwritten']);
    const kept = journal.entries.filter(({ state }) => state === 'overwritten');
    expect(kept).toMatchObject([{ event: 'edit', by: 'arn:aws:iam::111122223333:user/alice' }]);
    expect(JSON.parse(kept[0]?.before ?? '')).toEqual(JSON.parse(edited));
    expect(sink.notices.at(-1)?.note).toContain('make it again');
  });

  it('is told of only once what is read cannot be older than the edit', async () => {
    const { look, later, roles, notices, wait, journal } = remediationOnDoubles();
    roles.lag = LAG;
    await look({ document: open, at: at(0) });
    const ours = { ...deploy, trustPolicy: roles.trustPolicyOf('deploy') ?? '' };
    wait(5_000);
    roles.put({ ...deploy, trustPolicy: edited });
    roles.interceptNextRead(() => ours);
    await look({ document: edited, at: at(5 / 60) });
    roles.interceptNextRead(() => ours);
    await later(0.25);
    expect(notices()).toEqual(['applied']);
    roles.put(ours);
    await later(0.5);
    expect(notices()).toEqual(['applied']);
    await later(1);
    expect(notices()).toEqual(['applied', 'overwritten']);
    expect(journal.entries.filter(({ state }) => state === 'overwritten')).toHaveLength(1);
  });

  it('is none where we wrote nothing for a quarter of an hour', async () => {
    const { look, later, wait, notices } = remediationOnDoubles();
    await look();
    wait(16 * 60_000);
    await look({ document: edited });
    await later(0.25);
    expect(notices()).toEqual(['applied']);
  });
});

describe('a trust policy that we replaced', () => {
  it('is news where the event tells that it was written again later, even while IAM does not show it', async () => {
    const { look, later, wait, roles } = remediationOnDoubles();
    await look({ document: open, at: at(0) });
    wait(2 * 60_000);
    expect(await look({ document: open, at: at(1) })).toMatchObject({ kind: 'unchanged' });
    roles.put(deploy);
    expect(await later(1)).toMatchObject([{ kind: 'applied' }]);
  });

  it('is no news where the event is of the time before', async () => {
    const { look, wait, again } = remediationOnDoubles();
    await look({ document: open, at: at(0) });
    wait(60_000);
    await look({ document: open, at: at(0) });
    expect(again.looks).toEqual([]);
  });
});

describe('a change that was cut short and looks written', () => {
  it('is finished once what is read cannot be older', async () => {
    const { look, later, roles, states, notices } = remediationOnDoubles();
    roles.lag = LAG;
    roles.crashNextWrite('after');
    await expect(look()).rejects.toThrow('the process ended');
    expect(await look()).toMatchObject({
      kind: 'postponed',
      reason: expect.stringContaining('look again after 2026-11-20T10:01:00.000Z'),
    });
    expect(states()).toEqual(['pending']);
    expect(await later(1)).toMatchObject([{ kind: 'unchanged' }]);
    expect(states()).toEqual(['pending', 'written', 'notified']);
    expect(notices()).toEqual(['applied']);
    expect(roles.writes).toHaveLength(1);
  });

  it('is written after all where the role had been so before', async () => {
    const { look, later, roles, states, notices, journal } = remediationOnDoubles();
    roles.lag = LAG;
    roles.crashNextWrite('before');
    await expect(look()).rejects.toThrow('the process ended');
    for (const _ of [1, 2]) roles.interceptNextRead(() => compliant);
    expect(await look()).toMatchObject({ kind: 'postponed' });
    expect(await later(1)).toMatchObject([{ kind: 'applied' }]);
    expect(states()).toEqual(['pending', 'pending', 'written', 'notified']);
    expect(notices()).toEqual(['applied']);
    expect(new Set(journal.entries.map(({ change }) => change)).size).toBe(1);
  });

  it('is not taken for written where a reading under way shows the role of before', async () => {
    const { look, later, roles, states, journal } = remediationOnDoubles();
    roles.lag = LAG;
    roles.crashNextWrite('before');
    await expect(look()).rejects.toThrow('the process ended');
    for (const _ of [1, 2]) roles.interceptNextRead((read) => read());
    roles.interceptNextRead(() => compliant);
    expect(await look()).toMatchObject({ kind: 'postponed' });
    expect(await later(1)).toMatchObject([{ kind: 'applied' }]);
    expect(states()).toEqual(['pending', 'pending', 'pending', 'written', 'notified']);
    expect(new Set(journal.entries.map(({ change }) => change)).size).toBe(1);
  });

  it('is looked at again where somebody seems to have made it before us', async () => {
    const { look, later, roles, states } = remediationOnDoubles();
    roles.interceptNextRead((read) => read());
    roles.interceptNextRead(() => compliant);
    await look({ document: open });
    expect(states()).toEqual(['pending', 'superseded']);
    expect(await later(0.25)).toMatchObject([{ kind: 'applied' }]);
  });

  it('is one change where a later delivery meets what it wrote', async () => {
    const { look, roles, states, notices, journal } = remediationOnDoubles();
    roles.crashNextWrite('after');
    await expect(look()).rejects.toThrow('the process ended');
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    expect(await look()).toMatchObject({ kind: 'applied' });
    expect(states()).toEqual(['pending', 'pending', 'written', 'notified']);
    expect(notices()).toEqual(['applied']);
    expect(new Set(journal.entries.map(({ change }) => change)).size).toBe(1);
  });
});

describe('a role that shows what was replaced just now', () => {
  it('is looked at again, where the event is older than the change', async () => {
    const { look, later, roles, again } = remediationOnDoubles();
    roles.lag = LAG;
    await look({ document: open, at: at(-1) });
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    expect(await look({ document: open, at: at(-1) })).toMatchObject({ kind: 'postponed' });
    expect(await later(0.25)).toMatchObject([{ kind: 'unchanged' }]);
    expect(again.looks).toEqual([]);
    expect(roles.writes).toHaveLength(1);
  });

  it.each([
    ['our own write', JSON.stringify(projectPolicy)],
    ['an edit that is fine', edited],
  ])('is looked at again, once, where a newer event tells of %s', async (_whose, document) => {
    const { look, later, wait, roles, again, notices } = remediationOnDoubles();
    roles.lag = LAG;
    await look({ document: open, at: at(0) });
    wait(2_000);
    roles.put({ ...deploy, trustPolicy: document });
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    expect(await look({ document, at: at(1 / 60) })).toMatchObject({ kind: 'postponed' });
    expect(again.looks).toHaveLength(1);
    expect(await later(0.25)).toMatchObject([{ kind: 'unchanged' }]);
    expect(roles.trustPolicyOf('deploy')).toBe(document);
    expect([roles.writes.length, notices()]).toEqual([1, ['applied']]);
  });

  it('is looked at again, where it shows a state from before the one that was replaced', async () => {
    const { look, later, roles } = remediationOnDoubles({}, { ...deploy, trustPolicy: openInAnotherWay });
    roles.lag = LAG;
    await look({ document: openInAnotherWay, at: at(-1) });
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    expect(await look({ document: open, at: at(-2) })).toMatchObject({ kind: 'postponed' });
    expect(await later(0.25)).toMatchObject([{ kind: 'unchanged' }]);
    expect(roles.writes).toHaveLength(1);
  });

  it('is looked at again when the reading is new, however often it was looked at', async () => {
    const { look, later, roles } = remediationOnDoubles();
    roles.lag = LAG;
    await look({ document: open, at: at(-1) });
    for (const _ of [1, 2]) roles.interceptNextRead(() => deploy);
    expect(await look({ document: open, at: at(-1), attempt: 5 })).toMatchObject({ kind: 'postponed' });
    expect(await later(1)).toMatchObject([{ kind: 'unchanged' }]);
    expect(roles.writes).toHaveLength(1);
  });

  it('is narrowed again at once, where somebody wrote it back since', async () => {
    const { look, wait, roles } = remediationOnDoubles();
    roles.lag = LAG;
    await look({ document: open, at: at(0) });
    wait(2_000);
    roles.put(deploy);
    expect(await look({ document: open, at: at(1 / 60) })).toMatchObject({ kind: 'applied' });
    expect(roles.writes).toHaveLength(2);
  });

  it('is narrowed again without an event, as soon as what is read cannot be older', async () => {
    const { look, later, roles } = remediationOnDoubles();
    roles.lag = LAG;
    await look();
    roles.put(deploy);
    expect(await look()).toMatchObject({ kind: 'postponed' });
    expect(await later(0.25)).toMatchObject([{ kind: 'postponed' }]);
    expect(await later(0.75)).toMatchObject([{ kind: 'applied' }]);
  });
});
