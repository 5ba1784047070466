import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { beginChange, resetBrake, TallyBusyError } from '../../../remediation/begin-change.ts';
import type { Limits, Role } from '../../../remediation/ports.ts';
import { deployArn, sampleEntry } from '../../support/samples.ts';

const ACCOUNT = '111122223333';
const LIMITS: Limits = {
  changesPerRole: { max: 2, per: 3_600_000 },
  changesPerAccount: { max: 3, per: 3_600_000 },
};
const clock = (): Date => new Date('2026-11-20T10:00:00Z');

function roleNamed(name: string): Role {
  return { arn: deployArn.replace('deploy', name), name, id: 'AROA1', trustPolicy: '{}' };
}

function open() {
  const journal = new MemoryJournal(clock);
  let changes = 0;
  const begin = (name: string, more = {}) => {
    const role = roleNamed(name);
    const entry = sampleEntry({ change: `change-${(changes += 1)}`, role: role.arn });
    return beginChange(entry, role, { limits: LIMITS, ...more }, { journal, clock });
  };
  return { journal, begin };
}

describe('beginChange', () => {
  it('journals a change and counts it', async () => {
    const { journal, begin } = open();
    expect(await begin('deploy')).toBeUndefined();
    expect(await journal.openChangesOf(deployArn)).toMatchObject([{ change: 'change-1' }]);
    expect((await journal.tallyOf(ACCOUNT)).begun).toMatchObject([{ role: deployArn }]);
  });

  it('journals and counts nothing where a brake holds the change back', async () => {
    const { journal, begin } = open();
    await begin('deploy');
    await begin('deploy');
    expect(await begin('deploy')).toMatchObject({ kind: 'role' });
    expect(journal.entries).toHaveLength(2);
    expect((await journal.tallyOf(ACCOUNT)).begun).toHaveLength(2);
  });

  it('counts a change that is free, and lets it through', async () => {
    const { journal, begin } = open();
    for (let count = 0; count < 3; count++) expect(await begin('deploy', { isFree: true })).toBeUndefined();
    expect((await journal.tallyOf(ACCOUNT)).begun).toHaveLength(3);
  });

  it('lets exactly as many of many at once through as the limit says, and one latch the brake', async () => {
    const { journal, begin } = open();
    const asked = Array.from({ length: 10 }, (_, at) => begin(`role-${at}`));
    const kinds = (await Promise.all(asked)).map((brake) => brake?.kind);
    expect(kinds.filter((kind) => kind === undefined)).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'account')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'latched')).toHaveLength(6);
    expect(journal.entries).toHaveLength(3);
    expect((await journal.tallyOf(ACCOUNT)).latched).toMatchObject({ at: '2026-11-20T10:00:00.000Z' });
    expect(await begin('role-0', { isFree: true })).toMatchObject({ kind: 'latched' });
  });

  it('throws where others count changes each time', async () => {
    const { journal, begin } = open();
    journal.begin = () => Promise.resolve(false);
    await expect(begin('deploy')).rejects.toThrow(TallyBusyError);
  });
});

describe('resetBrake', () => {
  it('lets the brake go and says what it was', async () => {
    const { journal, begin } = open();
    for (const name of ['a', 'b', 'c', 'd']) await begin(name);
    expect(await resetBrake(ACCOUNT, 'me', { journal, clock })).toMatchObject({
      latched: { reason: expect.stringContaining('3 times') },
    });
    expect(await journal.tallyOf(ACCOUNT)).toMatchObject({ reset: { by: 'me' } });
    expect(await begin('d')).toBeUndefined();
  });
});
