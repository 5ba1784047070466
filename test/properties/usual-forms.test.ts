import { afterAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  decodeTrustPolicy,
  judge,
  type Finding,
  type Intent,
  type JsonObject,
} from '../../policies/index.ts';
import { GITLAB, intentArb, subjectsOf } from '../support/intent-arb.ts';
import { holdsAlways, RUNS, say, SEED, TIMEOUT } from '../support/property-runs.ts';
import { subjectPatternArb, widerSubjectArb } from '../support/subject-arb.ts';
import { caseArb, providerOf, ROLE } from '../support/trust-policy-arb.ts';

interface Given {
  readonly intent: Intent;
  readonly document: JsonObject;
}

/** Values as people write them: a subject near the intent, whole or cut off with a `*`, or with one in the middle. */
const valueArb = (intent: Intent): fc.Arbitrary<string> => {
  const near = subjectsOf(intent, GITLAB);
  const cut = fc
    .tuple(fc.oneof(fc.constantFrom(...near), subjectPatternArb(near)), fc.nat(90))
    .map(([subject, length]) => `${subject.replaceAll('?', 'x').slice(0, length)}*`);
  const loose = fc.constantFrom(
    '*',
    'p*',
    'project_path:*',
    'project_path:*:ref_type:*:ref:*',
    'project_id:*',
    'repo:x/y:*',
  );
  return fc.oneof(fc.constantFrom(...near), cut, cut, subjectPatternArb(near), widerSubjectArb(near), loose);
};

/** Statements of the usual forms, and such that merely look like it. */
const usualArb: fc.Arbitrary<Given> = intentArb.chain((intent) =>
  fc
    .record({
      operator: fc.constantFrom('StringLike', 'StringLike', 'StringEquals', 'ForAnyValue:StringLike'),
      values: fc.array(valueArb(intent), { minLength: 1, maxLength: 3 }),
      audience: fc.constantFrom(undefined, 'https://gitlab.com', ['https://gitlab.com', 'x'], 'https://*'),
      hasSubject: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
    })
    .map(({ operator, values, audience, hasSubject }) => ({
      intent,
      document: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: providerOf(GITLAB) },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            ...(hasSubject ? { [operator]: { 'gitlab.com:sub': values } } : {}),
            ...(audience === undefined ? {} : { 'ForAnyValue:StringEquals': { 'gitlab.com:aud': audience } }),
          },
        },
      },
    })),
);

/** WHY: what is hard to decide is undecided on both ways, and that takes the longest. */
const BUDGET = { states: 4_000, transitions: 40_000 };

const shares = { short: 0, long: 0 };

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
        const short = judge(policy, intent, { role: ROLE, budget: BUDGET });
        const long = judge(policy, intent, { role: ROLE, budget: BUDGET, takesLongWay: true });
        shares[short.spent.states < long.spent.states ? 'short' : 'long']++;
        if (long.verdict === 'undecided') return;
        expect({ ...short, findings: short.findings.map(outline), spent: 0 }).toEqual({
          ...long,
          findings: long.findings.map(outline),
          spent: 0,
        });
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
