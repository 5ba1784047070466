import { describe, expect, it } from '@jest/globals';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import { allow, allowSub, intentOf, policyOf, project } from '../parts.ts';
import { exceeds, INTENT, planned, statementsAfter } from './planned.ts';

describe('planRole, for a listed role of which nothing is left', () => {
  const FOREIGN = [allowSub('project_path:x/*')];

  it('quarantines it, unless it shall be reported', () => {
    expect(planned(FOREIGN).remedy).toBe('quarantine');
    expect(planned(FOREIGN, { unfixable: 'quarantine' }).remedy).toBe('quarantine');
    expect(planned(FOREIGN, { unfixable: 'report' })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: ['nothing of what its trust policy lets in is allowed, and `unfixable` is `report`'],
    });
  });

  it('narrows it all the same where something is left', () => {
    expect(planned([allow(undefined)], { unfixable: 'report' }).remedy).toBe('narrow');
  });

  it('does not ask what happens to a role that no entry names, nor the other way round', () => {
    const unlisted = { ...INTENT, listed: false };
    const options = { intent: unlisted, unlisted: 'quarantine', unfixable: 'report' } as const;
    expect(planned(FOREIGN, options).remedy).toBe('quarantine');
    expect(planned(FOREIGN, { ...options, unlisted: 'report', unfixable: 'quarantine' }).remedy).toBe(
      'report',
    );
  });
});

describe('planRole, for a listed role whose narrower document does not fit', () => {
  const intent = intentOf(project('a/b', { id: '1234567', requiresId: true }));
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
  const reason = exceeds(size, quota);

  it('quarantines it where nothing is owed, with the numbers', () => {
    const plan = planned([before], { intent, quota });
    expect(plan.remedy).toBe('quarantine');
    expect(plan.quarantine?.notes).toEqual([reason]);
    // WHY: nothing is owed in another shape, but it is allowed.
    expect(plan.notes).toEqual([
      reason,
      expect.stringContaining(
        `lose access although the configuration allows them, for example \`${OTHER_SHAPE}\``,
      ),
    ]);
  });

  it('reports it where the configuration says so, with the numbers', () => {
    expect(planned([before], { intent, quota, unfixable: 'report' })).toMatchObject({
      remedy: 'report',
      after: null,
      notes: [reason],
    });
  });

  it('does without the ids where they are not required, and says so', () => {
    const plan = planned([before], { intent: intentOf(project('a/b', { id: '1234567' })), quota });
    expect(statementsAfter(plan)).toEqual([allowSub(OTHER_SHAPE)]);
    expect(plan.notes[0]).toBe(
      'the ids of the projects are not asked for where they are not required, since the document would not fit with them',
    );
  });

  it('reports it where something is owed, which a quarantine would lock out', () => {
    const plan = planned([allow(undefined)], { intent, quota: 100 });
    expect([plan.remedy, plan.after]).toEqual(['report', null]);
    expect(plan.notes).toEqual([expect.stringMatching(/^the rewrite cannot be proved: L13, .* allows 100$/)]);
  });
});
