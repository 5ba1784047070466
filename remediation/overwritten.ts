import { encodeTrustPolicy, decodeTrustPolicy, isSameTrustPolicy } from '../policies/index.ts';
import { isOpen, isWritten } from './change.ts';
import { askToLookAgain, mayLookAgain, type Trigger } from './look-again.ts';
import type { JournalEntry, Notice, Role, Rules } from './ports.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * How long after a write of ours an edit is taken to be overwritten by it, and how long after an edit IAM may not show
 * it, in milliseconds.
 */
const RECENTLY = 15 * 60_000;

/**
 * Heeds the trust policy that an event tells of, where the role has another one: IAM may not show it yet, so the role
 * is looked at again; an edit that is not to be seen then although a write of ours came near it is journaled as
 * overwritten, and told.
 *
 * WHY: IAM has no compare-and-swap, and an edit between our last read and our write is lost to whoever made it.
 *
 * Guarantees: L10.
 * @param read - when the role began to be read
 * @returns whether another look was asked for
 */
export async function heedEvent(
  trigger: Trigger,
  role: Role,
  read: Date,
  rules: Rules,
  around: Surroundings,
): Promise<boolean> {
  const { document } = trigger;
  if (document === undefined || isLongAgo(trigger, around) || isSameTrustPolicy(role.trustPolicy, document))
    return false;
  const history = await around.journal.changesOf(role.arn);
  if (isKnown(document, trigger, history)) return false;
  if (!mayAppear(trigger, read, around) && wroteRecently(history, around)) {
    await tellOverwritten(trigger, document, role, rules, around);
    return false;
  }
  if (!mayLookAgain(trigger)) return false;
  await askToLookAgain(trigger, around);
  return true;
}

/** Tells whether an edit that the role did not show at a moment may only not have been shown yet. */
function mayAppear({ attempt, at }: Trigger, read: Date, { roles }: Surroundings): boolean {
  // AWS: the time of an event is in whole seconds.
  return attempt === undefined || (at !== undefined && read.getTime() < Date.parse(at) + 1_000 + roles.lag);
}

/** WHY: an event that was late, or that is replayed, tells of an edit that IAM shows by now, or that was replaced. */
function isLongAgo({ at }: Trigger, { clock }: Surroundings): boolean {
  return at !== undefined && Date.parse(at) < clock().getTime() - RECENTLY;
}

/** Tells whether a trust policy is one that we wrote, told of, or replaced after it was written. */
function isKnown(document: string, { at }: Trigger, history: readonly JournalEntry[]): boolean {
  return history.some((change) => {
    if (change.state !== 'overwritten' && !isWritten(change) && !isOpen(change)) return false;
    if (isSameTrustPolicy(change.after, document) && change.state !== 'overwritten') return true;
    // AWS: the time of an event is in whole seconds; what was written again after our change is news.
    const isOlder = at === undefined || Date.parse(at) <= Date.parse(change.began ?? change.at);
    return isOlder && isSameTrustPolicy(change.before, document);
  });
}

function wroteRecently(history: readonly JournalEntry[], { clock }: Surroundings): boolean {
  const since = clock().getTime() - RECENTLY;
  return history.some((change) => isWritten(change) && Date.parse(change.at) >= since);
}

async function tellOverwritten(
  { event, by }: Trigger,
  document: string,
  role: Role,
  rules: Rules,
  around: Surroundings,
): Promise<void> {
  const { journal, sink, ids, clock } = around;
  const note =
    'this edit is not in the role any more, and a change of ours came near it: make it again if it is wanted';
  const entry: JournalEntry = {
    change: ids(),
    state: 'overwritten',
    at: clock().toISOString(),
    role: role.arn,
    roleId: role.id,
    remedy: 'none',
    verdict: 'compliant',
    severity: null,
    before: textOf(document),
    after: textOf(role.trustPolicy),
    configuration: rules.digest,
    note,
    ...(event === undefined ? {} : { event }),
    ...(by === undefined ? {} : { by }),
  };
  // WHY: told before it is journaled, so that a crash in between tells twice and never not at all.
  await sink.publish(noticeOfEdit(entry, note));
  await journal.append(entry);
}

function noticeOfEdit(entry: JournalEntry, note: string): Notice {
  const { role, remedy, verdict, severity, configuration, change, before, after } = entry;
  return {
    kind: 'overwritten',
    role,
    mode: 'enforce',
    remedy,
    verdict,
    severity,
    unlisted: false,
    configuration,
    messages: [],
    change,
    before,
    after,
    note,
  };
}

/** WHY: what an event carries need not be a trust policy at all. */
function textOf(document: string): string {
  const decoded = decodeTrustPolicy(document);
  return decoded.ok ? encodeTrustPolicy(decoded.policy.json) : document;
}
