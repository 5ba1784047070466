import type { ChangeState, Limits, Rate } from './ports.ts';
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
  const changes = (await journal.changesOfAccount(account, since)).filter(({ state }) => COUNTED.has(state));
  const isFull = ({ max, per }: Rate, among: readonly { readonly at: string }[]): boolean =>
    among.filter(({ at }) => Date.parse(at) > now - per).length >= max;
  if (
    isFull(
      changesPerRole,
      changes.filter((change) => change.role === role),
    )
  )
    return `only proposed: the role was changed ${describe(changesPerRole)}, which is the limit, so somebody may be writing its trust policy back`;
  if (isFull(changesPerAccount, changes))
    return `only proposed: roles of account ${account} were changed ${describe(changesPerAccount)}, which is the limit`;
  return undefined;
}

function describe({ max, per }: Rate): string {
  return `${max === 1 ? 'once' : `${max} times`} within ${per / 60_000} minutes`;
}
