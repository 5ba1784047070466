import { afterAll, describe, it } from '@jest/globals';
import type * as fc from 'fast-check';
import {
  decodeTrustPolicy,
  judge,
  type Finding,
  type Intent,
  type Judgement,
  type TrustPolicy,
} from '../../policies/index.ts';
import { usualByBox, type UsualOf } from '../../policies/verdict/judged-usual.ts';
import { expectEqual, holdsAlways, RUNS, say, SEED, TIMEOUT } from '../support/property-runs.ts';
import { caseArb, ROLE } from '../support/trust-policy-arb.ts';
import { usualArb, type Given } from '../support/usual-arb.ts';

/** WHY: what is hard to decide is undecided on both ways, and that takes the longest. */
const BUDGET = { states: 4_000, transitions: 40_000 };

const shares = { short: 0, long: 0, 'of no usual form': 0 };

/** Judges a policy the short way; `undefined` where none of its statements goes that way. */
function judgeShort(policy: TrustPolicy, intent: Intent): Judgement | undefined {
  const read = usualByBox(intent, policy.hasVariables);
  let isUsual = false;
  const usualOf: UsualOf = (allow) => {
    const usual = read(allow);
    isUsual ||= usual !== undefined;
    return usual;
  };
  const judgement = judge(policy, intent, { role: ROLE, budget: BUDGET, usualOf });
  return isUsual ? judgement : undefined;
}

describe('the short way for the usual forms', () => {
  it.each([
    ['the usual forms', usualArb],
    ['anything', caseArb as fc.Arbitrary<Given>],
  ])(
    'L8: agrees with the long way on %s',
    (_, arbitrary) => {
      holdsAlways(arbitrary, ({ intent, document }) => {
        const decoded = decodeTrustPolicy(document);
        const policy = decoded.ok ? decoded.policy : undefined;
        if (policy === undefined) return;
        const short = judgeShort(policy, intent);
        if (short === undefined) {
          shares['of no usual form']++;
          return;
        }
        const long = judge(policy, intent, { role: ROLE, budget: BUDGET, takesLongWay: true });
        shares[short.spent.states < long.spent.states ? 'short' : 'long']++;
        const unknown = long.findings.filter(({ id }) => id === 'statement/undecided');
        const isKnown = (finding: Finding): boolean =>
          unknown.every(
            ({ statement, issuer }) => finding.statement !== statement || finding.issuer !== issuer,
          );
        const outlines = ({ findings }: Judgement): object[] => findings.filter(isKnown).map(outline);
        expectEqual(outlines(short), outlines(long));
        if (unknown.length > 0) return;
        expectEqual({ ...short, findings: [], spent: 0 }, { ...long, findings: [], spent: 0 });
      });
    },
    TIMEOUT,
  );

  afterAll(() => say(`usual forms, seed ${SEED}, ${RUNS} policies: ${JSON.stringify(shares)}`));
});

/**
 * What two ways have to agree on. Of several shortest witnesses each may show its own, and with it what makes that
 * one possible; a claim that nothing tests may be absent or have any value.
 */
function outline({ id, severity, statement, issuer, requires, witness }: Finding): object {
  const sub = witness?.['sub'] ?? '';
  const length = sub.length + (sub.includes(':ref_type:tag') ? 'branch'.length - 'tag'.length + 1 : 0);
  const kind = id === 'subject/group-prefix' ? 'subject/open' : id;
  return { kind, severity, statement, issuer, requires, length, aud: witness?.['aud'] };
}
