import { describe, expect, it } from '@jest/globals';
import { owedValues } from '../../../../policies/intent/owed.ts';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { group, intentOf, ISSUER, project, SELF_MANAGED } from '../parts.ts';

function texts(entries: readonly AllowEntry[], hasVariables = true): string[] {
  return owedValues(intentOf(...entries), ISSUER, hasVariables).map((each) => each.text);
}

describe('owedValues', () => {
  it.each<[string, AllowEntry, readonly string[]]>([
    ['a project', project('A/b'), ['project_path:A/b:*']],
    ['a group', group('A/b'), ['project_path:A/b/*']],
    [
      'a project with refs',
      project('a/b', { refs: { branches: ['main', 'r/*'], tags: ['v?'] } }),
      [
        'project_path:a/b:ref_type:branch:ref:main',
        'project_path:a/b:ref_type:branch:ref:r/*',
        'project_path:a/b:ref_type:tag:ref:v?',
      ],
    ],
    [
      'a group with refs',
      group('a', { refs: { branches: ['main'], tags: [] } }),
      ['project_path:a/*:ref_type:branch:ref:main'],
    ],
    ['no ref', project('a/b', { refs: { branches: [], tags: [] } }), []],
  ])('are those of %s', (_, entry, values) => {
    expect(texts([entry])).toEqual(values);
  });

  it('are those of the issuer, each once', () => {
    expect(
      texts([project('a/b'), project('c/d', { issuer: SELF_MANAGED }), project('a/b', { id: '1' })]),
    ).toEqual(['project_path:a/b:*']);
  });

  it('escape what would be a variable, where variables work', () => {
    const entries = [project('a/b', { refs: { branches: ['x${y', '$z', '${a}${b}'], tags: [] } })];
    expect(texts(entries).map((each) => each.slice(37))).toEqual(['x${$}{y', '$z', '${$}{a}${$}{b}']);
    expect(texts(entries, false).map((each) => each.slice(37))).toEqual(['x${y', '$z', '${a}${b}']);
  });

  it('tell what is a pattern, and what it means', () => {
    const refs = { branches: ['m', 'm*', 'm?', 'x${y'], tags: [] };
    const values = owedValues(intentOf(project('a/b', { refs })), ISSUER, true);
    expect(values.map((each) => each.isPattern)).toEqual([false, true, true, false]);
    expect(values.map((each) => each.pattern)).toEqual(
      refs.branches.map((ref) => wildcardPattern(`project_path:a/b:ref_type:branch:ref:${ref}`)),
    );
  });
});
