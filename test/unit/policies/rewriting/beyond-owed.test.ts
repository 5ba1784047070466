import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { allow, allowSub, onSub, project } from '../parts.ts';
import { narrowed } from './narrowed.ts';
import { MAIN } from './samples.ts';

const OURS = project('a/b', MAIN);
const WITH_ID = project('a/b', { id: '42', ...MAIN });

/** A statement that lets in some ids under whatever path in a group. */
const idsOf = (...ids: readonly string[]): JsonObject =>
  allow(
    onSub('StringLike', 'project_path:c/*', {
      StringEquals: { 'gitlab.com:project_id': ids.length === 1 ? (ids[0] as string) : ids },
    }),
  );

describe('narrow, where nothing of what is owed gets in,', () => {
  it.each([
    ['project_path:*:ref:*:ref_type:branch', 'project_path:a/b:ref:main:ref_type:branch'],
    ['project_path:a/*:ref:main:ref_type:*', 'project_path:a/b:ref:main:ref_type:branch'],
    [
      'job_project_path:a/b:project_path:*:ref_type:branch:ref:main',
      'job_project_path:*:project_path:a/b:ref_type:branch:ref:main',
    ],
  ])('keeps what is allowed of the shape of %s', (value, kept) => {
    const [statement] = narrowed(allowSub(value), OURS) as JsonObject[];
    expect(JSON.stringify(statement)).toContain(kept);
  });

  it.each([
    ['a shape that proves no project', 'job_project_path:*:ref_type:branch:ref:main'],
    ['a project that is not allowed', 'project_path:c/d:ref:*:ref_type:branch'],
    ['a component whose name is left open', 'project_path:*:r*:main:ref_type:branch'],
    ['components that are left open', 'project_path:*:ref:main:*'],
  ])('keeps nothing of %s', (_, value) => {
    expect(narrowed(allowSub(value), OURS)).toEqual([]);
  });

  it('keeps what is allowed of a shape that only another entry owes', () => {
    const shaped = project('c/d', { shapes: [['project_path', 'ref', 'ref_type']] });
    const [statement] = narrowed(
      allowSub('project_path:a/*:ref:main:ref_type:*'),
      OURS,
      shaped,
    ) as JsonObject[];
    expect(JSON.stringify(statement)).toContain('project_path:a/b:ref:main:ref_type:branch');
  });

  it('keeps the ids that are allowed by themselves', () => {
    const [sub, key] = ['project_path:c/*:ref_type:branch:ref:main', 'gitlab.com:project_id'];
    const before = allow(onSub('StringLike', sub, { StringEquals: { [key]: ['42', '7'] } }));
    expect(narrowed(before, WITH_ID)).toEqual([
      allow(onSub('StringLike', sub, { StringEquals: { [key]: '42' } })),
    ]);
    const others = allow(onSub('StringLike', sub, { StringEquals: { [key]: ['6', '7'] } }));
    expect(narrowed(others, WITH_ID)).toEqual([]);
    const anyRef = allow(onSub('StringLike', 'project_path:c/*', { StringEquals: { [key]: ['42', '7'] } }));
    expect(narrowed(anyRef, WITH_ID)).toEqual([]);
  });

  it('keeps the ids that are allowed from every ref, beside one that is not', () => {
    const entries = [WITH_ID, project('a/c', { id: '43' })];
    expect(narrowed(idsOf('42', '43', '7'), ...entries)).toEqual([idsOf('43')]);
    expect(narrowed(idsOf('42', '7'), ...entries)).toEqual([]);
  });

  it('asks for the id beside another shape', () => {
    expect(narrowed(allowSub('project_id:*:ref_type:branch:ref:main'), WITH_ID)).toEqual([
      allow({
        StringLike: { 'gitlab.com:sub': 'project_id:42:ref_type:branch:ref:main' },
        StringEquals: { 'gitlab.com:project_id': '42' },
      }),
    ]);
  });
});
