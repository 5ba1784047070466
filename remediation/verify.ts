import { isSameTrustPolicy } from '../policies/index.ts';
import type { JournalEntry, Measure, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** A write that the store took and does not show yet; looking again later is the way out. */
export class NotVisibleError extends Error {
  override readonly name = 'NotVisibleError';
}

/** AWS: what was written can be invisible for a while. Tries, and milliseconds between them. */
const READ_BACKS = 5;
const READ_BACK_PAUSE = 1_000;

/**
 * Reads back the trust policy that was written.
 *
 * @returns a note where somebody has changed it again already
 * @throws NotVisibleError where it still is the one of before
 */
export function verifyTrustPolicy(
  { before, after }: JournalEntry,
  role: Role,
  around: Surroundings,
): Promise<string | undefined> {
  return untilSeen(`the new trust policy of \`${role.name}\``, around, async () => {
    const current = await around.roles.read(role.name);
    if (current === undefined || current.id !== role.id)
      return { note: 'the role was deleted right after the write' };
    if (isSameTrustPolicy(current.trustPolicy, after)) return {};
    return isSameTrustPolicy(current.trustPolicy, before)
      ? undefined
      : { note: 'the trust policy was changed again right after the write' };
  });
}

/** Reads back what was put on a role. */
export async function verifyMeasures(
  measures: readonly Measure[],
  role: Role,
  around: Surroundings,
): Promise<void> {
  for (const measure of measures)
    await untilSeen(`what was put on \`${role.name}\``, around, async () =>
      (await around.roles.hasMeasure(role, measure)) ? {} : undefined,
    );
}

/** @param look - returns what is to be said about it; `undefined` while it is not to be seen */
async function untilSeen(
  what: string,
  { delay }: Surroundings,
  look: () => Promise<{ readonly note?: string } | undefined>,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const seen = await look();
    if (seen !== undefined) return seen.note;
    if (attempt === READ_BACKS)
      throw new NotVisibleError(`${what} is not to be seen yet, it is looked at again later`);
    await delay(READ_BACK_PAUSE);
  }
}
