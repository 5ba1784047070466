import { describe, expect, it } from '@jest/globals';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { isUnconstrained, positivePatterns, writtenOut } from '../../../../policies/verdict/written.ts';
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

  it('reads conditions on the subject alone', () => {
    const condition = { StringEquals: { 'gitlab.com:aud': ['project_path:a/b', 'project_id:1'] } };
    expect(writtenOut([box(condition)])).toEqual({ roots: [], projectIds: [] });
  });

  it('reads all Allows, and no negated condition', () => {
    const written = writtenOut(
      boxes(allowSub('project_path:a/*'), allowSub(['project_path:b/c', 'project_id:1'])),
    );
    expect(written).toEqual({ roots: ['a', 'b'], projectIds: ['1'] });
    expect(writtenOut(boxes(allowSub('project_path:a/*', 'StringNotLike'))).roots).toEqual([]);
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
