import { afterAll, describe, expect, it } from '@jest/globals';
import {
  decodeTrustPolicy,
  evaluateToken,
  isAllowed,
  judge,
  type Finding,
  type Judgement,
  type TrustPolicy,
} from '../../policies/index.ts';
import { boxesFor } from '../../policies/acceptance/boxes.ts';
import { decide } from '../../policies/acceptance/evaluate.ts';
import { OperatorCoverage } from '../support/operator-coverage.ts';
import { Dice } from '../support/dice.ts';
import { allows, mintable } from '../support/oracle-tokens.ts';
import { stsAnswer } from '../support/oracle.ts';
import { expectEqual, holdsAlways, RUNS, say, SEED, TIMEOUT, TOKENS } from '../support/property-runs.ts';
import { shuffledDocument } from '../support/shuffled-document.ts';
import { someSurroundings, surroundingsOf, TokensNear, unsettledKeys } from '../support/tokens-near.ts';
import { ACCOUNT, caseArb, ROLE, type Case } from '../support/trust-policy-arb.ts';

const coverage = new OperatorCoverage();
const shares = {
  compliant: 0,
  'compliant and open to somebody': 0,
  broader: 0,
  undecided: 0,
  'not-applicable': 0,
};

/** How many ways to fill in the keys of the rest of the request are tried for each token. */
const ASSIGNMENTS = 3;

/** WHY: the evaluator has a property of its own against the documentation, so some tokens of each policy suffice. */
const ASKED_OF_STS = 20;

describe('the verdict on a trust policy', () => {
  it(
    'L8: `compliant` lets no forbidden token in and every witness gets in',
    () => {
      holdsAlways(caseArb, (given) => {
        coverage.count(given.document);
        const policy = decode(given);
        const judgement = judge(policy, given.intent, { role: ROLE });
        shares[judgement.verdict]++;
        const intruders = judgement.findings.filter((finding) => finding.severity !== null);
        const wrong = intruders.map((finding) => problemOfWitness(given, policy, finding)).filter(Boolean);
        expectEqual(wrong, []);
        expectEqual(intruders.length > 0, judgement.verdict === 'broader');
        const { intruder, isOpen } = intruderAmong(given, policy, judgement);
        if (judgement.verdict === 'compliant' && isOpen) shares['compliant and open to somebody']++;
        const isSafe = judgement.verdict === 'compliant' || judgement.verdict === 'not-applicable';
        expectEqual(isSafe ? intruder : undefined, undefined);
      });
    },
    TIMEOUT,
  );

  it(
    'L7: the verdict does not depend on the order of statements, keys or values',
    () => {
      holdsAlways(caseArb, (given) => {
        const policy = decode(given);
        const other = decode({ ...given, document: shuffledDocument(given.document, new Dice(given.luck)) });
        const options = { role: ROLE };
        expectEqual(
          summary(judge(other, given.intent, options)),
          summary(judge(policy, given.intent, options)),
        );
      });
    },
    TIMEOUT,
  );

  afterAll(() => {
    say(`verdicts, seed ${SEED}, ${RUNS} policies: ${JSON.stringify(shares)}`);
    say(coverage.describe());
  });

  it('meets every row of the operator table and both verdicts often', () => {
    // WHY: shares and rows that chance alone decides say nothing about a handful of policies.
    if (RUNS < 500) return;
    expect(coverage.missing()).toEqual([]);
    expect(shares['compliant and open to somebody'] / RUNS).toBeGreaterThan(0.25);
    expect(shares.broader / RUNS).toBeGreaterThan(0.25);
    expect(shares.undecided / RUNS).toBeLessThan(0.1);
  });
});

function decode({ document }: Case): TrustPolicy {
  const decoded = decodeTrustPolicy(document);
  if (!decoded.ok) throw new Error('the generator made something that is no trust policy');
  return decoded.policy;
}

/** Returns what of a judgement may not depend on order. */
function summary({ verdict, severity, findings }: Judgement): unknown {
  const words = findings.map((each) => [each.id, each.severity, each.issuer, each.requires].join(' '));
  return { verdict, severity, findings: words.sort() };
}

/** Says what is wrong with the witness of a finding. */
function problemOfWitness({ intent, document, luck }: Case, policy: TrustPolicy, finding: Finding): unknown {
  const { witness, issuer, requires } = finding;
  if (witness === undefined) return { finding, problem: 'no witness' };
  const token = { issuer, claims: { aud: `https://${issuer}`, ...witness } };
  const problem = (text: string): unknown => ({ finding, problem: text });
  if (!mintable(witness['sub'] ?? '', witness['project_id']))
    return problem('no project can get the witness');
  if (allows(intent.entries, token)) return problem('the intent allows the witness');
  const decision = evaluateToken(policy, token, ACCOUNT);
  const expected = requires.length > 0 ? 'requires' : 'yes';
  if (decision.outcome !== expected || decision.requires.join() !== requires.join()) {
    return problem(`the evaluator answers ${JSON.stringify(decision)}`);
  }
  if (requires.length > 0) return undefined;
  const dice = new Dice(luck);
  const unsettled = unsettledKeys(document, dice);
  for (let tries = 0; tries < 20; tries++) {
    const surroundings = surroundingsOf(unsettled, dice);
    if (stsAnswer(document, { type: 'web', ...token }, ACCOUNT, surroundings) !== 'deny') return undefined;
  }
  return unsettled.callers.size > 0 ? undefined : problem('STS would keep the witness out');
}

/** Looks for a token that gets in, by the evaluator or by the documentation, and is forbidden. */
function intruderAmong(
  { intent, document, luck }: Case,
  policy: TrustPolicy,
  { findings }: Judgement,
): { intruder: unknown; isOpen: boolean } {
  const dice = new Dice(luck);
  const witnesses = findings.flatMap(({ witness }) => (witness === undefined ? [] : [witness]));
  const tokens = new TokensNear(document, { intent, witnesses, dice });
  const unsettled = unsettledKeys(document, dice);
  const boxes = new Map(intent.issuers.map(({ name }) => [name, boxesFor(policy, name, ACCOUNT)]));
  let isOpen = false;
  for (let count = 0; count < TOKENS; count++) {
    const token = tokens.next(true);
    const { outcome } = decide(
      boxes.get(token.issuer) ?? boxesFor(policy, token.issuer, ACCOUNT),
      token.claims,
    );
    const isIn = outcome === 'yes' || outcome === 'requires';
    isOpen ||= isIn;
    const isForbidden = !allows(intent.entries, token);
    if (isForbidden === isAllowed(intent, token.issuer, token.claims)) {
      return { intruder: { token, problem: 'isAllowed and the independent reading differ' }, isOpen };
    }
    if (!isForbidden) continue;
    if (outcome !== 'no') return { intruder: { token, outcome }, isOpen };
    if (count >= ASKED_OF_STS) continue;
    for (const surroundings of someSurroundings(unsettled, ASSIGNMENTS, dice)) {
      if (stsAnswer(document, { type: 'web', ...token }, ACCOUNT, surroundings) === 'allow') {
        return { intruder: { token, surroundings: [...surroundings] }, isOpen };
      }
    }
  }
  return { intruder: undefined, isOpen };
}
