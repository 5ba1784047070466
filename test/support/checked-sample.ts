import type { Checked } from '../../cli/render/checked.ts';
import type { Finding, JsonObject, Plan } from '../../policies/index.ts';
import { deployArn } from './samples.ts';

/** Makes a judged document of these statements, with a finding for each group of fields. */
export function checkedSample({
  role = deployArn,
  source = 'roles.json#0',
  statements,
  findings,
}: {
  readonly role?: string;
  readonly source?: string;
  readonly statements: readonly JsonObject[];
  readonly findings: readonly Partial<Finding>[];
}): Extract<Checked, { plan: Plan }> {
  const plan: Plan = {
    role,
    verdict: 'broader',
    severity: 'critical',
    findings: findings.map((fields) => ({
      id: 'subject/unconstrained',
      severity: 'critical',
      statement: 0,
      issuer: 'gitlab.com',
      requires: [],
      message: 'any gitlab.com project can assume `deploy`',
      ...fields,
    })),
    remedy: 'report',
    unlisted: false,
    before: { Version: '2012-10-17', Statement: statements },
    after: null,
    quarantine: null,
    keeps: [],
    stops: [],
    irreversible: null,
    notes: [],
  };
  return { source, plan };
}
