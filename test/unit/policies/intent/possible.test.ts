import { describe, expect, it } from '@jest/globals';
import {
  COMPONENT_NAMES,
  isGroupPath,
  isProjectPath,
  mayLead,
  mayMatchRef,
} from '../../../../policies/intent/possible.ts';

describe('COMPONENT_NAMES', () => {
  it('are led by paths and ids alone', () => {
    expect(COMPONENT_NAMES.filter(mayLead)).toEqual([
      'project_path',
      'project_id',
      'job_project_path',
      'job_project_id',
      'source_project_path',
      'source_project_id',
    ]);
    expect(COMPONENT_NAMES.filter((name) => !mayLead(name))).toEqual([
      'ref_type',
      'ref',
      'ref_protected',
      'environment_protected',
      'deployment_tier',
    ]);
    expect(mayLead('toString')).toBe(false);
  });
});

describe('isProjectPath', () => {
  it.each<[string, boolean, boolean]>([
    ['a', false, true],
    ['a/b', true, true],
    ['a/b.', true, false],
    ['a./b', false, false],
    ['a/b.git', false, false],
    ['-a/b', false, false],
    ['a//b', false, false],
    ['', false, false],
  ])('%j is one: %s; as a group: %s', (path, isProject, isGroup) => {
    expect([isProjectPath(path), isGroupPath(path)]).toEqual([isProject, isGroup]);
  });
});

describe('mayMatchRef', () => {
  it.each(['main', 'a/b', '*', 'v?', 'a*b', '*.lock?'])('%s', (pattern) => {
    expect(mayMatchRef(pattern)).toBe(true);
  });

  it.each(['a..b', '.a', '*..*', '*.lock', '?/', '/*', 'a b*', ''])('not %j', (pattern) => {
    expect(mayMatchRef(pattern)).toBe(false);
  });

  it('spends from the budget, and lets everything be where there is none left', () => {
    const budget = { states: 1000, transitions: 10_000 };
    mayMatchRef('a*b*c', budget);
    expect(budget.states).toBe(1000);
    mayMatchRef('*..*', budget);
    expect(budget.states).toBeLessThan(1000);
    expect(mayMatchRef('*..*', { states: 0, transitions: 0 })).toBe(true);
    expect(mayMatchRef('a..b', { states: 0, transitions: 0 })).toBe(false);
  });
});
