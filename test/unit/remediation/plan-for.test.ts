import { describe, expect, it } from '@jest/globals';
import type { Selection } from '../../../remediation/ports.ts';
import { planFor } from '../../../remediation/plan-for.ts';
import { allow, allowSub, deny, intentOf, policyOf, project, ROLE } from '../policies/parts.ts';

const SELECTION: Selection = {
  intent: intentOf(project('a/b')),
  mode: 'enforce',
  unlisted: 'report',
  unfixable: 'quarantine',
  undecided: 'report',
  quarantine: { level: 'isolate', revokeSessions: false, onRefusal: 'report' },
};
const FOREIGN = policyOf(allowSub('project_path:x/*'));

describe('planFor', () => {
  it('plans what the configuration says of the role', () => {
    expect(planFor(ROLE, policyOf(allow(undefined)), SELECTION, []).remedy).toBe('narrow');
    expect(planFor(ROLE, FOREIGN, SELECTION, []).remedy).toBe('quarantine');
    expect(planFor(ROLE, FOREIGN, { ...SELECTION, unfixable: 'report' }, []).remedy).toBe('report');
    const unlisted = { ...SELECTION, intent: { ...SELECTION.intent, listed: false } };
    expect(planFor(ROLE, FOREIGN, unlisted, []).remedy).toBe('report');
    const unknown = policyOf(allowSub('x', 'StringResembles'), deny(undefined));
    expect(planFor(ROLE, policyOf(allowSub('x', 'StringResembles')), SELECTION, []).remedy).toBe('report');
    const isolating = { ...SELECTION, undecided: 'isolate' } as const;
    expect(planFor(ROLE, unknown, isolating, []).verdict).toBe('compliant');
    expect(planFor(ROLE, policyOf(allowSub('x', 'StringResembles')), isolating, []).remedy).toBe(
      'quarantine',
    );
  });

  it('leaves a role alone that is its own, or exempt', () => {
    const open = policyOf(allow(undefined));
    expect(planFor(ROLE, open, SELECTION, [ROLE])).toMatchObject({ remedy: 'report', after: null });
    const exemption = { reason: 'on call', until: '2027-01-01' };
    expect(planFor(ROLE, open, { ...SELECTION, exemption }, []).notes).toEqual([
      'it is exempt until 2027-01-01: on call',
    ]);
  });

  it.each(['freeze', 'freeze-all'] as const)('leaves the trust policy as it is with %s', (level) => {
    const quarantine = { level, revokeSessions: false, onRefusal: 'report' } as const;
    const plan = planFor(ROLE, FOREIGN, { ...SELECTION, quarantine }, []);
    expect([plan.remedy, plan.after, plan.quarantine?.level]).toEqual(['quarantine', null, level]);
  });
});
