import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock, LookAgain, SecondLook } from '../../remediation/ports.ts';
import { hostileText, openPolicy } from './samples.ts';

/** A way to look again under test, with what came out at its other end. */
export interface LookAgainHarness {
  readonly again: LookAgain;
  /** Takes out the looks that arrived. */
  arrived(): Promise<readonly unknown[]>;
}

const start = Date.parse('2026-11-20T09:13:37.000Z');
const dueIn = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

const look: SecondLook = {
  roleName: 'deploy',
  account: '111122223333',
  event: 'event-1',
  by: 'arn:aws:iam::111122223333:user/somebody',
  document: JSON.stringify(openPolicy),
  attempt: 1,
  due: dueIn(0),
};

/** Checks what every way to look again promises. */
export function describeLookAgain(name: string, open: (clock: Clock) => Promise<LookAgainHarness>): void {
  describe(`look again: ${name}`, () => {
    let harness: LookAgainHarness;

    beforeEach(async () => {
      harness = await open(() => new Date(start));
    });

    it('brings a look back with all that it says', async () => {
      await harness.again.lookAgain(look);
      expect(await harness.arrived()).toEqual([look]);
    });

    it('brings back only what it was given', async () => {
      const { roleName, attempt, due } = look;
      await harness.again.lookAgain({ roleName, attempt, due });
      expect(await harness.arrived()).toEqual([{ roleName, attempt, due }]);
    });

    it('brings back hostile text as it was', async () => {
      const hostile = { ...look, by: hostileText, document: hostileText };
      await harness.again.lookAgain(hostile);
      expect(await harness.arrived()).toEqual([hostile]);
    });

    it('brings a look that is overdue at once', async () => {
      const overdue = { ...look, due: dueIn(-3_600) };
      await harness.again.lookAgain(overdue);
      expect(await harness.arrived()).toEqual([overdue]);
    });

    it('keeps a look back that is not due yet', async () => {
      await harness.again.lookAgain({ ...look, due: dueIn(60) });
      await harness.again.lookAgain({ ...look, due: dueIn(7_200) });
      expect(await harness.arrived()).toEqual([]);
    });
  });
}
