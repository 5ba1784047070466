import { describe, expect, it } from '@jest/globals';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import {
  grantsBy,
  grantsOf,
  groupGrants,
  isGranted,
  provesEnough,
  refPatternsOf,
} from '../../../../policies/intent/grants.ts';
import { parseSubject, type Subject } from '../../../../policies/claims/subject.ts';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import { group, intentOf, ISSUER, project, SELF_MANAGED } from '../parts.ts';

const MAIN = { branches: ['main', 'v*'], tags: ['v*'] };
const intent = intentOf(
  project('A/b', { refs: MAIN, id: '7' }),
  project('a/B'),
  group('a', { refs: { branches: [], tags: ['x'] } }),
  group('a/c'),
  project('d/e', { refs: MAIN }),
  project('f/g', { id: '7' }),
  project('h/i', { issuer: SELF_MANAGED, id: '9' }),
);
const compiled = compileIntent(intent, ISSUER);

function subjectOf(text: string): Subject {
  return parseSubject(text) ?? new Map();
}

describe('compileIntent', () => {
  it('numbers equal rules and equal patterns once', () => {
    expect(compiled.rules).toEqual([
      { branches: [0, 1], tags: [1], texts: MAIN },
      { branches: [], tags: [2], texts: { branches: [], tags: ['x'] } },
    ]);
    expect(compiled.patterns).toEqual(['main', 'v*', 'x'].map((text) => wildcardPattern(text)));
  });

  it('grants by path without case, by group and by id', () => {
    expect([...compiled.byPath.projects]).toEqual([
      ['a/b', [0, 'any-ref']],
      ['d/e', [0]],
      ['f/g', ['any-ref']],
    ]);
    expect([...compiled.byPath.groups]).toEqual([
      ['a', [1]],
      ['a/c', ['any-ref']],
    ]);
    expect([...compiled.ids]).toEqual([['7', [0, 'any-ref']]]);
    expect(compiled.knownIds).toEqual(['7']);
  });

  it('grants an equal thing once', () => {
    const twice = compileIntent(intentOf(project('a/b'), project('A/B'), group('c'), group('C')), ISSUER);
    expect([...twice.byPath.projects.values(), ...twice.byPath.groups.values()]).toEqual([
      ['any-ref'],
      ['any-ref'],
    ]);
  });

  it('is made once for each intent and issuer', () => {
    expect(compileIntent(intent, ISSUER)).toBe(compiled);
    expect(compileIntent(intent, SELF_MANAGED).knownIds).toEqual(['9']);
    expect(compileIntent(intent, SELF_MANAGED)).toBe(compileIntent(intent, SELF_MANAGED));
    expect(compileIntent({ ...intent }, ISSUER)).not.toBe(compiled);
  });

  it('keeps the paths as a tree', () => {
    const node = ['a', '/', 'b'].reduce<typeof compiled.paths | undefined>(
      (at, character) => at?.next.get(character),
      compiled.paths,
    );
    expect(node?.project).toEqual([0, 'any-ref']);
    expect(node?.below).toEqual([]);
    expect(compiled.paths.next.get('a')?.below).toEqual([1]);
    expect(compiled.paths.next.has('h')).toBe(false);
  });
});

describe('grantsOf', () => {
  it.each([
    ['project_path:A/B', [0, 'any-ref', 1]],
    ['project_path:a/c/d', [1, 'any-ref']],
    ['project_path:a/c', [1]],
    ['project_path:d/e', [0]],
    ['project_path:d/x', []],
    ['project_id:7', [0, 'any-ref']],
    ['project_id:9', []],
    ['project_path:d/e:project_id:7', [0, 0, 'any-ref']],
    ['job_project_path:a/b', []],
  ])('%s: %j', (sub, grants) => {
    expect(grantsOf(compiled, subjectOf(sub))).toEqual(grants);
  });
});

describe('grantsBy', () => {
  it.each<[string, string | undefined, unknown]>([
    ['D/E', undefined, [0]],
    ['d/e', '7', [0, 0, 'any-ref']],
    ['d/e', '9', [0]],
    ['x/y', undefined, []],
    ['x/y', '7', [0, 'any-ref']],
  ])('%j, id %j: %j', (path, id, grants) => {
    expect(grantsBy(compiled, path, id)).toEqual(grants);
  });
});

describe('isGranted', () => {
  it.each<[string, string | undefined, boolean]>([
    ['project_path:d/e', undefined, true],
    ['project_path:a/x', undefined, true],
    ['project_path:x/y', undefined, false],
    ['project_path:x/y', '7', true],
    ['project_path:x/y', '9', false],
    ['project_path:d/e', '9', true],
    ['project_id:7', undefined, true],
    ['ref:x', undefined, false],
  ])('%s, claimed id %j: %s', (sub, id, is) => {
    expect(isGranted(compiled, subjectOf(sub), id)).toBe(is);
  });
});

describe('groupGrants', () => {
  it.each([
    ['a/', [1]],
    ['a/c/', [1, 'any-ref']],
    ['a/c', [1]],
    ['a', []],
    ['b/a/', []],
    ['', []],
  ])('%j: %j', (path, grants) => {
    expect(groupGrants(compiled, path)).toEqual(grants);
  });

  it('are those of each group up to a slash, whatever follows', () => {
    const groups = compileIntent(intentOf(group('a'), group('a/b/c')), ISSUER);
    expect(groupGrants(groups, 'a/b/c/d')).toHaveLength(2);
    expect(groupGrants(groups, 'a/b/c')).toHaveLength(1);
    expect(groupGrants(groups, 'aa/b/c/d')).toHaveLength(0);
  });

  it('are none without groups', () => {
    expect(groupGrants(compileIntent(intentOf(project('a/b')), ISSUER), 'a/b')).toEqual([]);
  });
});

describe('refPatternsOf', () => {
  it.each([
    [['any-ref'], 'branch', ['*']],
    [['any-ref'], 'tag', ['*']],
    [[0], 'branch', ['main', 'v*']],
    [[0], 'tag', ['v*']],
    [[1, 0], 'tag', ['x', 'v*']],
    [[1], 'branch', []],
    [[9], 'branch', []],
    [[9], 'tag', []],
    [[], 'tag', []],
  ] as const)('%j, %s: %j', (grants, type, patterns) => {
    expect(refPatternsOf(compiled, grants, type)).toEqual(patterns);
  });
});

describe('provesEnough', () => {
  it.each([
    ['project_path:a/b', true],
    ['project_path:d/e', false],
    ['project_path:d/e:ref_type:branch', false],
    ['project_path:d/e:ref:main', false],
    ['project_path:d/e:ref_type:branch:ref:main', true],
    ['project_path:d/e:ref_type:tag:ref:main', false],
    ['project_path:a/x:ref_type:tag:ref:x', true],
    ['project_path:a/x:ref_type:branch:ref:x', false],
    ['project_path:a/c/x', true],
    ['project_path:d/e:ref:v1', false],
    ['project_path:a/x:ref:x', false],
    ['project_path:x/y:ref_type:branch:ref:main', false],
  ])('%s: %s', (sub, isEnough) => {
    expect(provesEnough(compiled, subjectOf(sub))).toBe(isEnough);
  });
});
