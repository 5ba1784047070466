import { quarantineOf, type Plan, type Revocation } from '../policies/index.ts';
import { step } from './change.ts';
import { revocationMeasure } from './measures.ts';
import { noticeOf } from './notice.ts';
import type { JournalEntry, Role } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/** What is known of a change beyond the journal. */
export interface Known {
  /** What the notice tells beyond the change, where there is one. */
  readonly plan?: Plan | undefined;
  /** What came between. */
  readonly note?: string | undefined;
}

/**
 * Journals a write that reached the store, and does all that it owes: ends the sessions that it revokes, sends the
 * notice and journals it, and asks for the sessions to be revoked once more.
 *
 * @param role - as it is now; `undefined` where it is gone
 * @param revokes - issuers whose sessions end, where the change is one that ends any; none where the configuration of
 *   now does not say so, whatever the journal says
 */
export async function finishWritten(
  change: JournalEntry,
  role: Role | undefined,
  revokes: readonly string[],
  around: Surroundings,
  { plan, note }: Known = {},
): Promise<void> {
  const isFirst = change.state !== 'written';
  const refusal = isFirst ? await revoke(change, role, revokes, around) : undefined;
  const notes = [change.note, note, refusal].filter((text) => text !== undefined);
  const more = notes.length === 0 ? {} : { note: notes.join('; ') };
  const written = isFirst ? await step(change, 'written', around, more) : change;
  await around.sink.publish(noticeOf('applied', plan, 'enforce', written));
  const second = secondMoment(written, revokes);
  if (second === undefined || role === undefined) {
    await step(written, 'notified', around);
    return;
  }
  const [, , , , account = ''] = role.arn.split(':');
  await around.again.lookAgain({ roleName: role.name, account, attempt: 1, due: second });
  await step(written, 'written', around, { revokeAgain: second });
}

/**
 * Revokes the sessions of a change once more, when it is time.
 *
 * AWS: the write that closed the role can take minutes to be seen everywhere, and sessions begin meanwhile.
 */
export async function finishRevocation(
  change: JournalEntry,
  role: Role | undefined,
  revokes: readonly string[],
  around: Surroundings,
): Promise<void> {
  if (change.revokeAgain === undefined || around.clock() < new Date(change.revokeAgain)) return;
  const refusal = await revoke(change, role, revokes, around);
  await step(change, 'notified', around, refusal === undefined ? {} : { note: refusal });
}

/** @returns what is to be said where it did not work; a passing fault throws */
async function revoke(
  change: JournalEntry,
  role: Role | undefined,
  revokes: readonly string[],
  { roles, clock }: Surroundings,
): Promise<string | undefined> {
  const revocation = revocationOf(change, revokes);
  if (revocation === null || role === undefined || revokes.length === 0) return undefined;
  const result = await roles.putMeasure(role, revocationMeasure(revocation, clock()));
  return result.kind === 'refused' ? `the running sessions were not revoked: ${result.reason}` : undefined;
}

function revocationOf(
  { role, remedy, quarantine }: JournalEntry,
  issuers: readonly string[],
): Revocation | null {
  if (quarantine === undefined || remedy === 'release') return null;
  return quarantineOf(quarantine, role, issuers).revocation;
}

function secondMoment(change: JournalEntry, revokes: readonly string[]): string | undefined {
  const seconds = revocationOf(change, revokes)?.moments.find((moment) => moment > 0);
  if (seconds === undefined || revokes.length === 0) return undefined;
  return new Date(Date.parse(change.at) + seconds * 1_000).toISOString();
}
