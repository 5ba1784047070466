import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { allow, allowSub, group, onSub, project, SELF_MANAGED } from '../parts.ts';
import { narrowed } from './narrowed.ts';
import { MAIN, ON_MAIN, OURS } from './samples.ts';

const conditionOf = (values: Json): JsonObject => ({
  StringLike: { 'gitlab.com:aud': 'x', 'GitLab.com:sub': values, 'aws:UserAgent': [1] },
});

describe('narrow, replacing values', () => {
  it.each<[string, Json, string, readonly AllowEntry[], Json]>([
    ['one that is too wide', 'project_path:*', 'StringLike', [project('a/b')], OURS],
    [
      'one of two',
      ['project_path:a/b:ref:x', 'project_path:*'],
      'StringLike',
      [project('a/b')],
      ['project_path:a/b:ref:x', OURS],
    ],
    ['by those that it covers', 'project_path:a/*', 'StringLike', [project('a/b'), project('c/d')], OURS],
    ['by several', 'project_path:*', 'StringLike', [project('a/b'), group('t')], [OURS, 'project_path:t/*']],
    ['by none, so that it goes', [OURS, 'project_path:evil/*'], 'StringLike', [project('a/b')], OURS],
    [
      'a literal that is too much',
      [ON_MAIN, 'project_path:c/d'],
      'StringEquals',
      [project('a/b', MAIN)],
      ON_MAIN,
    ],
    [
      'and keeps literals that are allowed',
      ['project_path:A/B', 'x'],
      'StringEquals',
      [project('a/b')],
      ['project_path:A/B', 'x'],
    ],
    ['and writes each value once', ['project_path:*', 'p*', OURS], 'StringLike', [project('a/b')], OURS],
    ['under a set operator', 'project_path:*', 'ForAnyValue:StringLike', [project('a/b')], OURS],
  ])('%s', (_, before, operator, entries, after) => {
    expect(narrowed(allowSub(before, operator), ...entries)).toEqual([allowSub(after, operator)]);
  });

  it.each(['StringLikeIfExists', 'ForAllValues:StringLike', 'ForAnyValue:StringLikeIfExists'])(
    'writes the plain operator for %s, which holds without a subject',
    (operator) => {
      expect(narrowed(allowSub('project_path:*', operator), project('a/b'))).toEqual([allowSub(OURS)]);
    },
  );

  it('keeps the spelling of the key, and everything beside it', () => {
    const fields = { Sid: 's', Action: ['sts:*'] };
    // WHY: `q` is the subject of nobody, so it lets in no one who should not be.
    const [statement] = narrowed(allow(conditionOf(['p*', 'q']), fields), project('a/b')) as JsonObject[];
    expect(JSON.stringify(statement)).toBe(JSON.stringify(allow(conditionOf([OURS, 'q']), fields)));
  });

  it('adds the list where what a variable holds may be what is owed', () => {
    const before = onSub('StringLike', ['project_path:x*', 'project_path:${aws:PrincipalTag/p}/*']);
    expect(narrowed(allow(before), project('a/b'))).toEqual([
      allow({ ...before, ...onSub('ForAnyValue:StringLike', OURS) }),
    ]);
  });

  it('drops the statement where nothing is left', () => {
    expect(narrowed(allowSub('project_path:evil/*'), project('a/b'))).toEqual([]);
    expect(narrowed(allow(undefined))).toEqual([]);
    expect(narrowed(allow(undefined), project('a/b', { issuer: SELF_MANAGED }))).toEqual([]);
  });
});

describe('narrow, with nothing behind the ref', () => {
  const INNER = { refs: { branches: ['v*.0'], tags: [] } };
  const PATTERN = 'project_path:a/b:ref_type:branch:ref:v*.0';

  it('keeps out what follows a ref with a wildcard inside', () => {
    expect(narrowed(allow(undefined), project('a/b', INNER))).toEqual([
      allow({ ...onSub('StringLike', PATTERN), ...onSub('StringNotLike', '*:ref:*:*') }),
    ]);
  });

  it('gives what stays as it was a statement of its own, with the Sid', () => {
    const kept = 'project_path:a/b:ref_type:branch:ref:v1.0:deployment_tier:other';
    const before = allow(onSub('StringLike', ['project_path:*', kept]), { Sid: 's' });
    expect(narrowed(before, project('a/b', INNER))).toEqual([
      allow(onSub('StringLike', kept), { Sid: 's' }),
      allow({ ...onSub('StringLike', PATTERN), ...onSub('StringNotLike', '*:ref:*:*') }),
    ]);
  });

  it('takes no statement more where one is enough', () => {
    const values = ['project_path:a/b:ref_type:branch:ref:v1.0', 'project_path:*'];
    expect(narrowed(allowSub(values), project('a/b', { refs: { branches: ['v*'], tags: [] } }))).toEqual([
      allowSub([values[0] as string, 'project_path:a/b:ref_type:branch:ref:v*']),
    ]);
  });

  it('takes another slot where that one is taken', () => {
    const before = onSub('StringNotLike', 'x');
    expect(narrowed(allow(before), project('a/b', INNER))).toEqual([
      allow({
        ...before,
        ...onSub('StringLike', PATTERN),
        ...onSub('ForAnyValue:StringNotLike', '*:ref:*:*'),
      }),
    ]);
  });
});
