import { describe, expect, it } from '@jest/globals';
import { showsId, WITHOUT_ID } from '../../../../policies/claims/shown-id.ts';
import { machineAccepts } from '../../../support/walk.ts';

const BRANCH = 'project_path:a/b:ref_type:branch:ref';

describe('the id that a subject shows', () => {
  it.each([
    ['project_id:12', true],
    ['project_id:12:ref_type:branch:ref:main', true],
    ['project_path:a/b:project_id:12', true],
    [`${BRANCH}:main:project_id:12`, true],
    [`${BRANCH}:main`, false],
    [`${BRANCH}:project_id`, false],
    [`${BRANCH}:project_id:ref_protected:true`, false],
    ['project_path:project_id/project_id', false],
    ['job_project_path:a/b:source_project_id:12', false],
    ['project_path:a/b', false],
  ])('of %s is there: %s', (sub, isShown) => {
    expect(showsId(sub)).toBe(isShown);
    expect(machineAccepts(WITHOUT_ID, sub)).toBe(!isShown);
  });

  it('is none of a text that is no subject', () => {
    expect(showsId('project_id:0')).toBe(false);
  });
});
