import { isSameTrustPolicy } from '../document/encode.ts';
import type { JsonObject } from '../document/json.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import { judge } from '../verdict/judge.ts';
import { planRole } from './plan-role.ts';
import type { Quarantine } from './quarantine.ts';
import { describeRefusal, refusalsOf } from './shared-issuers.ts';
import { quotaFor, sizeOf } from './size.ts';

/** What a way back is planned from. */
export interface RestoreInput {
  /** ARN of the role. */
  readonly role: string;
  /** The trust policy that stands now. */
  readonly current: TrustPolicy;
  /** The one that was replaced, as the journal keeps it: evidence, which is judged like any other. */
  readonly recorded: TrustPolicy;
  readonly intent: Intent;
  /** Whether an exemption or dry run keeps the service from narrowing the role again. */
  readonly isLeftAlone: boolean;
  /** The account's quota for the size of a trust policy, where it is known. */
  readonly quota?: number;
}

/** The way back from a change or a quarantine, as plain data. */
export interface Restoration {
  readonly role: string;
  readonly before: JsonObject;
  /** The whole document to write; `null` where the trust policy stays as it is. */
  readonly after: JsonObject | null;
  /** What a quarantine put into the role and what goes again. */
  readonly removes: {
    readonly inlinePolicies: readonly string[];
    readonly managedPolicies: readonly string[];
  };
  /** Why nothing is done, with the way out; `null` where something is. */
  readonly refused: string | null;
  readonly notes: readonly string[];
}

const NOTHING = { inlinePolicies: [], managedPolicies: [] };

/**
 * Plans to bring back the document that a change replaced.
 *
 * Guarantees: L11. What the intent forbids comes back only into a role that the service leaves alone; where IAM
 * would refuse the old document, the nearest one is offered that it takes and that the intent allows, unless it stands.
 */
export function planUndo(input: RestoreInput): Restoration {
  const { role, current, recorded } = input;
  const base = { role, before: current.json, removes: NOTHING };
  if (!isAllowed(input, recorded) && !input.isLeftAlone)
    return { ...base, after: null, refused: wouldNotLast(role), notes: [] };
  const obstacle = obstacleOf(input, recorded);
  if (obstacle === undefined) return { ...base, after: recorded.json, refused: null, notes: [] };
  const nearest = narrowest(input, recorded);
  return nearest === undefined || isSameTrustPolicy(nearest, current.json)
    ? { ...base, after: null, refused: obstacle, notes: [] }
    : {
        ...base,
        after: nearest,
        refused: null,
        notes: [`${obstacle}; the nearest one that is taken comes back`],
      };
}

/**
 * Plans to take a quarantine back: the trust policy of before as far as the intent allows it, and then what was
 * put into the role.
 *
 * Guarantees: L3; nothing that the intent forbids is opened again, exempt or not.
 */
export function planRelease(input: RestoreInput, quarantine: Quarantine): Restoration {
  const { role, current, recorded } = input;
  const policy = quarantine.level === 'isolate' ? recorded : current;
  const removes = {
    inlinePolicies: [quarantine.inlinePolicy?.name, quarantine.revocation?.name].filter(
      (name) => name !== undefined,
    ),
    managedPolicies: quarantine.managedPolicy === null ? [] : [quarantine.managedPolicy],
  };
  const base = { role, before: current.json, notes: [] };
  const isWhole = isAllowed(input, policy) && obstacleOf(input, policy) === undefined;
  const document = isWhole ? policy.json : narrowest(input, policy);
  if (document === undefined) return { ...base, after: null, removes: NOTHING, refused: wouldOpen(role) };
  return { ...base, after: document === current.json ? null : document, removes, refused: null };
}

function isAllowed({ intent, role }: RestoreInput, policy: TrustPolicy): boolean {
  const { verdict } = judge(policy, intent, { role });
  return verdict === 'compliant' || verdict === 'not-applicable';
}

/** Returns why IAM would not store a document again, where it would not. */
function obstacleOf({ current, quota }: RestoreInput, policy: TrustPolicy): string | undefined {
  const [refusal] = refusalsOf(policy);
  if (refusal !== undefined) return describeRefusal(refusal);
  const [size, limit] = [sizeOf(policy.json), quotaFor(current.json, quota)];
  // WHY: what stood there once fitted; only a quota that is known says that it does no more.
  return quota !== undefined && size > limit
    ? `the old trust policy has ${size} characters and the account allows ${limit}`
    : undefined;
}

/** Returns the narrowest correct form of a document, proved like any rewrite. */
function narrowest({ role, intent, quota }: RestoreInput, policy: TrustPolicy): JsonObject | undefined {
  const plan = planRole({
    role,
    policy,
    intent,
    unlisted: 'report',
    ...(quota === undefined ? {} : { quota }),
  });
  return plan.remedy === 'narrow' && plan.after !== null ? plan.after : undefined;
}

function wouldNotLast(role: string): string {
  return `the configuration forbids what the old trust policy allows, so the service would narrow it again; exempt the role first: ${exemptionOf(role)}`;
}

function wouldOpen(role: string): string {
  return `nothing of what the old trust policy allows is allowed by the configuration, let an entry of \`roles\` allow what may come in to \`${role}\``;
}

/** WHY: JSON is YAML, whatever the name of a role holds. */
function exemptionOf(role: string): string {
  return `\`exempt: [{ role: ${JSON.stringify(role)}, reason: "…", until: YYYY-MM-DD }]\``;
}
