import type { UndecidedDocument } from '../adapters/documents/read-roles.ts';
import type { Plan } from '../policies/index.ts';

/** Returns the plan for a role whose trust policy is not known yet: there is nothing to do but say so. */
export function undecidedPlan(role: string, { undecided }: UndecidedDocument): Plan {
  return {
    role,
    verdict: 'undecided',
    severity: null,
    findings: [],
    remedy: 'report',
    unlisted: false,
    before: {},
    after: null,
    quarantine: null,
    keeps: [],
    stops: [],
    irreversible: null,
    notes: [undecided],
  };
}
