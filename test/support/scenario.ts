import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration } from '../../config/load.ts';
import { selectRole, type RoleSelection } from '../../config/select.ts';
import { decodeTrustPolicy, planRole, type Plan, type TrustPolicy } from '../../policies/index.ts';

/** A trust policy with what must come out, as `test/scenarios/*.json` hold them. */
export interface Scenario {
  readonly name: string;
  readonly why: string;
  readonly source: string;
  readonly role: string;
  readonly issuers: readonly unknown[];
  readonly allow: readonly unknown[];
  readonly policy: unknown;
  readonly expect: {
    readonly broader?: boolean;
    /** Whether any user of a public issuer gets in; `null` where that is open to argument. */
    readonly anyone?: boolean | null;
    readonly undecided?: boolean;
    readonly remedy?: string;
    readonly after?: unknown;
  };
}

const FOLDER = join(__dirname, '..', 'scenarios');

/** Reads every scenario, by file. */
export function readScenarios(): { readonly file: string; readonly scenarios: readonly Scenario[] }[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return files.map((file) => ({ file, scenarios: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) }));
}

/** Says what a configuration with one entry, for this very role, makes of it. */
export function selectionFor({
  role,
  issuers,
  allow,
}: Pick<Scenario, 'role' | 'issuers' | 'allow'>): RoleSelection {
  const text = JSON.stringify({
    version: 1,
    mode: 'dry-run',
    unlisted: 'report',
    issuers,
    roles: [{ role, allow }],
  });
  const loaded = loadConfiguration(text, 'scenario');
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('; '));
  return selectRole(loaded.configuration, role, new Date(0));
}

/** Decodes a policy that a test takes to be one. */
export function decoded(policy: unknown): TrustPolicy {
  const result = decodeTrustPolicy(policy);
  if (!result.ok) throw new Error(`no trust policy: ${JSON.stringify(result.problems)}`);
  return result.policy;
}

/** Plans a scenario's role, with another policy where one is given. */
export function planScenario(scenario: Scenario, policy: unknown = scenario.policy): Plan {
  const { intent, unlisted } = selectionFor(scenario);
  return planRole({ role: scenario.role, policy: decoded(policy), intent, unlisted });
}
