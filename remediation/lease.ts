import type { Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** A role that somebody else works on right now; looking again later is the way out. */
export class RoleBusyError extends Error {
  override readonly name = 'RoleBusyError';
}

/** How long one delivery may hold a role, in milliseconds; longer than the function may run. */
const LEASE_MILLISECONDS = 5 * 60_000;

/**
 * Does some work on a role that nobody else works on meanwhile.
 *
 * @throws RoleBusyError while another holds the role
 */
export async function withLease<T>(
  { arn, name }: Pick<Role, 'arn' | 'name'>,
  { journal, clock, ids }: Surroundings,
  work: () => Promise<T>,
): Promise<T> {
  const holder = ids();
  const expiresAt = new Date(clock().getTime() + LEASE_MILLISECONDS);
  if (!(await journal.acquireLease(arn, holder, expiresAt))) {
    throw new RoleBusyError(`\`${name}\` is being worked on, it is looked at again later`);
  }
  try {
    return await work();
  } finally {
    await journal.releaseLease(arn, holder);
  }
}
