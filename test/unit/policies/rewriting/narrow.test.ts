import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { narrow } from '../../../../policies/rewriting/narrow.ts';
import { allow, group, intentOf, oldPolicyOf, policyOf, project, PUBLIC, taskOf } from '../parts.ts';

const EXCESS = [{ statement: 0, issuer: PUBLIC }];
const CUTTING = '*:ref:main';
const OURS = 'project_path:a/b:*';
const MAIN = { refs: { branches: ['main'], tags: [] } };
const ON_MAIN = 'project_path:a/b:ref_type:branch:ref:main';

function narrowed(statement: JsonObject, ...entries: readonly AllowEntry[]): unknown {
  const result = narrow(taskOf(policyOf(statement), intentOf(...entries)), EXCESS);
  return result.kind === 'narrowed' ? result.document['Statement'] : result;
}

const sub = (operator: string, values: Json): JsonObject => ({ [operator]: { 'gitlab.com:sub': values } });

describe('narrow, adding a condition', () => {
  it.each<[string, Json | undefined, AllowEntry, JsonObject]>([
    ['to none', undefined, project('a/b'), sub('StringLike', OURS)],
    ['of a literal', undefined, project('a/b', MAIN), sub('StringEquals', ON_MAIN)],
    [
      'beside the audience',
      { StringLike: { 'gitlab.com:aud': 'x' } },
      project('a/b'),
      { StringLike: { 'gitlab.com:aud': 'x', 'gitlab.com:sub': OURS } },
    ],
    [
      'beside a negated one',
      sub('StringNotLike', 'project_path:a/b:ref_type:tag:*'),
      project('a/b'),
      { ...sub('StringNotLike', 'project_path:a/b:ref_type:tag:*'), ...sub('StringLike', OURS) },
    ],
    [
      'beside one that is taken',
      sub('StringLike', CUTTING),
      project('a/b'),
      { ...sub('StringLike', CUTTING), ...sub('ForAnyValue:StringLike', OURS) },
    ],
    [
      'beside two that are taken',
      { ...sub('StringLike', CUTTING), ...sub('ForAnyValue:StringLike', '*') },
      project('a/b'),
      {
        ...sub('StringLike', CUTTING),
        ...sub('ForAnyValue:StringLike', '*'),
        ...sub('ForAllValues:StringLike', OURS),
      },
    ],
    [
      'of a literal beside one that is taken',
      { ...sub('StringEquals', '${aws:username}'), ...sub('StringLike', '*') },
      project('a/b', MAIN),
      {
        ...sub('StringEquals', '${aws:username}'),
        ...sub('StringLike', '*'),
        ...sub('ForAnyValue:StringEquals', ON_MAIN),
      },
    ],
    [
      'where a value cuts through what is owed',
      sub('StringLike', '*:ref:main'),
      project('a/b'),
      { ...sub('StringLike', '*:ref:main'), ...sub('ForAnyValue:StringLike', OURS) },
    ],
    [
      'beside one that excludes some',
      sub('StringNotLike', '*:ref:dev'),
      project('a/b'),
      { ...sub('StringNotLike', '*:ref:dev'), ...sub('StringLike', OURS) },
    ],
    [
      'under the key as GitLab’s issuer spells it',
      { StringLike: { 'GitLab.com:Sub': [CUTTING] } },
      project('a/b'),
      { StringLike: { 'GitLab.com:Sub': [CUTTING] }, ...sub('ForAnyValue:StringLike', OURS) },
    ],
  ])('%s', (_, before, entry, after) => {
    const [statement] = narrowed(allow(before), entry) as JsonObject[];
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(after)));
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'that mean everything',
      { ...sub('StringLike', '*'), ...sub('ForAnyValue:StringLike', '*') },
      sub('StringLike', OURS),
    ],
    ['that compare a subject with itself', sub('StringEquals', '${gitlab.com:sub}'), sub('StringLike', OURS)],
    [
      'that are spelt in another case',
      { StringLike: { 'GitLab.com:Sub': ['*', '${gitlab.com:sub}'] } },
      sub('StringLike', OURS),
    ],
    [
      'beside one that excludes some',
      { ...sub('StringLike', '*'), ...sub('StringLikeIfExists', 'p*'), ...sub('StringNotLike', 'x') },
      { ...sub('StringNotLike', 'x'), ...sub('StringLike', OURS) },
    ],
  ])('replaces lists by one, %s', (_, before, after) => {
    const [statement] = narrowed(allow(before), project('a/b')) as JsonObject[];
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(after)));
  });

  it('replaces a list that ignores case by what is owed', () => {
    const before = sub('StringEqualsIgnoreCase', [ON_MAIN, 'project_path:evil/x']);
    expect(narrowed(allow(before), project('a/b', MAIN))).toEqual([allow(sub('StringEquals', ON_MAIN))]);
    expect(narrowed(allow(sub('StringEqualsIgnoreCase', 'PROJECT_PATH:a/b')), project('a/b'))).toEqual([]);
  });

  it('takes every slot, and then none', () => {
    const slots = ['', 'IfExists'].flatMap((suffix) =>
      ['', 'ForAnyValue:', 'ForAllValues:'].map((set) => `${set}StringLike${suffix}`),
    );
    const taken = (count: number): JsonObject =>
      Object.assign({}, ...slots.slice(0, count).map((slot) => sub(slot, CUTTING))) as JsonObject;
    for (const [count, slot] of slots.entries()) {
      if (count < 1) continue;
      expect(narrowed(allow(taken(count)), project('a/b'))).toEqual([
        allow({ ...taken(count), ...sub(slot, OURS) }),
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
    expect(narrowed(allow(undefined), ...entries)).toEqual([allow(sub('StringLike', values))]);
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
