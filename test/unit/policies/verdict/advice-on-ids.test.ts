import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../policies/document/json.ts';
import { judge } from '../../../../policies/verdict/judge.ts';
import { allow, allowSub, intentOf, onSub, policyOf, project, providerArn, ROLE } from '../parts.ts';
import { INTENT, OURS } from './judged.ts';

const UNPINNED = 'project/unpinned';

/** The ids of what is said about subjects, in the usual form and the long way. */
const saidOf = (values: Json, intent = INTENT): string[][] =>
  [allowSub(values), allow({ StringLike: { 'GitLab.com:sub': values } })].map((statement) =>
    judge(policyOf(statement), intent, { role: ROLE }).findings.map(({ id }) => id),
  );

describe('the advice to ask for the id of a project', () => {
  it('is not given where every subject shows it', () => {
    const shown = ['audience/untested'];
    expect(saidOf('project_id:12:*')).toEqual([shown, shown]);
    expect(saidOf(['project_id:12:*', 'project_id:12'])).toEqual([shown, shown]);
    expect(saidOf('project_path:mygroup/myproject:project_id:12:*')).toEqual([shown, shown]);
    expect(saidOf(['project_id:12:*', 'mygroup/myproject:*'])).toEqual([shown, shown]);
    expect(saidOf('project_path:my/app:*:project_id:12')).toEqual([shown, shown]);
  });

  it('is not given where every subject shows it behind a wildcard', () => {
    const shown = ['audience/untested'];
    const shapes = [['project_path', 'ref_type', 'ref', 'project_id']];
    const intent = intentOf(project('my/app', { id: '12', shapes }));
    const owed = 'project_path:my/app:ref_type:*:ref:*:project_id:12';
    expect(saidOf(owed, intent)).toEqual([shown, shown]);
    expect(saidOf([owed, 'project_id:12:*'], intent)).toEqual([shown, shown]);
    expect(saidOf([owed, OURS], intent)).toEqual([
      [...shown, UNPINNED],
      [...shown, UNPINNED],
    ]);
  });

  it('is given where some subject shows the path alone', () => {
    const shown = ['audience/untested', UNPINNED];
    expect(saidOf(['project_id:12:*', OURS])).toEqual([shown, shown]);
    // WHY: a branch may be called `project_id`.
    expect(saidOf('project_path:my/app:*:project_id:*')).toEqual([shown, shown]);
    expect(saidOf('project_path:my/app:ref_type:*:project_id:*')).toEqual([shown, shown]);
    expect(saidOf('project_path:team/project_id:*')).toEqual([shown, shown]);
    expect(saidOf('project_path:my/app:ref_type:branch:ref:project_id')).toEqual([shown, shown]);
    expect(saidOf('project_path:my/app:ref_type:branch:ref:project_id:*')).toEqual([shown, shown]);
    const but = allow(onSub('StringLike', OURS, { StringNotLike: { 'GitLab.com:sub': 'project_id:1:*' } }));
    const { findings } = judge(policyOf(but), INTENT, { role: ROLE });
    expect(findings.map(({ id }) => id)).toEqual(shown);
  });

  it.each([
    ['aws', true],
    ['aws-cn', false],
    ['aws-us-gov', false],
  ])('is given in the partition %s: %s, since the claim is not there everywhere', (partition, isGiven) => {
    const inPartition = (arn: string): string => arn.replace('arn:aws:', `arn:${partition}:`);
    for (const key of ['gitlab.com:sub', 'GitLab.com:sub']) {
      const fields = { Principal: { Federated: inPartition(providerArn()) } };
      const policy = policyOf(allow({ StringLike: { [key]: OURS } }, fields));
      const said = judge(policy, INTENT, { role: inPartition(ROLE) }).findings.map(({ id }) => id);
      expect(said.includes(UNPINNED)).toBe(isGiven);
    }
  });

  it('is given where the role is not known', () => {
    const { findings } = judge(policyOf(allowSub(OURS)), INTENT);
    expect(findings.map(({ id }) => id)).toContain(UNPINNED);
  });
});
