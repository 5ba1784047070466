import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import type { Plan } from '../../../../policies/plan.ts';
import { planRole, type PlanInput } from '../../../../policies/rewriting/plan-role.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import { allow, allowSub, intentOf, policyOf, project, ROLE } from '../parts.ts';

function planned(statement: JsonObject, entry: AllowEntry, fields: Partial<PlanInput> = {}): Plan {
  const [policy, intent] = [policyOf(statement), intentOf(entry)];
  return planRole({ role: ROLE, policy, intent, unlisted: 'report', ...fields });
}

describe('planRole, for a listed role of which nothing is left', () => {
  const [FOREIGN, ENTRY] = [allowSub('project_path:x/*'), project('a/b')];

  it('quarantines it, unless it shall be reported', () => {
    expect(planned(FOREIGN, ENTRY).remedy).toBe('quarantine');
    expect(planned(FOREIGN, ENTRY, { unfixable: 'quarantine' }).remedy).toBe('quarantine');
    expect(planned(FOREIGN, ENTRY, { unfixable: 'report' })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: ['nothing of what its trust policy lets in is allowed, and `unfixable` is `report`'],
    });
  });

  it('narrows it all the same where something is left', () => {
    expect(planned(allow(undefined), ENTRY, { unfixable: 'report' }).remedy).toBe('narrow');
  });

  it('does not ask what happens to a role that no entry names, nor the other way round', () => {
    const unlisted = { ...intentOf(ENTRY), listed: false };
    const options = { intent: unlisted, unlisted: 'quarantine', unfixable: 'report' } as const;
    expect(planned(FOREIGN, ENTRY, options).remedy).toBe('quarantine');
    expect(planned(FOREIGN, ENTRY, { ...options, unlisted: 'report', unfixable: 'quarantine' }).remedy).toBe(
      'report',
    );
  });
});

describe('planRole, for a listed role whose narrower document does not fit', () => {
  const ENTRY = project('a/b', { id: '1234567' });
  const OTHER_SHAPE = 'project_path:a/b:ref:main:ref_type:branch';
  // WHY: the id that is added is longer than the value that is taken away.
  const before = allowSub([OTHER_SHAPE, 'project_path:x/*']);
  const quota = sizeOf(policyOf(before).json);
  const size = sizeOf(
    policyOf(
      allow({
        StringLike: { 'gitlab.com:sub': OTHER_SHAPE },
        StringEquals: { 'gitlab.com:project_id': '1234567' },
      }),
    ).json,
  );
  const tooLarge = `the rewrite cannot be proved: L13, it would have ${size} characters and the account allows ${quota}`;

  it('quarantines it where nothing is owed, with the numbers', () => {
    const plan = planned(before, ENTRY, { quota });
    expect(plan.remedy).toBe('quarantine');
    expect(plan.quarantine?.notes).toEqual([tooLarge]);
    expect(plan.notes).toEqual([tooLarge]);
  });

  it('reports it where the configuration says so, with the numbers', () => {
    expect(planned(before, ENTRY, { quota, unfixable: 'report' })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [tooLarge],
    });
  });

  it('reports it where something is owed, which a quarantine would lock out', () => {
    const plan = planned(allow(undefined), ENTRY, { quota: 100 });
    expect([plan.remedy, plan.after]).toEqual(['report', null]);
    expect(plan.notes).toEqual([expect.stringMatching(/^the rewrite cannot be proved: L13, .* allows 100$/)]);
  });
});
