import { describe, expect, it } from '@jest/globals';
import {
  decodeTrustPolicy,
  evaluateToken,
  type Decision,
  type JsonObject,
  type Token,
} from '../../policies/index.ts';
import { Dice } from '../support/dice.ts';
import { stsAnswer, type Answer } from '../support/oracle.ts';
import { holdsAlways, RUNS, say, SEED, TIMEOUT, TOKENS } from '../support/property-runs.ts';
import {
  assign,
  someSurroundings,
  TokensNear,
  unsettledKeys,
  type Unsettled,
} from '../support/tokens-near.ts';
import { ACCOUNT, caseArb, type Case } from '../support/trust-policy-arb.ts';

/** How many ways to fill in the keys of the rest of the request are tried for each token. */
const ASSIGNMENTS = 4;

describe('the tokens that a trust policy accepts', () => {
  it(
    'L8: the plain evaluator agrees with the documentation of STS',
    () => {
      const met: Record<string, number> = {};
      holdsAlways(caseArb, (given) => {
        const dice = new Dice(given.luck);
        const decoded = decodeTrustPolicy(given.document);
        if (!decoded.ok) throw new Error('the generator made something that is no trust policy');
        const tokens = new TokensNear(given.document, { intent: given.intent, witnesses: [], dice });
        const unsettled = unsettledKeys(given.document, dice);
        for (let count = 0; count < TOKENS; count++) {
          const token = tokens.next(!dice.oneIn(4));
          const decision = evaluateToken(decoded.policy, token, ACCOUNT);
          met[decision.outcome] = (met[decision.outcome] ?? 0) + 1;
          const problem = disagreement(given, token, decision, unsettled, dice);
          if (problem !== undefined) throw new Error(JSON.stringify({ problem, token, decision }));
        }
      });
      say(`L8 evaluator, seed ${SEED}, ${RUNS} policies: ${JSON.stringify(met)}`);
      expect(Object.keys(met).sort()).toEqual(['no', 'requires', 'unknown', 'yes']);
    },
    TIMEOUT,
  );
});

/** Says in what the evaluator's answer contradicts what STS would say. */
function disagreement(
  { document }: Case,
  token: Token,
  { outcome, requires }: Decision,
  unsettled: Unsettled,
  dice: Dice,
): string | undefined {
  const ask = (surroundings: ReadonlyMap<string, string>): Answer =>
    stsAnswer(document, { type: 'web', ...token }, ACCOUNT, surroundings);
  const tries = someSurroundings(unsettled, ASSIGNMENTS, dice);
  switch (outcome) {
    case 'no': {
      const open = tries.find((surroundings) => ask(surroundings) === 'allow');
      return open && `kept out, but let in with ${JSON.stringify([...open])}`;
    }
    case 'yes':
      return tries
        .map((surroundings) => keptOut(document, token, surroundings, unsettled, dice))
        .find((each) => each !== undefined);
    case 'requires':
      return tries
        .map((surroundings) => dependsOnOthers(ask, surroundings, requires, unsettled, dice))
        .find((each) => each !== undefined);
    case 'unknown':
      return undefined;
  }
}

/** WHY: what the caller chooses counts as met, so it is left out of an Allow; a Deny has to be dodged by one choice. */
function keptOut(
  document: JsonObject,
  token: Token,
  surroundings: ReadonlyMap<string, string>,
  { callers, uses }: Unsettled,
  dice: Dice,
): string | undefined {
  if ([...uses.values()].some((count) => count > 1)) return undefined;
  const met = withoutKeys(document, callers);
  const unknown = [...surroundings].filter(([key]) => !callers.has(key));
  for (let tries = 0; tries < 1 + callers.size * 40; tries++) {
    const chosen = new Map([...unknown, ...assign(callers, dice)]);
    if (stsAnswer(met, { type: 'web', ...token }, ACCOUNT, chosen) !== 'deny') return undefined;
  }
  return `let in, but kept out with ${JSON.stringify([...surroundings])}`;
}

/** Leaves the conditions on some keys out of every Allow. */
function withoutKeys(document: JsonObject, keys: ReadonlyMap<string, unknown>): JsonObject {
  const statements = [document['Statement']].flat() as JsonObject[];
  return {
    ...document,
    Statement: statements.map((statement) => {
      if (statement['Effect'] !== 'Allow') return statement;
      const blocks = Object.entries((statement['Condition'] ?? {}) as JsonObject).map(([operator, block]) => [
        operator,
        Object.fromEntries(
          Object.entries(block as JsonObject).filter(([key]) => !keys.has(key.toLowerCase())),
        ),
      ]);
      return { ...statement, Condition: Object.fromEntries(blocks) as JsonObject };
    }),
  };
}

function dependsOnOthers(
  ask: (surroundings: ReadonlyMap<string, string>) => Answer,
  surroundings: ReadonlyMap<string, string>,
  requires: readonly string[],
  { unknown }: Unsettled,
  dice: Dice,
): string | undefined {
  const listed = requires.map((key) => key.toLowerCase());
  if (listed.length === 0) return 'requires something, but does not say what';
  const others = new Map([...unknown].filter(([key]) => !listed.includes(key)));
  const unlisted = assign(others, dice);
  const changed = new Map([...surroundings].filter(([key]) => !others.has(key)).concat([...unlisted]));
  const answers = [ask(surroundings), ask(changed)];
  return answers.includes('allow') && answers.includes('deny')
    ? `depends on more than ${listed.join()}: ${JSON.stringify([[...surroundings], [...changed]])}`
    : undefined;
}
