import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { narrow } from '../../../../policies/rewriting/narrow.ts';
import { allow, group, intentOf, oldPolicyOf, onSub, project, taskOf } from '../parts.ts';
import { EXCESS, narrowed } from './narrowed.ts';
import { MAIN, ON_MAIN, OURS } from './samples.ts';

const CUTTING = '*:ref:main';

describe('narrow, adding a condition', () => {
  it.each<[string, Json | undefined, AllowEntry, JsonObject]>([
    ['to none', undefined, project('a/b'), onSub('StringLike', OURS)],
    ['of a literal', undefined, project('a/b', MAIN), onSub('StringEquals', ON_MAIN)],
    [
      'beside the audience',
      { StringLike: { 'gitlab.com:aud': 'x' } },
      project('a/b'),
      { StringLike: { 'gitlab.com:aud': 'x', 'gitlab.com:sub': OURS } },
    ],
    [
      'beside a negated one',
      onSub('StringNotLike', 'project_path:a/b:ref_type:tag:*'),
      project('a/b'),
      { ...onSub('StringNotLike', 'project_path:a/b:ref_type:tag:*'), ...onSub('StringLike', OURS) },
    ],
    [
      'beside one that is taken',
      onSub('StringLike', CUTTING),
      project('a/b'),
      { ...onSub('StringLike', CUTTING), ...onSub('ForAnyValue:StringLike', OURS) },
    ],
    [
      'beside two that are taken',
      { ...onSub('StringLike', CUTTING), ...onSub('ForAnyValue:StringLike', '*') },
      project('a/b'),
      {
        ...onSub('StringLike', CUTTING),
        ...onSub('ForAnyValue:StringLike', '*'),
        ...onSub('ForAllValues:StringLike', OURS),
      },
    ],
    [
      'of a literal beside one that is taken',
      { ...onSub('StringEquals', '${aws:username}'), ...onSub('StringLike', '*') },
      project('a/b', MAIN),
      {
        ...onSub('StringEquals', '${aws:username}'),
        ...onSub('StringLike', '*'),
        ...onSub('ForAnyValue:StringEquals', ON_MAIN),
      },
    ],
    [
      'where a value cuts through what is owed',
      onSub('StringLike', '*:ref:main'),
      project('a/b'),
      { ...onSub('StringLike', '*:ref:main'), ...onSub('ForAnyValue:StringLike', OURS) },
    ],
    [
      'beside one that excludes some',
      onSub('StringNotLike', '*:ref:dev'),
      project('a/b'),
      { ...onSub('StringNotLike', '*:ref:dev'), ...onSub('StringLike', OURS) },
    ],
    [
      'under the key as GitLab’s issuer spells it',
      { StringLike: { 'GitLab.com:Sub': [CUTTING] } },
      project('a/b'),
      { StringLike: { 'GitLab.com:Sub': [CUTTING] }, ...onSub('ForAnyValue:StringLike', OURS) },
    ],
  ])('%s', (_, before, entry, after) => {
    const [statement] = narrowed(allow(before), entry) as JsonObject[];
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(after)));
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'that mean everything',
      { ...onSub('StringLike', '*'), ...onSub('ForAnyValue:StringLike', '*') },
      onSub('StringLike', OURS),
    ],
    [
      'that compare a subject with itself',
      onSub('StringEquals', '${gitlab.com:sub}'),
      onSub('StringLike', OURS),
    ],
    [
      'that are spelt in another case',
      { StringLike: { 'GitLab.com:Sub': ['*', '${gitlab.com:sub}'] } },
      onSub('StringLike', OURS),
    ],
    [
      'beside one that excludes some',
      { ...onSub('StringLike', '*'), ...onSub('StringLikeIfExists', 'p*'), ...onSub('StringNotLike', 'x') },
      { ...onSub('StringNotLike', 'x'), ...onSub('StringLike', OURS) },
    ],
  ])('replaces lists by one, %s', (_, before, after) => {
    const [statement] = narrowed(allow(before), project('a/b')) as JsonObject[];
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(after)));
  });

  it('replaces a list that ignores case by what is owed', () => {
    const before = onSub('StringEqualsIgnoreCase', [ON_MAIN, 'project_path:evil/x']);
    expect(narrowed(allow(before), project('a/b', MAIN))).toEqual([allow(onSub('StringEquals', ON_MAIN))]);
    expect(narrowed(allow(onSub('StringEqualsIgnoreCase', 'PROJECT_PATH:a/b')), project('a/b'))).toEqual([]);
  });

  it('takes every slot, and then none', () => {
    const slots = ['', 'IfExists'].flatMap((suffix) =>
      ['', 'ForAnyValue:', 'ForAllValues:'].map((set) => `${set}StringLike${suffix}`),
    );
    const taken = (count: number): JsonObject =>
      Object.assign({}, ...slots.slice(0, count).map((slot) => onSub(slot, CUTTING))) as JsonObject;
    for (const [count, slot] of slots.entries()) {
      if (count < 1) continue;
      expect(narrowed(allow(taken(count)), project('a/b'))).toEqual([
        allow({ ...taken(count), ...onSub(slot, OURS) }),
      ]);
    }
    expect(narrowed(allow(taken(6)), project('a/b'))).toEqual({ kind: 'inseparable', statement: 0 });
  });

  it('writes every owed value, escaped where variables work', () => {
    const entries = [group('t'), project('a/b', { refs: { branches: ['x${y'], tags: ['v*'] } })];
    const values = [
      'project_path:t/*',
      'project_path:a/b:ref_type:branch:ref:x${$}{y',
      'project_path:a/b:ref_type:tag:ref:v*',
    ];
    expect(narrowed(allow(undefined), ...entries)).toEqual([allow(onSub('StringLike', values))]);
    const old = narrow(taskOf(oldPolicyOf(allow(undefined)), intentOf(...entries)), EXCESS);
    expect(old).toMatchObject({
      document: {
        Statement: [
          {
            Condition: {
              StringLike: {
                'gitlab.com:sub': expect.arrayContaining(['project_path:a/b:ref_type:branch:ref:x${y']),
              },
            },
          },
        ],
      },
    });
  });
});
