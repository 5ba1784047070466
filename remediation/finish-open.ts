import { finishWithoutRole } from './open-changes.ts';
import type { JournalEntry, Role, Rules } from './ports.ts';
import { remediateRole, type Outcome } from './remediate-role.ts';
import type { Surroundings } from './surroundings.ts';

/** How long a change may be open before somebody else finishes it, in milliseconds. */
const OPEN_FOR = 2 * 60_000;

/** Where it is said what became of each role with a change that was open. */
export interface FinishLog {
  handled(outcome: Outcome): void;
  failed(error: unknown): void;
}

/** Not every change that was open could be finished; the next run tries again. */
export class FinishError extends Error {
  override readonly name = 'FinishError';
}

/**
 * Finishes the changes that were begun a while ago and that nobody finished: each role goes through the use case of an
 * event, and what a change of a role that is gone still owes is sent.
 *
 * Guarantees: L9, L10, whether or not the event that began a change is ever delivered again.
 * @returns how many roles had such a change
 * @throws FinishError after the last one, where any could not be finished
 */
export async function finishOpen(rules: Rules, around: Surroundings, log: FinishLog): Promise<number> {
  const now = around.clock();
  const open = await around.journal.openBefore(new Date(now.getTime() - OPEN_FOR));
  const due = open.filter(({ revokeAgain }) => revokeAgain === undefined || new Date(revokeAgain) <= now);
  const roles = [...new Set(due.map(({ role }) => role))];
  let failures = 0;
  for (const arn of roles) {
    try {
      const changes = due.filter(({ role }) => role === arn);
      const outcome = await finishRole(changes, rules, around);
      if (outcome !== undefined) log.handled(outcome);
    } catch (error) {
      failures += 1;
      log.failed(error);
    }
  }
  if (failures > 0)
    throw new FinishError(`${failures} of ${roles.length} roles could not be finished, they are tried again`);
  return roles.length;
}

async function finishRole(
  changes: readonly JournalEntry[],
  rules: Rules,
  around: Surroundings,
): Promise<Outcome | undefined> {
  const [first] = changes;
  if (first === undefined) return undefined;
  const roleName = first.role.slice(first.role.lastIndexOf('/') + 1);
  const role = await around.roles.read(roleName);
  // WHY: of a role that has another path by now, or that is gone, no event brings the old changes back.
  if (!isSameRole(role, first)) {
    for (const change of changes) await finishWithoutRole(change, around);
    return undefined;
  }
  const { event, by } = first;
  const [, , , , account = ''] = first.role.split(':');
  return remediateRole(
    { roleName, account, ...(event === undefined ? {} : { event }), ...(by === undefined ? {} : { by }) },
    rules,
    around,
  );
}

function isSameRole(role: Role | undefined, { role: arn }: JournalEntry): boolean {
  return role?.arn === arn;
}
