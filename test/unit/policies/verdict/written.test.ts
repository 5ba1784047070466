import { describe, expect, it } from '@jest/globals';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import {
  isPinned,
  isUnconstrained,
  positivePatterns,
  writtenOut,
} from '../../../../policies/verdict/written.ts';
import { allow, allowSub, ISSUER, policyOf } from '../parts.ts';

function boxes(...statements: readonly JsonObject[]): readonly Box[] {
  return boxesFor(policyOf(...statements), ISSUER, undefined).allows;
}

function box(condition: Json): Box {
  return boxes(allow(condition))[0] as Box;
}

describe('positivePatterns', () => {
  it('are those of every positive condition on the subject that keeps any out', () => {
    const found = positivePatterns(
      box({
        StringLike: { 'gitlab.com:sub': ['a', 'b*'] },
        'ForAnyValue:StringLike': { 'gitlab.com:sub': '${gitlab.com:sub}' },
        StringEquals: { 'gitlab.com:sub': 'c', 'gitlab.com:aud': 'e' },
        StringNotLike: { 'gitlab.com:sub': 'd' },
      }),
    );
    expect(found.map(({ elements }) => elements[0])).toEqual([97, 98, 99]);
  });
});

describe('writtenOut', () => {
  it.each([
    ['project_path:My/app:*', ['my']],
    ['project_path:my/*', ['my']],
    ['project_path:my', ['my']],
    ['project_path:my*', []],
    ['project_path:m?/x', []],
    ['project_path:*/my/x', []],
    ['*project_path:my/x', []],
    ['job_project_path:my/x', []],
    ['project_path:', ['']],
    ['my/app', []],
  ])('%s writes out the roots %j', (value, roots) => {
    expect(writtenOut(boxes(allowSub(value)))).toEqual({ roots, projectIds: [] });
  });

  it.each([
    ['project_id:12:*', ['12']],
    ['project_id:12', ['12']],
    ['project_id:12*', []],
    ['project_id:*', []],
    ['project_path:a/b:project_id:12', []],
  ])('%s writes out the ids %j', (value, ids) => {
    expect(writtenOut(boxes(allowSub(value))).projectIds).toEqual(ids);
  });

  it('reads all Allows, and no negated condition', () => {
    const written = writtenOut(
      boxes(allowSub('project_path:a/*'), allowSub(['project_path:b/c', 'project_id:1'])),
    );
    expect(written).toEqual({ roots: ['a', 'b'], projectIds: ['1'] });
    expect(writtenOut(boxes(allowSub('project_path:a/*', 'StringNotLike'))).roots).toEqual([]);
  });
});

const on = (operator: string, name: string, values: Json): boolean =>
  isPinned(box({ [operator]: { [`gitlab.com:${name}`]: values } }));

describe('isPinned', () => {
  it.each(['project_id', 'namespace_id', 'user_id'])('by a literal %s', (name) => {
    expect(on('StringEquals', name, ['1', '2'])).toBe(true);
    expect(on('StringLike', name, '1')).toBe(true);
    expect(on('NumericEquals', name, 1)).toBe(true);
  });

  it.each([
    ['StringLike', 'project_id', '1*'],
    ['StringLike', 'project_id', ['1', '?']],
    ['StringEqualsIfExists', 'project_id', '1'],
    ['ForAllValues:StringEquals', 'project_id', '1'],
    ['StringNotEquals', 'project_id', '1'],
    ['StringEquals', 'user_login', 'me'],
    ['StringEquals', 'sub', 'project_id:1'],
    ['StringEquals', 'aud', '1'],
    ['stringequals', 'project_id', '1'],
    ['NumericLessThan', 'project_id', '2'],
    ['NumericEqualsIfExists', 'project_id', '1'],
    ['NumericEquals', 'project_id', 'x'],
    ['NumericEquals', 'user_login', '1'],
    ['StringEquals', 'project_id', '${aws:x}'],
  ])('not by %s %s %j', (operator, name, values) => {
    expect(on(operator, name, values)).toBe(false);
  });

  it('by one condition of several', () => {
    const condition = { StringEquals: { 'gitlab.com:aud': 'x', 'gitlab.com:project_id': '1' } };
    expect(isPinned(box(condition))).toBe(true);
    expect(isPinned(box({}))).toBe(false);
  });
});

describe('isUnconstrained', () => {
  it.each<[JsonObject, boolean]>([
    [{}, true],
    [{ StringEquals: { 'gitlab.com:aud': 'x' } }, true],
    [{ StringEquals: { 'gitlab.com:sub': '${gitlab.com:sub}' } }, true],
    [{ StringNotEquals: { 'gitlab.com:sub': [] } }, true],
    [{ Null: { 'gitlab.com:sub': 'false' } }, true],
    [{ StringLike: { 'gitlab.com:sub': '*' } }, false],
    [{ Null: { 'gitlab.com:sub': 'false' }, StringLike: { 'gitlab.com:sub': 'a' } }, false],
    [{ StringMatches: { 'gitlab.com:sub': 'x' } }, false],
  ])('%j: %s', (condition, unconstrained) => {
    expect(isUnconstrained(box(condition))).toBe(unconstrained);
  });
});
