import { describe, expect, it } from '@jest/globals';
import {
  decodeTrustPolicy,
  evaluateToken,
  judge,
  planRole,
  type JsonObject,
  type Token,
  type TrustPolicy,
} from '../../policies/index.ts';
import { Dice } from '../support/dice.ts';
import { ISSUERS } from '../support/intent-arb.ts';
import { owes } from '../support/oracle-tokens.ts';
import { stsAnswer, type Caller, type Surroundings } from '../support/oracle.ts';
import { holdsAlways, RUNS, say, SEED, TIMEOUT, TOKENS } from '../support/property-runs.ts';
import { assign, TokensNear, unsettledKeys } from '../support/tokens-near.ts';
import { ACCOUNT, caseArb, ROLE, SAML, USER, type Case } from '../support/trust-policy-arb.ts';

/** Callers that are no GitLab job, but that a document here may let in. */
const OTHERS: readonly Caller[] = [
  { type: 'AWS', value: USER },
  { type: 'AWS', value: 'arn:aws:iam::111122223333:user/bob' },
  { type: 'Service', value: 'ec2.amazonaws.com' },
  { type: 'Service', value: 'lambda.amazonaws.com' },
  { type: 'SAML', value: SAML },
  ...['token.actions.githubusercontent.com', 'gitlab.example.com'].map((issuer): Caller => ({
    type: 'web',
    issuer,
    claims: { sub: 'project_path:mygroup/myproject:ref_type:branch:ref:main', aud: 'https://gitlab.com' },
  })),
];

interface Rewrite extends Case {
  readonly after: JsonObject;
}

describe('a rewritten trust policy', () => {
  it(
    'L2, L3, L4, L5, L6: is no wider, reaches the goal, keeps the owed, leaves others alone, and stays',
    () => {
      const remedies: Record<string, number> = {};
      holdsAlways(caseArb, (given) => {
        const plan = planRole({
          role: ROLE,
          policy: decode(given.document),
          intent: given.intent,
          unlisted: 'quarantine',
        });
        remedies[plan.remedy] = (remedies[plan.remedy] ?? 0) + 1;
        expect(plan.before).toEqual(given.document);
        expect(plan.after === null).toBe(plan.remedy === 'none' || plan.remedy === 'report');
        if (plan.after === null) return;
        const rewrite = { ...given, after: plan.after };
        const problem = wrongGoal(rewrite) ?? wrongForTokens(rewrite) ?? wrongForOthers(rewrite);
        expect(problem && { problem, after: plan.after }).toBeUndefined();
      });
      say(`remedies, seed ${SEED}, ${RUNS} policies: ${JSON.stringify(remedies)}`);
    },
    TIMEOUT,
  );
});

function decode(document: JsonObject): TrustPolicy {
  const decoded = decodeTrustPolicy(document);
  if (!decoded.ok) throw new Error('this is no trust policy');
  return decoded.policy;
}

/** L3 and L6. */
function wrongGoal({ after, intent }: Rewrite): string | undefined {
  const policy = decode(after);
  const { verdict } = judge(policy, intent, { role: ROLE });
  if (verdict !== 'compliant' && verdict !== 'not-applicable') return `L3: the verdict on it is ${verdict}`;
  const again = planRole({ role: ROLE, policy, intent, unlisted: 'quarantine' });
  return again.remedy === 'none' ? undefined : `L6: its remedy is ${again.remedy}`;
}

/** L2 and L4, by the evaluator and by the documentation. */
function wrongForTokens({ document, after, intent, luck }: Rewrite): unknown {
  const dice = new Dice(luck);
  const [earlier, later] = [decode(document), decode(after)];
  const sources = [document, after].map((each) => new TokensNear(each, { intent, witnesses: [], dice }));
  const unsettled = unsettledKeys(document, dice);
  for (let count = 0; count < TOKENS; count++) {
    const token = dice.pick(sources).next(!dice.oneIn(4));
    const was = evaluateToken(earlier, token, ACCOUNT).outcome;
    const is = evaluateToken(later, token, ACCOUNT).outcome;
    if (was === 'no' && is !== 'no') return { law: 'L2', token, was, is };
    const isOwed = owes(intent.entries, token);
    if (isOwed && was === 'yes' && is !== 'yes') return { law: 'L4', token, was, is };
    const surroundings = new Map([...assign(unsettled.callers, dice), ...assign(unsettled.unknown, dice)]);
    const problem = wrongForOne(document, after, token, surroundings, isOwed);
    if (problem !== undefined) return { ...problem, token, surroundings: [...surroundings] };
  }
  return undefined;
}

function wrongForOne(
  document: JsonObject,
  after: JsonObject,
  token: Token,
  surroundings: Surroundings,
  isOwed: boolean,
): { readonly law: string } | undefined {
  const was = stsAnswer(document, { type: 'web', ...token }, ACCOUNT, surroundings);
  const is = stsAnswer(after, { type: 'web', ...token }, ACCOUNT, surroundings);
  if (was === 'deny' && is === 'allow') return { law: 'L2 by the documentation' };
  if (isOwed && was === 'allow' && is === 'deny') return { law: 'L4 by the documentation' };
  return undefined;
}

/** L5. */
function wrongForOthers({ document, after, luck }: Rewrite): unknown {
  const dice = new Dice(luck);
  const unsettled = unsettledKeys(document, dice);
  for (const caller of OTHERS) {
    if (caller.type === 'web' && ISSUERS.some((issuer) => issuer === caller.issuer)) continue;
    const surroundings = new Map([...assign(unsettled.callers, dice), ...assign(unsettled.unknown, dice)]);
    const was = stsAnswer(document, caller, ACCOUNT, surroundings);
    const is = stsAnswer(after, caller, ACCOUNT, surroundings);
    if (was !== is) return { law: 'L5', caller, was, is, surroundings: [...surroundings] };
  }
  return undefined;
}
