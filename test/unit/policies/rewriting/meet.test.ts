import { describe, expect, it } from '@jest/globals';
import { DEFAULT_BUDGET, Purse } from '../../../../policies/patterns/search.ts';
import { meet } from '../../../../policies/rewriting/meet.ts';

const met = (one: string, other: string): string | undefined => meet(one, other, new Purse(DEFAULT_BUDGET));

/** A value of project `a/b`, of one ref type and with some ref. */
const onRef = (ref: string, type = 'branch', path = 'a/b'): string =>
  `project_path:${path}:ref_type:${type}:ref:${ref}`;

describe('meet', () => {
  it.each<[string, string, string, string]>([
    ['a group and one below it', 'project_path:g/*', 'project_path:g/h/*', 'project_path:g/h/*'],
    ['a group and its project', 'project_path:g/*', 'project_path:g/p:*', 'project_path:g/p:*'],
    ['a group and itself', 'project_path:g/*', 'project_path:g/*', 'project_path:g/*'],
    ['a project and itself', 'project_path:g/p:*', 'project_path:g/p:*', 'project_path:g/p:*'],
    ['every project and one', 'project_path:*', 'project_path:a/b:*', 'project_path:a/b:*'],
    ['a group and a ref', 'project_path:a/*', onRef('main'), onRef('main')],
    ['a project and a ref', 'project_path:a/b:*', onRef('main'), onRef('main')],
    ['a project and a type', 'project_path:a/b:*', onRef('*', 'tag', '*'), onRef('*', 'tag')],
    ['a project and a ref of any type', 'project_path:a/b:*', onRef('main', '*', '*'), onRef('main', '*')],
    [
      'a group and a ref of any project',
      'project_path:g/*',
      onRef('main', 'branch', '*'),
      onRef('main', 'branch', 'g/*'),
    ],
    ['a type without a ref', 'project_path:a/b:ref_type:*', onRef('main', 'branch', '*'), onRef('main')],
    ['a type that is begun', 'project_path:a/b:ref_type:br*', onRef('main', 'branch', '*'), onRef('main')],
    ['a pattern of refs and one of them', onRef('v*'), onRef('v1'), onRef('v1')],
    ['a pattern of refs and a narrower one', onRef('*'), onRef('v*.0'), onRef('v*.0')],
    ['a beginning and an ending', onRef('v*'), onRef('*.0'), onRef('v*.0')],
    ['a beginning and an inside', onRef('v*'), onRef('*x*'), onRef('v*x*')],
    ['a beginning and one of a single character more', onRef('v*'), onRef('v?'), onRef('v?')],
    [
      'a beginning of the path and an ending of the ref',
      onRef('*', 'branch', 'a/*'),
      onRef('*-prod', '*', 'a/b'),
      onRef('*-prod'),
    ],
    [
      'parts of which each side knows some',
      onRef('v*', '*', 'g/*'),
      onRef('*', 'tag', 'g/p'),
      onRef('v*', 'tag', 'g/p'),
    ],
  ])('returns the one pattern that %s share', (_, one, other, shared) => {
    expect(met(one, other)).toBe(shared);
  });

  it.each<[string, string, string]>([
    ['a group and its project', 'project_path:g/p:*', 'project_path:g/*'],
    ['a ref and its project', onRef('main'), 'project_path:a/b:*'],
    ['a ref and a pattern of it', onRef('v1'), onRef('v*')],
    ['parts of which each side knows some', onRef('*', 'tag', 'g/p'), onRef('v*', '*', 'g/*')],
  ])('does so whichever of %s comes first', (_, one, other) => {
    expect(met(one, other)).toBe(met(other, one));
    expect(met(one, other)).toBeDefined();
  });

  it('puts the beginning first, whichever side has it', () => {
    expect(met(onRef('*.0'), onRef('v*'))).toBe(onRef('v*.0'));
  });

  it('does not mind other shapes in which the wildcard of a path crosses a colon', () => {
    expect(met('project_path:a/b:*', onRef('*', 'branch', 'a/*'))).toBe(onRef('*'));
  });
});

