import {
  decodeTrustPolicy,
  describeDocumentProblem,
  isSameTrustPolicy,
  type Plan,
} from '../policies/index.ts';
import { carryOut, isCarriedOut, isChange, orderOf, type Carried } from './carry-out.ts';
import { isOpen, isWritten, supersede } from './change.ts';
import { RoleBusyError, withLease } from './lease.ts';
import { askToLookAgain, mayLookAgain, type Trigger } from './look-again.ts';
import { noticeOf } from './notice.ts';
import { finishOpenChanges } from './open-changes.ts';
import { heedEvent } from './overwritten.ts';
import { planInAccount, type PlanInAccount } from './plan-for.ts';
import { propose } from './propose.ts';
import type { JournalEntry, Role, Rules, Selection } from './ports.ts';
import type { Surroundings } from './surroundings.ts';
import { refuseUndone, seeminglyUndone, UnsettledError } from './unsettled.ts';

export type { Trigger } from './look-again.ts';

/** How looking at one role ended; `postponed`: it is looked at again by itself. */
export type Outcome =
  | {
      readonly kind: 'skipped';
      readonly roleName: string;
      readonly reason: string;
      /** Whether that is since there is no such role any more. */
      readonly isGone?: boolean;
    }
  | { readonly kind: 'unchanged' | 'reported'; readonly plan: Plan }
  | Carried;

/**
 * Looks at one role and does what the configuration says: nothing, a report, a proposal, or a change.
 *
 * Reads the role itself and believes nothing that an event says of it but its name. A role of which nothing has to be
 * written costs one reading of it and one of the journal, and no lease.
 *
 * Guarantees: L6, L9, L10.
 * @throws RoleBusyError while another holds the role and it was looked at often; whatever a port throws on a passing
 *   fault
 */
export async function remediateRole(trigger: Trigger, rules: Rules, around: Surroundings): Promise<Outcome> {
  const read = around.clock();
  const role = await around.roles.read(trigger.roleName);
  if (role === undefined) return missing(trigger, around);
  const account = role.arn.split(':')[4];
  if (trigger.account !== undefined && trigger.account !== account)
    return skipped(
      trigger,
      `the event is of account ${trigger.account} but the role is of account ${account}`,
    );
  const open = await around.journal.openChangesOf(role.arn);
  const isAskedFor = await heedEvent(trigger, role, read, rules, around);
  const circumstances = { trigger, rules, around, isAskedFor };
  if (open.length === 0) {
    const ended = await withoutLease(role, circumstances);
    if (ended !== undefined) return ended;
  }
  try {
    return await withLease(role, around, () => underLease(role, circumstances));
  } catch (error) {
    if (error instanceof UnsettledError) await askToLookAgain(trigger, around, error.due);
    else if (error instanceof RoleBusyError && mayLookAgain(trigger)) await askOnce(circumstances);
    else throw error;
    return postponed(trigger, error.message);
  }
}

interface Circumstances {
  readonly trigger: Trigger;
  readonly rules: Rules;
  readonly around: Surroundings;
  /** Whether another look was asked for already, since the role is not as the event tells. */
  readonly isAskedFor: boolean;
}

async function askOnce({ trigger, around, isAskedFor }: Circumstances): Promise<void> {
  if (!isAskedFor) await askToLookAgain(trigger, around);
}

function skipped({ roleName }: Trigger, reason: string): Outcome {
  return { kind: 'skipped', roleName, reason };
}

function gone({ roleName }: Trigger, reason: string): Outcome {
  return { kind: 'skipped', roleName, reason, isGone: true };
}

function postponed({ roleName }: Trigger, reason: string): Outcome {
  return { kind: 'postponed', roleName, reason };
}

/** AWS: a role that was just created can be missing for a while. */
async function missing(trigger: Trigger, around: Surroundings): Promise<Outcome> {
  const mayAppear = trigger.isCreation === true || (trigger.attempt ?? 0) > 0;
  if (!mayAppear || !mayLookAgain(trigger)) return gone(trigger, 'there is no role of that name any more');
  await askToLookAgain(trigger, around);
  return postponed(trigger, 'there is no role of that name yet');
}

/** What is planned for a role, or why it cannot be looked at. */
type Looked =
  | ({ readonly ok: true; readonly selection: Selection } & PlanInAccount)
  | { readonly ok: false; readonly reason: string };

