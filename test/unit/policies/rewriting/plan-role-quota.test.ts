import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import {
  allow,
  allowSelf,
  allowSub,
  group,
  intentOf,
  policyOf,
  PRIVATE,
  project,
  PUBLIC,
  SELF_MANAGED,
  subject,
} from '../parts.ts';
import { exceeds, NOBODY, planned, statementsAfter, UNPROVED } from './planned.ts';
import { GITHUB, ON_MAIN, OTHERS, OURS, QUARANTINE, refusalOfGithub } from './samples.ts';

const sizeOfStatements = (...statements: readonly JsonObject[]): number =>
  sizeOf(policyOf(...statements).json);

/** A statement of some size that is not about GitLab. */
const ballast = (length: number): JsonObject => ({ ...OTHERS, Sid: 'x'.repeat(length) });

describe('planRole, with statements that are hard to prove', () => {
  it('narrows each of two as it narrows one', () => {
    const shapes = [
      ['project_path', 'ref_type', 'ref'],
      ['project_path', 'ref_type', 'ref', 'ref_protected'],
    ];
    const intent = intentOf(
      group('g', { refs: { branches: ['main'], tags: [] }, shapes }),
      group('h', { refs: { branches: ['v*.0'], tags: [] } }),
    );
    const open = [allowSub('project_path:*'), allowSub('project_*')];
    for (const statements of [open.slice(1), open])
      expect(planned(statements, { intent, quota: 8192 }).remedy).toBe('narrow');
  });
});

describe('planRole, with a quota', () => {
  const REFS = { branches: ['main'], tags: ['v*'] };
  const intent = intentOf(project('a/b', { refs: REFS }), project('c/d', { refs: REFS }));
  const written = allowSub([
    ON_MAIN,
    'project_path:a/b:ref_type:tag:ref:v*',
    subject('c/d'),
    'project_path:c/d:ref_type:tag:ref:v*',
  ]);
  const factored = allow({
    StringLike: { 'gitlab.com:sub': [OURS, 'project_path:c/d:*'] },
    'ForAnyValue:StringLike': { 'gitlab.com:sub': ['*:ref_type:branch:ref:main', '*:ref_type:tag:ref:v*'] },
  });
  const [size, factoredSize] = [sizeOfStatements(written), sizeOfStatements(factored)];

  it('writes it as a person would, where that fits', () => {
    for (const options of [{}, { quota: size }, { quota: 8192 }])
      expect(statementsAfter(planned([allow(undefined)], { intent, ...options }))).toEqual([written]);
  });

  it('writes it shorter, where that does not fit', () => {
    for (const quota of [size - 1, factoredSize]) {
      const plan = planned([allow(undefined)], { intent, quota });
      expect(plan.remedy).toBe('narrow');
      expect(statementsAfter(plan)).toEqual([factored]);
      expect(plan.keeps.map(({ witness }) => witness?.['sub'])).toEqual([ON_MAIN, subject('c/d')]);
    }
  });

  it('reports where nothing fits, with the numbers', () => {
    const quota = factoredSize - 1;
    expect(planned([allow(undefined)], { intent, quota })).toMatchObject({
      remedy: 'report',
      after: null,
      keeps: [],
      stops: [],
      irreversible: null,
      notes: [exceeds(size, quota)],
    });
  });

  it('shortens the statements that it writes, and leaves the others as they are', () => {
    const kept = { ...allowSub([ON_MAIN, OURS]), Sid: 'kept' };
    const before = [kept, allowSub([ON_MAIN, 'project_path:*']), OTHERS];
    expect(statementsAfter(planned(before))).toEqual([kept, allowSub([ON_MAIN, OURS]), OTHERS]);
    const shorter = [kept, allowSub(OURS), OTHERS];
    const quota = sizeOfStatements(...shorter);
    expect(statementsAfter(planned(before, { quota }))).toEqual(shorter);
    expect(planned(before, { quota: quota - 1 }).notes).toEqual([
      exceeds(sizeOfStatements(kept, allowSub([ON_MAIN, OURS]), OTHERS), quota - 1),
    ]);
  });

  it('shortens the statements of every issuer', () => {
    const entries = [project('a/b', { issuer: SELF_MANAGED })];
    const both: Intent = { ...intentOf(...entries), issuers: [PUBLIC, PRIVATE] };
    const quota = sizeOfStatements(allowSelf(OURS));
    expect(
      statementsAfter(planned([allowSelf([ON_MAIN, 'project_path:*'])], { intent: both, quota })),
    ).toEqual([allowSelf(OURS)]);
  });

  it('takes a large document for a sign of a large quota', () => {
    const before = [ballast(3000), allowSub([OURS, 'project_path:evil/*'])];
    expect(statementsAfter(planned(before))).toEqual([ballast(3000), allowSub(OURS)]);
    expect(planned(before, { quota: 2048 }).notes).toEqual([
      exceeds(sizeOfStatements(ballast(3000), allowSub(OURS)), 2048),
    ]);
    const room = 2048 - sizeOfStatements(ballast(0), allowSub(OURS));
    expect(planned([ballast(room), allow(undefined)]).remedy).toBe('narrow');
    expect(planned([ballast(room + 1), allow(undefined)]).notes).toEqual([exceeds(2049, 2048)]);
    expect(planned([ballast(room + 1), allow(undefined)], { quota: 4096 }).remedy).toBe('narrow');
  });

  it('says everything that is in the way', () => {
    const before = [allow(undefined), GITHUB];
    const all = sizeOfStatements(written, GITHUB);
    const github = `L13, ${refusalOfGithub(1)}`;
    expect(planned(before, { intent }).notes).toEqual([`${UNPROVED}${github}`]);
    expect(planned(before, { intent, quota: all - 1 }).notes).toEqual([
      `${exceeds(all, all - 1)}; ${github}`,
    ]);
  });

  it('goes for a quarantine as well', () => {
    const quota = sizeOfStatements(QUARANTINE);
    expect(planned([allow(undefined)], { intent: NOBODY, quota }).remedy).toBe('quarantine');
    expect(planned([allow(undefined)], { intent: NOBODY, quota: quota - 1 })).toMatchObject({
      remedy: 'report',
      notes: [exceeds(quota, quota - 1)],
    });
  });
});
