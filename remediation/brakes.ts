import type { ChangeState, JournalEntry, Limits, Rate } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** The states of a change that was written, or may have been. */
const COUNTED: ReadonlySet<ChangeState> = new Set(['pending', 'written', 'notified']);

/**
 * Says why a role may not be changed once more for now; `undefined` where it may.
 *
 * WHY: somebody, often Terraform, may be writing the old trust policy back each time; and a configuration that is wrong
 * would otherwise change every role of an account. Deliveries at the same moment may each see room for one change.
 */
export async function brakeOn(
  role: string,
  limits: Limits | undefined,
  { journal, clock }: Pick<Surroundings, 'journal' | 'clock'>,
): Promise<string | undefined> {
  if (limits === undefined) return undefined;
  const { changesPerRole, changesPerAccount } = limits;
  const now = clock().getTime();
  const account = role.split(':')[4] ?? '';
  const since = new Date(now - Math.max(changesPerRole.per, changesPerAccount.per));
  const changes = await journal.changesOfAccount(account, since);
  const isFull = ({ max, per }: Rate, among: readonly JournalEntry[]): boolean =>
    sum(among.filter(({ at }) => Date.parse(at) > now - per).map(writesOf)) >= max;
  if (
    isFull(
      changesPerRole,
      changes.filter((change) => change.role === role),
    )
  )
    return `the role was changed ${describe(changesPerRole)}, which is the limit, so somebody may be writing its trust policy back`;
  if (isFull(changesPerAccount, changes))
    return `roles of account ${account} were changed ${describe(changesPerAccount)}, which is the limit`;
  return undefined;
}

/** WHY: whoever writes the old trust policy back at once keeps a write from being seen, so each one begun counts. */
function writesOf({ state, attempts }: JournalEntry): number {
  return attempts ?? (COUNTED.has(state) ? 1 : 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function describe({ max, per }: Rate): string {
  return `${max === 1 ? 'once' : `${max} times`} within ${per / 60_000} minutes`;
}
