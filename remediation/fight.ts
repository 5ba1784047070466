import { changeAsCode, type Plan } from '../policies/index.ts';
import type { Brake } from './brakes.ts';
import { isSameChange, newChange, step, type ChangeOrder } from './change.ts';
import { askToLookAgain, type Trigger } from './look-again.ts';
import { noticeOf } from './notice.ts';
import type { JournalEntry, Limits, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** What is known of a role that was changed too often. */
export interface Fight {
  readonly plan: Plan;
  readonly order: ChangeOrder;
  readonly role: Role;
  readonly trigger: Trigger;
  readonly limits: Limits;
  readonly history: readonly JournalEntry[];
  readonly brake: Brake;
  readonly around: Surroundings;
}

/**
 * Tells once that somebody writes a trust policy back, with the change at its source, and asks for a critical role to
 * be looked at when it may be narrowed again.
 */
export async function yieldToFight(fight: Fight): Promise<void> {
  const { plan, order, role, trigger, brake, around } = fight;
  const now = around.clock();
  if (!isTold(fight, now)) {
    const note = `only proposed: ${brake.reason}; change it at its source`;
    const entry = { ...newChange(order, role, around), note };
    const notice = noticeOf('braked', plan, 'enforce', entry);
    const source = plan.after === null ? {} : { source: changeAsCode(plan.before, plan.after) };
    // WHY: told before it is journaled, so that a crash in between tells twice and never not at all.
    await around.sink.publish({ ...notice, ...source });
    await step(entry, 'proposed', around);
  }
  const { document: _seen, ...later } = trigger;
  if (brake.until !== undefined) await askToLookAgain({ ...later, attempt: 0 }, around, brake.until);
}

function isTold({ order, role, limits, history }: Fight, now: Date): boolean {
  const since = now.getTime() - limits.changesPerRole.per;
  return history.some(
    (change) =>
      change.state === 'proposed' &&
      change.note !== undefined &&
      change.roleId === role.id &&
      Date.parse(change.at) > since &&
      isSameChange(change, order),
  );
}
