import {
  decodeTrustPolicy,
  isSameTrustPolicy,
  judge,
  planRelease,
  planUndo,
  quarantineOf,
  type Judgement,
  type Restoration,
  type RestoreInput,
} from '../policies/index.ts';
import { applyChange, type ApplyOutcome } from './apply-change.ts';
import { isOpen, isWritten, newChange, supersede } from './change.ts';
import { withLease } from './lease.ts';
import { measuresToRemove } from './measures.ts';
import { finishOpenChanges } from './open-changes.ts';
import type { JournalEntry, Role, Rules } from './ports.ts';
import type { Surroundings } from './surroundings.ts';
import { refuseUndone } from './unsettled.ts';

/** A way back that was planned and may be gone, or why there is none. */
export type WayBack =
  | { readonly kind: 'planned'; readonly restoration: Restoration; readonly judgement: Judgement }
  | { readonly kind: 'refused' | 'stale'; readonly reason: string };

/** What a way back is asked for. */
export interface WayBackOrder {
  readonly remedy: 'undo' | 'release';
  /** The change to take back, as the journal keeps it. */
  readonly undoes: JournalEntry;
}

/** Finds the change that a person means by the beginning of its name; every one that begins so. */
export async function findChanges(
  prefix: string,
  { journal }: Pick<Surroundings, 'journal'>,
): Promise<readonly JournalEntry[]> {
  const changes = await journal.changes(new Date(0));
  const exact = changes.filter(({ change }) => change === prefix);
  return exact.length > 0 ? exact : changes.filter(({ change }) => change.startsWith(prefix));
}

/** Finds the newest quarantine of a role that was written. */
export async function findQuarantine(
  role: string,
  { journal }: Pick<Surroundings, 'journal'>,
): Promise<JournalEntry | undefined> {
  const changes = await journal.changesOf(role);
  return changes.findLast((change) => change.remedy === 'quarantine' && isWritten(change));
}

/** Plans to take a change back, from the role as it is now: what the journal keeps is judged like any other policy. */
export async function planWayBack(order: WayBackOrder, rules: Rules, around: Surroundings): Promise<WayBack> {
  const role = await around.roles.read(nameOf(order.undoes));
  return role === undefined ? GONE : wayBackOf(order, role, rules, around);
}

/**
 * Takes a change back: plans anew under the role's lease and writes what comes out, where it is what was shown.
 *
 * Guarantees: L10, L11; for a release L3.
 * @param shown - the restoration that a person agreed to
 * @throws RoleBusyError, UnsettledError as a planned change does
 */
export async function takeBack(
  order: WayBackOrder,
  shown: Restoration,
  rules: Rules,
  around: Surroundings,
  by: string | undefined,
): Promise<ApplyOutcome | Extract<WayBack, { kind: 'refused' | 'stale' }>> {
  const found = await around.roles.read(nameOf(order.undoes));
  if (found === undefined) return GONE;
  return withLease(found, around, async () => {
    const role = await around.roles.read(found.name);
    if (role === undefined) return GONE;
    const history = await around.journal.changesOf(role.arn);
    refuseUndone(role, history, around);
    const pending = await finishOpenChanges(role, history.filter(isOpen), rules, around);
    const back = await wayBackOf(order, role, rules, around);
    if (back.kind !== 'planned') return back;
    const { before, after } = back.restoration;
    if (!isSameTrustPolicy(after ?? before, shown.after ?? shown.before)) return CHANGED;
    if (pending !== undefined) await supersede(pending, around);
    const { verdict, severity } = back.judgement;
    const { remedy, undoes } = order;
    const quarantine = remedy === 'release' ? (undoes.quarantine ?? ISOLATE) : undefined;
    const change = newChange(
      {
        remedy,
        verdict,
        severity,
        before,
        after: after ?? before,
        ...(quarantine === undefined ? {} : { quarantine }),
        configuration: rules.digest,
        by,
        undoes: undoes.change,
      },
      role,
      around,
    );
    const removes = quarantine === undefined ? [] : measuresToRemove(quarantine, role.arn);
    return applyChange(change, role, { puts: [], removes, revokes: [] }, around);
  });
}

/** WHY: what the journal of before says nothing about was of this level. */
const ISOLATE = { level: 'isolate', revokeSessions: false } as const;

const GONE = { kind: 'stale', reason: 'there is no role of that name any more' } as const;
const CHANGED = {
  kind: 'stale',
  reason: 'the role or the configuration changed meanwhile, try again',
} as const;

async function wayBackOf(
  { remedy, undoes }: WayBackOrder,
  role: Role,
  rules: Rules,
  { clock, account }: Surroundings,
): Promise<WayBack> {
  const obstacle = obstacleTo(remedy, undoes, role);
  if (obstacle !== undefined) return obstacle;
  const recorded = decodeTrustPolicy(undoes.before);
  const current = decodeTrustPolicy(role.trustPolicy);
  if (!recorded.ok || !current.ok)
    return {
      kind: 'refused',
      reason: 'the trust policy of before cannot be read any more, restore it by hand',
    };
  const { intent, mode, exemption } = rules.select(role.arn, clock());
  const { trustPolicyQuota: quota } = await account.read();
  const input: RestoreInput = {
    role: role.arn,
    current: current.policy,
    recorded: recorded.policy,
    intent,
    isLeftAlone: mode === 'dry-run' || exemption !== undefined,
    ...(quota === undefined ? {} : { quota }),
  };
  const restoration =
    remedy === 'undo'
      ? planUndo(input)
      : planRelease(input, quarantineOf(undoes.quarantine ?? ISOLATE, role.arn, []));
  if (restoration.refused !== null) return { kind: 'refused', reason: restoration.refused };
  return { kind: 'planned', restoration, judgement: judge(current.policy, intent, { role: role.arn }) };
}

/** WHY: an edit that came after the change would be lost with it. */
function obstacleTo(remedy: WayBackOrder['remedy'], undoes: JournalEntry, role: Role): WayBack | undefined {
  if (role.id !== undoes.roleId || role.arn !== undoes.role)
    return { kind: 'stale', reason: 'the role was deleted, and another one has its name now' };
  const stands = isSameTrustPolicy(role.trustPolicy, undoes.after);
  // WHY: a change that was cut short may have been written all the same.
  if (!isWritten(undoes) && !(stands && undoes.state === 'pending'))
    return { kind: 'refused', reason: `the change is \`${undoes.state}\`: nothing of it was written` };
  const isFrozen = undoes.quarantine !== undefined && undoes.quarantine.level !== 'isolate';
  if (isFrozen && remedy === 'undo')
    return {
      kind: 'refused',
      reason: 'the change put a policy on the role, take it off with `trustwarden release`',
    };
  // WHY: a policy that was put on the role is taken off whatever became of its trust policy.
  if (stands || (isFrozen && remedy === 'release')) return undefined;
  return {
    kind: 'stale',
    reason: 'its trust policy was changed again since, take the newer change back first or edit it by hand',
  };
}

function nameOf({ role }: JournalEntry): string {
  return role.slice(role.lastIndexOf('/') + 1);
}