describe('meet, where no one pattern says it', () => {
  it.each<[string, string, string]>([
    ['a beginning and an ending may lie on each other', onRef('release-*'), onRef('*-1')],
    ['so may those of paths', 'project_path:a/b*', 'project_path:*b:*'],
    ['two refs differ', onRef('main'), onRef('dev')],
    ['two ref types differ', onRef('main', 'tag'), onRef('main', 'branch')],
    ['two projects differ', 'project_path:a/b:*', 'project_path:a/c:*'],
    ['two groups differ', 'project_path:g/*', 'project_path:h/*'],
    ['two patterns with a common beginning differ in the end', onRef('v*a'), onRef('v*b')],
    ['the ending of a ref has a character before its wildcard', onRef('v*'), onRef('?*x')],
    ['a beginning has one character more than the other allows', onRef('v?'), onRef('v*-long')],
  ])('returns none where %s', (_, one, other) => {
    expect(met(one, other)).toBeUndefined();
    expect(met(other, one)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['another leading component', 'project_id:42:ref_type:branch:ref:main'],
    ['a wildcard for the leading component', '*:a/b:ref_type:branch:ref:main'],
    ['a wildcard in the leading component', 'project_pat?:a/b:ref_type:branch:ref:main'],
    ['a wildcard in the name of the ref type', 'project_path:a/b:r*:branch:ref:main'],
    ['a wildcard in the name of the ref', 'project_path:a/b:ref_type:branch:re?:main'],
    ['a wildcard instead of the name of the ref', 'project_path:a/b:ref_type:branch:*'],
    ['a literal without a ref', 'project_path:a/b'],
    ['a ref type and no more', 'project_path:a/b:ref_type'],
    ['a literal ref type without a ref', 'project_path:a/b:ref_type:branch'],
    ['something behind the ref', 'project_path:a/b:ref_type:branch:ref:main:deployment_tier:other'],
    ['something behind any ref', 'project_path:a/b:ref_type:branch:ref:*:*'],
    ['something behind a wildcard', 'project_path:a/b:*:ref:main'],
    ['a colon behind a wildcard', 'project_path:a/*:*'],
    ['only a wildcard', '*'],
    ['nothing', ''],
  ])('returns none for a pattern that takes more than a look: %s', (_, text) => {
    expect(met(text, 'project_path:a/*')).toBeUndefined();
    expect(met('project_path:a/*', text)).toBeUndefined();
  });

  it('returns none where a value may hold a policy variable', () => {
    const texts = ['project_path:a/${x}:*', 'project_path:a/b:ref_type:branch:ref:${*}'];
    for (const text of texts) {
      expect(met(text, 'project_path:a/*')).toBeUndefined();
      expect(met('project_path:a/*', text)).toBeUndefined();
    }
    expect(met('project_path:a/b:ref_type:branch:ref:$x', 'project_path:a/*')).toBe(onRef('$x'));
  });

  it('returns none where it may spend nothing to prove it', () => {
    const nothing = new Purse({ states: 0, transitions: 0 });
    expect(meet(onRef('v*'), onRef('*.0'), nothing)).toBeUndefined();
    expect(meet('project_path:a?c/*', onRef('main'), nothing)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['a character behind it', 'project_path:g/*h:*'],
    ['a character behind it, and more', 'project_path:g/*h*'],
  ])('returns none where a wildcard of the path may go beyond it: %s', (_, text) => {
    const main = 'project_path:*:ref_type:branch:ref:main';
    expect(met(text, main)).toBeUndefined();
    expect(met(main, text)).toBeUndefined();
  });

  it('spends nothing on a part that is the same, or all, on one side', () => {
    const nothing = new Purse({ states: 0, transitions: 0 });
    const long = `project_path:${'a/b'.repeat(500)}:*`;
    expect(meet(long, long, nothing)).toBe(long);
    expect(meet(onRef('main', 'branch', ''), 'project_path:*', nothing)).toBe(onRef('main', 'branch', ''));
  });

  it('spends nothing where the parts tell', () => {
    const nothing = new Purse({ states: 0, transitions: 0 });
    expect(meet('project_path:g/*', 'project_path:g/p:*', nothing)).toBe('project_path:g/p:*');
    expect(meet('project_path:g/*', onRef('v*', '*', '*'), nothing)).toBe(onRef('v*', '*', 'g/*'));
    expect(meet('project_path:a/b:ref_type:br*', onRef('main', 'branch', '*'), nothing)).toBe(onRef('main'));
  });
});