async function lookAt(role: Role, { rules, around }: Circumstances): Promise<Looked> {
  const decoded = decodeTrustPolicy(role.trustPolicy);
  if (!decoded.ok) {
    const problems = decoded.problems.map(describeDocumentProblem).join('; ');
    return { ok: false, reason: `its trust policy cannot be read: ${problems}` };
  }
  const selection = rules.select(role.arn, around.clock());
  return { ok: true, selection, ...(await planInAccount(role.arn, decoded.policy, selection, around)) };
}

/** Ends what needs no lease; `undefined` where something is to be written to the role. */
async function withoutLease(role: Role, circumstances: Circumstances): Promise<Outcome | undefined> {
  const { trigger, rules, around } = circumstances;
  const looked = await lookAt(role, circumstances);
  if (!looked.ok) return skipped(trigger, looked.reason);
  const { plan, selection } = looked;
  if (!isChange(plan)) return unchanged(plan, selection, circumstances);
  if (await isCarriedOut(plan, role, around)) return { kind: 'unchanged', plan };
  if (selection.mode === 'enforce') return undefined;
  await propose(plan, orderOf(plan, { rules, trigger }), role, selection.mode, around);
  return { kind: 'proposed', plan };
}

async function unchanged(
  plan: Plan,
  { mode }: Selection,
  { rules, around }: Circumstances,
): Promise<Outcome> {
  if (plan.remedy === 'none') return { kind: 'unchanged', plan };
  await around.sink.publish(noticeOf('reported', plan, mode, { configuration: rules.digest }));
  return { kind: 'reported', plan };
}

async function underLease(found: Role, circumstances: Circumstances): Promise<Outcome> {
  const { trigger, rules, around } = circumstances;
  const history = await around.journal.changesOf(found.arn);
  const role = mayHaveChanged(history, around) ? await around.roles.read(found.name) : found;
  if (role === undefined) return gone(trigger, 'the role was deleted meanwhile');
  if (mayBeOlder(role, history, circumstances)) {
    // WHY: however often it was looked at on the word of this event, what is not believed now is due within a minute.
    if (!mayLookAgain(trigger)) refuseUndone(role, history, around);
    await askOnce(circumstances);
    return postponed(
      trigger,
      'it was changed just now and shows another trust policy, which may be an older one',
    );
  }
  const pending = await finishOpenChanges(role, history.filter(isOpen), rules, around);
  const looked = await lookAt(role, circumstances);
  if (looked.ok && isChange(looked.plan) && looked.selection.mode === 'enforce') {
    if (!(await isCarriedOut(looked.plan, role, around)) || pending !== undefined) {
      const { plan, selection, roles } = looked;
      return carryOut(plan, { role, trigger, rules, selection, history, pending, roles, around });
    }
  }
  if (pending !== undefined) await supersede(pending, around);
  return (await withoutLease(role, circumstances)) ?? skipped(trigger, 'it is as it should be by now');
}

/** How long a change of ours makes what was read before the lease doubtful, in milliseconds. */
const DOUBTFUL = 15 * 60_000;

/** WHY: whoever held the lease before may have changed the role after it was read. */
function mayHaveChanged(history: readonly JournalEntry[], around: Surroundings): boolean {
  return history.some((change) => isOpen(change) || isRecent(change, around));
}

function isRecent(change: JournalEntry, { clock }: Surroundings): boolean {
  return isWritten(change) && Date.parse(change.at) > clock().getTime() - DOUBTFUL;
}

/**
 * Tells whether a role may only look as if somebody had undone what a change of ours has just made of it.
 *
 * WHY: whoever writes it back makes an event, which is newer than the change and tells of that very trust policy; that of
 * our own write, or of another edit, shows that the reading is the older one.
 */
function mayBeOlder(
  role: Role,
  history: readonly JournalEntry[],
  { trigger, around }: Circumstances,
): boolean {
  const change = seeminglyUndone(role, history, around);
  if (change === undefined) return false;
  const { document, at } = trigger;
  if (document !== undefined && !isSameTrustPolicy(document, role.trustPolicy)) return true;
  // AWS: the time of an event is in whole seconds.
  return at === undefined || Date.parse(at) + 1_000 <= Date.parse(change.began ?? change.at);
}
