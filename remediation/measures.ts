import {
  quarantineOf,
  revocationDocument,
  type Quarantine,
  type QuarantineOrder,
  type Revocation,
} from '../policies/index.ts';
import type { Measure, Role, RoleStore } from './ports.ts';

/** Returns what a quarantine puts on a role beside its trust policy, without the sessions that it ends. */
export function measuresOf({ inlinePolicy, managedPolicy, tags }: Quarantine): readonly Measure[] {
  return [
    ...(inlinePolicy === null
      ? []
      : [
          {
            kind: 'inline-policy' as const,
            name: inlinePolicy.name,
            document: JSON.stringify(inlinePolicy.document),
          },
        ]),
    ...(managedPolicy === null ? [] : [{ kind: 'managed-policy' as const, arn: managedPolicy }]),
    ...Object.entries(tags).map(([key, value]) => ({ kind: 'tag' as const, key, value })),
  ];
}

/** Returns what was ordered of a quarantine, as a change of the journal keeps it. */
export function orderOfQuarantine({ level, revocation, tags }: Quarantine): QuarantineOrder {
  const marks = Object.keys(tags).length > 0;
  return { level, revokeSessions: revocation !== null, ...(marks ? { marks } : {}) };
}

/** Returns the policy that ends the sessions of a revocation which began before a moment. */
export function revocationMeasure(revocation: Revocation, moment: Date): Measure {
  const document = JSON.stringify(revocationDocument(revocation, moment.toISOString()));
  return { kind: 'inline-policy', name: revocation.name, document };
}

/**
 * Returns what a release takes off a role, whatever it holds.
 *
 * INVARIANT: names come from the level and never from the journal, so that nobody's own policy is taken off.
 */
export function measuresToRemove(order: QuarantineOrder, role: string): readonly Measure[] {
  const quarantine = quarantineOf({ ...order, marks: order.marks === true }, role, []);
  const { revocation } = quarantine;
  return [
    ...measuresOf(quarantine),
    ...(revocation === null ? [] : [revocationMeasure(revocation, new Date(0))]),
  ];
}

/** Tells whether every one of some measures is on a role. */
export async function hasAll(role: Role, measures: readonly Measure[], roles: RoleStore): Promise<boolean> {
  for (const measure of measures) if (!(await roles.hasMeasure(role, measure))) return false;
  return true;
}
