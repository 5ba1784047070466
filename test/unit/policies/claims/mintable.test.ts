import { describe, expect, it } from '@jest/globals';
import { isClaimValue, isMintable } from '../../../../policies/claims/mintable.ts';

const SUB = 'project_path:a/b:ref_type:branch:ref:main';

describe('isClaimValue', () => {
  it.each([
    ['project_id', '12', true],
    ['project_id', '012', false],
    ['namespace_id', '0', false],
    ['user_id', 'x', false],
    ['user_id', '', false],
    ['ref_protected', 'true', true],
    ['ref_protected', 'True', false],
    ['aud', 'x', true],
    ['aud', '', false],
  ])('of %s: %j is %s', (name, value, expected) => {
    expect(isClaimValue(name, value)).toBe(expected);
  });
});

describe('isMintable', () => {
  it('asks for a subject, and for claims that can be', () => {
    expect(isMintable({ sub: SUB })).toBe(true);
    expect(isMintable({})).toBe(false);
    expect(isMintable({ sub: 'x' })).toBe(false);
    expect(isMintable({ sub: SUB, project_id: '12', ref_protected: 'false' })).toBe(true);
    expect(isMintable({ sub: SUB, project_id: '012' })).toBe(false);
  });

  it('asks for one id of the project', () => {
    expect(isMintable({ sub: 'project_id:12:ref_type:tag:ref:v1', project_id: '12' })).toBe(true);
    expect(isMintable({ sub: 'project_id:12:ref_type:tag:ref:v1', project_id: '13' })).toBe(false);
    expect(isMintable({ sub: 'job_project_id:12:ref_type:tag:ref:v1', project_id: '13' })).toBe(true);
  });
});
