import { describe, expect, it } from '@jest/globals';
import { deploy } from '../../support/handler-on-doubles.ts';
import { remediationOnDoubles } from '../../support/remediation-on-doubles.ts';
import { openPolicy, projectPolicy } from '../../support/samples.ts';

const open = JSON.stringify(openPolicy);
const compliant = { ...deploy, trustPolicy: JSON.stringify(projectPolicy) };
const edited = JSON.stringify({ ...projectPolicy, Id: 'edited' });

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
  it('is looked at once more, since the role may have been so before', async () => {
    const { look, later, roles } = remediationOnDoubles();
    roles.crashNextWrite('before');
    await expect(look()).rejects.toThrow('the process ended');
    for (const _ of [1, 2]) roles.interceptNextRead(() => compliant);
    await look();
    expect(await later(1)).toMatchObject([{ kind: 'applied' }]);
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
