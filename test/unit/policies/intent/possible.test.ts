import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SHAPE } from '../../../../policies/claims/subject.ts';
import { subjectGrammar } from '../../../../policies/claims/subject-grammar.ts';
import {
  COMPONENT_NAMES,
  isGroupPath,
  isProjectPath,
  mayLead,
  mayMatchRef,
} from '../../../../policies/intent/possible.ts';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import { DEFAULT_BUDGET, search } from '../../../../policies/patterns/search.ts';
import { unionOf } from '../../../../policies/patterns/union.ts';

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

  it('agrees with the search for a subject with such a ref', () => {
    const grammar = subjectGrammar({ shape: DEFAULT_SHAPE, once: [] });
    const isFound = (pattern: string): boolean => {
      const subjects = unionOf([wildcardPattern(`project_path:a/a:ref_type:branch:ref:${pattern}`)]);
      return search({ grammar, unions: [subjects], machines: [] }, { ...DEFAULT_BUDGET }).kind === 'found';
    };
    const pieces = ['a', '.', '/', '@', '{', '*', '?', '.lock', ' '];
    const pairs = pieces.flatMap((one) => pieces.map((other) => one + other));
    const patterns = [...pieces, ...pairs, ...pairs.flatMap((pair) => pieces.map((piece) => pair + piece))];
    expect(patterns.filter(mayMatchRef)).toEqual(patterns.filter(isFound));
  });
});
