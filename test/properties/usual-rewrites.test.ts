import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, it } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesPattern } from '../../policies/patterns/match.ts';
import { DEFAULT_BUDGET, Purse } from '../../policies/patterns/search.ts';
import { meet } from '../../policies/rewriting/meet.ts';
import { decodeTrustPolicy, planRole, type Plan } from '../../policies/index.ts';
import { expectEqual, holdsAlways, RUNS, say, SEED, TIMEOUT } from '../support/property-runs.ts';
import { caseArb, ROLE } from '../support/trust-policy-arb.ts';
import { usualArb, type Given } from '../support/usual-arb.ts';

const remedies: Record<string, number> = {};
let ampler = 0;

/** WHY: the long way spends more, so that it may have to give up where the short one does not. */
const AMPLE = { states: 20 * DEFAULT_BUDGET.states, transitions: 20 * DEFAULT_BUDGET.transitions };

function plansOf({ intent, document }: Given): [Plan, Plan] | undefined {
  const decoded = decodeTrustPolicy(document);
  if (!decoded.ok) return undefined;
  const input = { role: ROLE, policy: decoded.policy, intent, unlisted: 'quarantine' } as const;
  const short = planRole(input);
  // WHY: nothing is narrowed where nothing has to be done, so that there are no two ways.
  if (short.remedy === 'none') return [short, short];
  const plans: [Plan, Plan] = [short, planRole({ ...input, takesLongWay: true })];
  if (isDeepStrictEqual(...plans)) return plans;
  ampler++;
  const ample = { ...input, budget: AMPLE };
  return [planRole(ample), planRole({ ...ample, takesLongWay: true })];
}

describe('the short way to rewrite the usual forms', () => {
  it.each([
    ['the usual forms', usualArb],
    ['anything', caseArb as fc.Arbitrary<Given>],
  ])(
    'L8: makes the plan of the long way on %s',
    (_, arbitrary) => {
      holdsAlways(arbitrary, (given) => {
        const [short, long] = plansOf(given) ?? [];
        expectEqual(short, long);
        remedies[short?.remedy ?? ''] = (remedies[short?.remedy ?? ''] ?? 0) + 1;
      });
    },
    TIMEOUT,
  );

  afterAll(() =>
    say(
      `usual rewrites, seed ${SEED}, ${RUNS} policies: ${JSON.stringify(remedies)}; with more to spend: ${ampler}`,
    ),
  );
});

const PATHS = ['g/*', 'g/a', '*', 'g/a*', 'g/?', '*a', 'g*', 'h/*'];
const TYPES = ['*', 'branch', 'b*', 'tag', '*g'];
const REFS = ['*', 'x', 'x*', '*y', '?', 'x?*', 'x*y'];

const valueArb: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...PATHS), fc.constantFrom(...TYPES), fc.constantFrom(...REFS), fc.nat(5))
  .map(([path, type, ref, form]) => {
    const forms = [path, `${path}:*`, `${path}:ref_type:${type}`, `${path}:ref_type:${type}:ref`];
    return `project_path:${forms[form] ?? `${path}:ref_type:${type}:ref:${ref}`}`;
  });

const SUBJECTS = ['g/a', 'g/b', 'g/ab', 'h/a', 'gg/a', 'g/a/b'].flatMap((path) =>
  ['branch', 'tag'].flatMap((type) =>
    ['x', 'y', 'xy', 'xay', 'a', 'xa'].map((ref) => `project_path:${path}:ref_type:${type}:ref:${ref}`),
  ),
);

describe('what two patterns share', () => {
  it(
    'L4: is, of the subjects in the default shape, just what matches both',
    () => {
      holdsAlways(fc.tuple(valueArb, valueArb), ([one, other]) => {
        const shared = meet(one, other, new Purse(DEFAULT_BUDGET));
        if (shared === undefined) return;
        const wrong = SUBJECTS.filter(
          (sub) => matchesPattern(shared, sub) !== (matchesPattern(one, sub) && matchesPattern(other, sub)),
        );
        expectEqual(wrong, []);
      });
    },
    TIMEOUT,
  );
});
