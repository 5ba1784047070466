import { boxesFor } from '../acceptance/boxes.ts';
import { decodeTrustPolicy } from '../document/decode.ts';
import type { TrustPolicy } from '../document/trust-policy.ts';
import type { Intent } from '../intent/intent.ts';
import { DEFAULT_BUDGET, Purse } from '../patterns/search.ts';
import { accountOf } from '../verdict/judge.ts';
import { keptTokens, type Kept } from './keep-alive.ts';

/** What one statement lets in of what an intent allows. */
export interface Admitted {
  /** From 0. */
  readonly statement: number;
  readonly issuer: string;
  /** For each entry of the intent for this issuer, a token that gets in by this statement; `null` for none found. */
  readonly allowed: readonly Kept[];
}

/**
 * Says, for each statement that lets tokens of an issuer in or tries to, which of the allowed ones get in by it.
 *
 * What gets in beyond the intent stands in the findings.
 */
export function admittedBy(policy: TrustPolicy, intent: Intent, role: string): readonly Admitted[] {
  const account = accountOf(role);
  const purse = new Purse(DEFAULT_BUDGET);
  return intent.issuers.flatMap((issuer) => {
    const ofIssuer = { ...intent, issuers: [issuer] };
    return boxesFor(policy, issuer.name, account).allows.map(({ statement }): Admitted => {
      const denies = policy.statements.filter(({ effect }) => effect === 'Deny').map(({ json }) => json);
      const alone = decodeTrustPolicy({ ...policy.json, Statement: [statement.json, ...denies] });
      const allowed = alone.ok ? keptTokens(alone.policy, ofIssuer, role, purse) : [];
      return { statement: statement.index, issuer: issuer.name, allowed };
    });
  });
}
