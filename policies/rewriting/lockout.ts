import { atomsOf } from '../acceptance/atoms.ts';
import { boxesFor } from '../acceptance/boxes.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import { owedValues } from '../intent/owed.ts';
import { DEFAULT_BUDGET } from '../patterns/search.ts';
import { unionOf } from '../patterns/union.ts';
import { AT_MOST, prove } from '../verdict/question.ts';

/**
 * Tells whether a policy may accept a token that the intent owes, so that taking all of GitLab's access away
 * would lock it out. `false` is a proof.
 *
 * Guarantees: L4, for a quarantine.
 */
export function mayAcceptOwed(policy: TrustPolicy, intent: Intent, account: string | undefined): boolean {
  return intent.issuers.some((issuer) => {
    const owed = owedValues(intent, issuer.name, policy.hasVariables).map((each) => each.pattern);
    if (owed.length === 0) return false;
    const { allows, denies, dodged } = boxesFor(policy, issuer.name, account);
    return allows.some((allow) => {
      const budget = { ...DEFAULT_BUDGET };
      const asked = { allow, denies, dodged, budget, atoms: atomsOf(allow, denies, [], budget) };
      return prove(asked, AT_MOST, () => ({ unions: [unionOf(owed)], machines: [] })).kind !== 'none';
    });
  });
}
