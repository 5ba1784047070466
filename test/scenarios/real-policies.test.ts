import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '../../config/load.ts';
import { selectRole } from '../../config/select.ts';
import { decodeTrustPolicy, planRole, type Plan } from '../../policies/index.ts';

interface Expected {
  readonly verdict: string;
  readonly severity: string | null;
  readonly remedy: string;
  readonly findings: readonly string[];
  readonly after: unknown;
}

const policies = JSON.parse(readFileSync('bench/real-policies.json', 'utf8')) as {
  readonly name: string;
  readonly policy: unknown;
}[];
const expected = JSON.parse(
  readFileSync('test/scenarios/expected/real-policies.json', 'utf8'),
) as Readonly<Record<string, Expected>>;
const loaded = loadConfiguration(readFileSync('bench/real.yaml', 'utf8'), 'bench/real.yaml');

function plan(name: string, policy: unknown): Plan {
  if (!loaded.ok) throw new Error('bench/real.yaml is no configuration');
  const role = `arn:aws:iam::111122223333:role/${name}`;
  const decoded = decodeTrustPolicy(policy);
  if (!decoded.ok) throw new Error(`${name} is no trust policy`);
  // WHY: these roles are listed, so what is written of `unlisted` does not matter.
  const { intent, unlisted } = selectRole(loaded.configuration, role, new Date(0));
  return planRole({ role, policy: decoded.policy, intent, unlisted });
}

describe('the real policies, under bench/real.yaml', () => {
  it.each(policies.map(({ name, policy }) => [name, policy] as const))('%s', (name, policy) => {
    const made = plan(name, policy);
    const { verdict, severity, remedy, after } = made;
    const findings = made.findings.map(({ id }) => id);
    expect({ verdict, severity, remedy, findings }).toEqual({ ...expected[name], after: undefined });
    expect(JSON.stringify(after)).toBe(JSON.stringify(expected[name]?.after));
    expect(plan(name, after ?? policy).remedy).toBe(after === null ? remedy : 'none');
  });
});
