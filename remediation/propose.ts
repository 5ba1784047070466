import type { Plan } from '../policies/index.ts';
import { newChange, step, type ChangeOrder } from './change.ts';
import { noticeOf } from './notice.ts';
import type { Mode, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Journals what would be changed, and tells.
 *
 * WHY: a proposal that stands already is not kept a second time, but whoever asked is told again.
 */
export async function propose(
  plan: Plan,
  order: ChangeOrder,
  role: Role,
  mode: Mode,
  around: Surroundings,
): Promise<void> {
  const change = newChange(order, role, around);
  const known = (await around.journal.changesOf(role.arn)).findLast((entry) => entry.roleId === role.id);
  const stands =
    known?.state === 'proposed' &&
    known.before === change.before &&
    known.after === change.after &&
    known.quarantine?.level === change.quarantine?.level;
  const entry = stands ? known : await step(change, 'proposed', around);
  await around.sink.publish(noticeOf('proposed', plan, mode, entry));
}
