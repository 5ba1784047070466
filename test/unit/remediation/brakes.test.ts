import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '../../../adapters/memory-journal.ts';
import { brakeOn } from '../../../remediation/brakes.ts';
import type { ChangeState, Limits } from '../../../remediation/ports.ts';
import { deployArn, sampleEntry } from '../../support/samples.ts';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;
const clock = (): Date => new Date(NOW);
const LIMITS: Limits = {
  changesPerRole: { max: 2, per: 60 * MINUTE },
  changesPerAccount: { max: 4, per: 30 * MINUTE },
};
const OTHER = deployArn.replace('deploy', 'other');

interface Made {
  readonly minutesAgo: number;
  readonly role?: string;
  readonly state?: ChangeState;
}

async function brakeAfter(
  made: readonly Made[],
  limits: Limits | undefined = LIMITS,
): Promise<string | undefined> {
  const journal = new MemoryJournal(clock);
  for (const [index, { minutesAgo, role = deployArn, state = 'notified' }] of made.entries()) {
    const at = new Date(NOW - minutesAgo * MINUTE).toISOString();
    await journal.append(sampleEntry({ change: `c-${index}`, role, state, at }));
  }
  return brakeOn(deployArn, limits, { journal, clock });
}

const ROLE_IS_FULL =
  'the role was changed 2 times within 60 minutes, which is the limit, so somebody may be writing its trust policy back';
const ACCOUNT_IS_FULL =
  'roles of account 111122223333 were changed 4 times within 30 minutes, which is the limit';

describe('brakeOn', () => {
  it('lets a change through while there is room', async () => {
    expect(await brakeAfter([])).toBeUndefined();
    expect(await brakeAfter([{ minutesAgo: 1 }])).toBeUndefined();
  });

  it('stops a role that was changed as often as the limit says', async () => {
    expect(await brakeAfter([{ minutesAgo: 1 }, { minutesAgo: 59 }])).toBe(ROLE_IS_FULL);
  });

  it('forgets what is longer ago', async () => {
    expect(await brakeAfter([{ minutesAgo: 1 }, { minutesAgo: 60 }])).toBeUndefined();
  });

  it('stops every role of an account that was changed as often as the limit says', async () => {
    const others = [1, 2, 3, 29].map((minutesAgo) => ({ minutesAgo, role: OTHER }));
    expect(await brakeAfter(others)).toBe(ACCOUNT_IS_FULL);
    expect(await brakeAfter([...others.slice(1), { minutesAgo: 30, role: OTHER }])).toBeUndefined();
    const elsewhere = others.map((each) => ({
      ...each,
      role: OTHER.replace('111122223333', '444455556666'),
    }));
    expect(await brakeAfter(elsewhere)).toBeUndefined();
  });

  it.each<[ChangeState, boolean]>([
    ['pending', true],
    ['written', true],
    ['notified', true],
    ['proposed', false],
    ['stale', false],
    ['refused', false],
    ['superseded', false],
  ])('counts a change that is %s: %s', async (state, isCounted) => {
    const brake = await brakeAfter([
      { minutesAgo: 1, state },
      { minutesAgo: 2, state },
    ]);
    expect(brake !== undefined).toBe(isCounted);
  });

  it('says it once where the limit is one change', async () => {
    const limits = { ...LIMITS, changesPerRole: { max: 1, per: 90 * 1000 } };
    expect(await brakeAfter([{ minutesAgo: 1 }], limits)).toContain('changed once within 1.5 minutes');
  });

  it('never stops anything where there are no limits', async () => {
    const made = [1, 2, 3, 4, 5].map((minutesAgo) => ({ minutesAgo }));
    const journal = new MemoryJournal(clock);
    for (const { minutesAgo } of made)
      await journal.append(
        sampleEntry({ change: `${minutesAgo}`, at: new Date(NOW - minutesAgo * MINUTE).toISOString() }),
      );
    expect(await brakeOn(deployArn, undefined, { journal, clock })).toBeUndefined();
  });
});
