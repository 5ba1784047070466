import { describe, expect, it } from '@jest/globals';
import {
  COMPONENTS,
  costOf,
  DEFAULT_SHAPE,
  parseSubject,
  repeatedNames,
} from '../../../../policies/claims/subject.ts';

describe('COMPONENTS', () => {
  it.each([
    ['project_path', 'path', true],
    ['project_id', 'id', true],
    ['job_project_path', 'path', true],
    ['job_project_id', 'id', true],
    ['source_project_path', 'path', true],
    ['source_project_id', 'id', true],
    ['ref_type', 'ref-type', false],
    ['ref', 'ref', false],
    ['ref_protected', 'boolean', false],
    ['environment_protected', 'boolean', false],
    ['deployment_tier', 'tier', false],
  ])('%s holds a %s, leads: %s', (name, value, leads) => {
    expect(COMPONENTS[name]).toEqual({ value, leads });
  });

  it('are all that there are', () => {
    expect(Object.keys(COMPONENTS)).toHaveLength(11);
    expect(DEFAULT_SHAPE).toEqual(['project_path', 'ref_type', 'ref']);
  });
});

describe('parseSubject', () => {
  it.each([
    ['project_path:a/b', [['project_path', 'a/b']]],
    ['project_id:1', [['project_id', '1']]],
    [
      'project_path:a/b:ref_type:branch:ref:main',
      [
        ['project_path', 'a/b'],
        ['ref_type', 'branch'],
        ['ref', 'main'],
      ],
    ],
    [
      'source_project_id:2:ref:x:project_id:3:deployment_tier:other',
      [
        ['source_project_id', '2'],
        ['ref', 'x'],
        ['project_id', '3'],
        ['deployment_tier', 'other'],
      ],
    ],
    [
      'job_project_path:a/b:ref_protected:true:environment_protected:false',
      [
        ['job_project_path', 'a/b'],
        ['ref_protected', 'true'],
        ['environment_protected', 'false'],
      ],
    ],
  ])('takes %s apart', (text, components) => {
    expect([...(parseSubject(text) ?? [])]).toEqual(components);
  });

  it.each([
    '',
    'project_path',
    'project_path:',
    ':a/b',
    'a/b',
    'project_path:a',
    'project_path:a/b:',
    'project_path:a/b:ref',
    'project_path:a/b:ref:',
    'project_path:a/b::',
    'project_path:a/b:ref:x:ref:y',
    'project_path:a/b:project_path:a/b',
    'ref:main:project_path:a/b',
    'ref_type:branch',
    'deployment_tier:other',
    'project_path:a/b:ref_type:merge_request:ref:x',
    'Project_path:a/b',
    'path:a/b',
    'toString:a/b',
    '__proto__:a/b',
    'project_id:0',
    'project_path:a/b:environment:production',
    'project_path:a/b:ref_protected:maybe',
  ])('finds no subject in %j', (text) => {
    expect(parseSubject(text)).toBeUndefined();
  });
});

describe('repeatedNames', () => {
  it.each([
    ['', []],
    ['project_id:1', []],
    ['project_id:ref:ref:ref', []],
    ['ref:a:ref:b', ['ref']],
    ['ref:a:project_id:1:ref:b:project_id:1:ref:c', ['ref', 'project_id']],
    ['ref:a:ref', ['ref']],
  ])('%j: %j', (text, names) => {
    expect(repeatedNames(text)).toEqual(names);
  });
});

describe('costOf', () => {
  it('is the length, and for a tag one more than for a branch', () => {
    const onBranch = 'project_path:a/b:ref_type:branch:ref:a';
    expect(costOf(onBranch)).toBe(onBranch.length);
    expect(costOf('project_path:a/b:ref_type:tag:ref:a')).toBe(onBranch.length + 1);
    expect(costOf('project_id:1:ref_type:tag')).toBe('project_id:1:ref_type:branch'.length + 1);
    expect(costOf('project_path:a/tag:ref:tag')).toBe(26);
  });
});
