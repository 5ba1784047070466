import type { Begun, Limits, Rate, Role, Tally } from './ports.ts';

/** What holds a change back. */
export interface Brake {
  /**
   * `role`: this role was changed too often; `new-roles`: new roles of the account were; `account`: roles of the
   * account were, which latches its brake; `latched`: it is latched already. The first two pass with time.
   */
  readonly kind: 'role' | 'new-roles' | 'account' | 'latched';
  /** From when on a critical role is changed all the same, although it was changed too often. */
  readonly until?: Date;
  /** Of one that is latched: whether it is known that it was told. */
  readonly isTold?: boolean;
  /** On one line, with the numbers. */
  readonly reason: string;
}

/** What the brakes go by. */
export interface Measured {
  readonly limits: Limits;
  /** How many roles the account has, where that is known. */
  readonly roles?: number | undefined;
  readonly now: Date;
  /** Whether anybody can assume the role. */
  readonly isCritical?: boolean;
}

/** Minutes after which a critical role that somebody opens again and again is changed once more. */
const AGAIN_AFTER: readonly number[] = [5, 15, 60];

/** With fewer roles in an account, one of them would be too large a share. */
const FEWEST_ROLES = 10;

/** Of new roles, and of others. AWS: an item of DynamoDB has 400 KB at most; twice as many changes have half of it. */
const MOST_KEPT = 1_000;

/**
 * Says what holds a change of a role back; `undefined` where nothing does.
 *
 * WHY: somebody, often Terraform, may be writing the old trust policy back each time; and a configuration that is wrong
 * would otherwise change every role of an account. A new role counts apart, so that whoever makes many of them cannot
 * use up what the others have.
 */
export function brakeOn(role: Role, tally: Tally, measured: Measured): Brake | undefined {
  const { account, latched, begun } = tally;
  const { limits, now } = measured;
  if (latched !== undefined)
    return { kind: 'latched', reason: latchedReason(account, latched), isTold: latched.told === true };
  const { changesPerRole, changesPerAccount } = limits;
  const ofRole = within(begun, changesPerRole, now).filter((each) => each.role === role.arn);
  const until = heldUntil(ofRole, changesPerRole);
  if (until !== undefined && !(measured.isCritical === true && until <= now)) {
    const reason = roleReason(changesPerRole);
    return { kind: 'role', reason, ...(measured.isCritical === true ? { until } : {}) };
  }
  const isApart = isNew(role, measured);
  const kept = begun.filter((each) => each.isNew === isApart);
  const since = tally.reset?.at ?? '';
  const counted = within(kept, changesPerAccount, now).filter(({ at }) => at > since);
  const reason =
    rateReason(account, isApart, kept, counted, changesPerAccount) ??
    (isApart ? undefined : shareReason(role, tally, counted, measured));
  return reason === undefined ? undefined : { kind: isApart ? 'new-roles' : 'account', reason };
}

/** WHY: what anybody can assume must not stay open because somebody writes the old trust policy back. */
function heldUntil(ofRole: readonly Begun[], { max }: Rate): Date | undefined {
  const last = ofRole.at(-1);
  if (last === undefined || ofRole.length < max) return undefined;
  const minutes = AGAIN_AFTER[Math.min(ofRole.length - max, AGAIN_AFTER.length - 1)] ?? 0;
  return new Date(Date.parse(last.at) + minutes * 60_000);
}

function rateReason(
  account: string,
  isApart: boolean,
  kept: readonly Begun[],
  counted: readonly Begun[],
  rate: Rate,
): string | undefined {
  const whose = `${isApart ? 'new roles' : 'roles'} of account ${account}`;
  if (counted.length >= rate.max) return `${whose} were changed ${describe(rate)}, which is the limit`;
  if (kept.length < MOST_KEPT) return undefined;
  return `${whose} were changed ${kept.length} times, and no more can be counted`;
}

/** WHY: the roles that let nobody of GitLab in are never changed; a sweep knows how many the others are. */
function shareReason(
  { arn }: Role,
  { account, admitting }: Tally,
  counted: readonly Begun[],
  { limits: { changesPerAccount, shareOfRoles }, roles: all }: Measured,
): string | undefined {
  const roles = admitting ?? all;
  if (shareOfRoles === undefined || roles === undefined || roles < FEWEST_ROLES) return undefined;
  const changed = new Set(counted.map((each) => each.role)).add(arn).size;
  if (changed <= shareOfRoles * roles) return undefined;
  return `a change would be that of ${changed} of the ${roles} roles${admitting === undefined ? '' : ' that let GitLab in'} of account ${account} ${inTime(changesPerAccount)}, above the share of ${shareOfRoles}`;
}

/** Returns the tally with a change that is begun now, without what counts no more. */
export function tallyWith(role: Role, tally: Tally, measured: Measured): Tally {
  const { changesPerRole, changesPerAccount } = measured.limits;
  const longest = changesPerRole.per > changesPerAccount.per ? changesPerRole : changesPerAccount;
  const begun = { role: role.arn, at: measured.now.toISOString(), isNew: isNew(role, measured) };
  return { ...tally, begun: [...within(tally.begun, longest, measured.now), begun] };
}

/** Returns the tally without the newest change of a role. */
export function tallyWithout(role: Role, tally: Tally): Tally {
  const newest = tally.begun.findLastIndex((each) => each.role === role.arn);
  return { ...tally, begun: tally.begun.filter((_, index) => index !== newest) };
}

/** Returns the tally with the brake of the account on, until somebody lets it go. */
export function tallyLatched(tally: Tally, reason: string, now: Date): Tally {
  return { ...tally, latched: { at: now.toISOString(), reason } };
}

/** Returns the tally with a brake of which it is known that it was told. */
export function tallyTold(tally: Tally): Tally {
  return tally.latched === undefined ? tally : { ...tally, latched: { ...tally.latched, told: true } };
}

/** Returns the tally with the brake of the account let go; what was changed before counts for the roles alone. */
export function tallyReset({ latched: _latched, ...tally }: Tally, by: string, now: Date): Tally {
  return { ...tally, reset: { at: now.toISOString(), by } };
}

function isNew({ created }: Role, { limits, now }: Measured): boolean {
  return created !== undefined && Date.parse(created) > now.getTime() - limits.changesPerAccount.per;
}

function within(begun: readonly Begun[], { per }: Rate, now: Date): readonly Begun[] {
  return begun.filter(({ at }) => Date.parse(at) > now.getTime() - per);
}

function latchedReason(account: string, { at, reason }: NonNullable<Tally['latched']>): string {
  return `the brake of account ${account} is on since ${at}: ${reason}; when you have looked at what was changed, let it go with \`trustwarden brake reset\``;
}

function roleReason(rate: Rate): string {
  return `the role was changed ${describe(rate)}, which is the limit, so somebody may be writing its trust policy back`;
}

function describe(rate: Rate): string {
  return `${rate.max === 1 ? 'once' : `${rate.max} times`} ${inTime(rate)}`;
}

function inTime({ per }: Rate): string {
  return `within ${per / 60_000} minutes`;
}

/** Returns the tally with how many roles let GitLab in. */
export function tallyAdmitting(tally: Tally, admitting: number): Tally {
  return { ...tally, admitting };
}
