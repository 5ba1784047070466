import { describe, expect, it } from '@jest/globals';
import { evaluateToken, isAllowed, type Plan } from '../../policies/index.ts';
import { decoded, planScenario, readScenarios, selectionFor, type Scenario } from '../support/scenario.ts';

describe.each(readScenarios())('$file', ({ scenarios }) => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
    const plan = planScenario(scenario);
    const expected = { undecided: false, ...scenario.expect };
    expect(answersOf(plan, expected)).toEqual(expected);
    // WHY: the order of keys is what a reviewer of the change sees.
    const after = 'after' in expected ? expected.after : plan.after;
    expect(JSON.stringify(plan.after)).toBe(JSON.stringify(after));
    checkWitnesses(scenario, plan);
    expect(planScenario(scenario, plan.after ?? plan.before).remedy).toBe(plan.after === null ? plan.remedy : 'none');
  });
});

/** Answers each question that a scenario asks, and no other; one that is open to argument as the scenario does. */
function answersOf(plan: Plan, asked: Scenario['expect']): Scenario['expect'] {
  const answers: Scenario['expect'] = {
    undecided: plan.verdict === 'undecided',
    broader: plan.verdict === 'broader',
    anyone: asked.anyone === null ? null : plan.severity === 'critical',
    remedy: plan.remedy,
    after: plan.after,
  };
  return Object.fromEntries(Object.entries(answers).filter(([question]) => question in asked));
}

/** A finding with a severity has a token that the policy accepts and the intent forbids. */
function checkWitnesses(scenario: Scenario, { findings }: Plan): void {
  const { intent } = selectionFor(scenario);
  for (const finding of findings) {
    if (finding.severity === null) continue;
    const claims = { aud: `https://${finding.issuer}`, ...finding.witness };
    const token = { issuer: finding.issuer, claims };
    const decision = evaluateToken(decoded(scenario.policy), token, scenario.role.split(':')[4]);
    expect(['yes', 'requires']).toContain(decision.outcome);
    expect(decision.requires).toEqual(finding.requires);
    expect(isAllowed(intent, finding.issuer, claims)).toBe(false);
  }
}
