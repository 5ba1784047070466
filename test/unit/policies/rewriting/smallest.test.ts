import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeTrustPolicy, planRole, type AllowEntry, type Intent } from '../../../../policies/index.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import { smallestSize } from '../../../../policies/rewriting/smallest.ts';
import { holdsAlways, RUNS, say, SEED, TIMEOUT } from '../../../support/property-runs.ts';
import { allowSub, ISSUER, ROLE } from '../parts.ts';

const project = (path: string, more: Partial<AllowEntry> = {}): AllowEntry => ({
  kind: 'project',
  path,
  issuer: ISSUER,
  ...more,
});

const intentOf = (entries: readonly AllowEntry[]): Intent => ({
  listed: true,
  entries,
  issuers: [{ name: ISSUER, isPublic: true }],
  knownRoots: ['mygroup'],
});

/** The size of the rewrite of a role that lets everybody in; no number is larger where there is none. */
function narrowed(intent: Intent): number {
  const decoded = decodeTrustPolicy({ Version: '2012-10-17', Statement: [allowSub('*:*')] });
  if (!decoded.ok) throw new Error('no trust policy');
  const { after } = planRole({ role: ROLE, policy: decoded.policy, intent, unlisted: 'report' });
  return after === null ? Infinity : sizeOf(after);
}

const refs = (branches: readonly string[]) => ({ refs: { branches, tags: [] } });
const projects = (count: number, more: Partial<AllowEntry> = {}) =>
  Array.from({ length: count }, (_, number) => project(`mygroup/a-project-${100 + number}`, more));

/** Refs that are too long and too many to compare each with all. */
const LONG = Array.from({ length: 1000 }, (_, number) => `${'x'.repeat(50)}${number}y`);

describe('smallestSize', () => {
  it('is nothing where nothing is owed', () => {
    expect(smallestSize(intentOf([]))).toBe(0);
  });

  it.each<[string, readonly AllowEntry[]]>([
    ['one project', projects(1)],
    ['thirty projects', projects(30)],
    ['a branch of each', projects(10).map((entry, number) => ({ ...entry, ...refs([`b${number}`]) }))],
    ['every project with every branch', projects(20, refs(['main', 'release/*', 'hotfix/*']))],
    ['a group above sixty of them', [project('mygroup', { kind: 'group' }), ...projects(60)]],
    ['an id of each', projects(3).map((entry, number) => ({ ...entry, id: `${number}`, requiresId: true }))],
  ])('is near to what the rewrite has: %s', (_, entries) => {
    const [smallest, written] = [smallestSize(intentOf(entries)), narrowed(intentOf(entries))];
    expect(smallest).toBeLessThanOrEqual(written);
    expect(smallest).toBeGreaterThan(written - 120);
  });

  it.each<[string, readonly AllowEntry[], readonly string[]]>([
    ['one project', [project('a/b')], ['project_path:a/b:*']],
    [
      'what a shorter pattern covers',
      [project('a/b'), project('a', { kind: 'group' })],
      ['project_path:a/*'],
    ],
    ['what is owed twice', [project('a/b'), project('a/b')], ['project_path:a/b:*']],
    [
      'many values that one of them covers, whichever it is',
      [project('a/b', refs([...LONG.map((ref) => `${ref}*`), '*', ...LONG]))],
      ['project_path:a/b:ref_type:branch:ref:*'],
    ],
    [
      'many literals',
      [project('a/b', refs(LONG))],
      LONG.map((ref) => `project_path:a/b:ref_type:branch:ref:${ref}`),
    ],
  ])('is the size of a statement with the values that are needed: %s', (_, entries, values) => {
    const length = values.reduce((sum, value) => sum + `"${value}",`.length, 0);
    expect(smallestSize(intentOf(entries))).toBe(sizeOf({ Statement: allowSub([]) }) + length);
  });

  it('is large where projects with other refs stand in one list', () => {
    const entries = [...projects(20, refs(['main', 'a', 'b'])), project('mygroup/x', refs(['c']))];
    expect(smallestSize(intentOf(entries))).toBeGreaterThan(3800);
  });

  it('is not looked for longer than a bounded while', () => {
    const many = Array.from({ length: 5000 }, (_, number) => `${'x'.repeat(50)}${number}*`);
    expect(smallestSize(intentOf([project('a/b', refs(many))]))).toBeLessThan(400);
    expect(smallestSize(intentOf([project('a/b', refs(many))]))).toBe(sizeOf({ Statement: allowSub([]) }));
  });

  it(
    'is never more than a rewrite has',
    () => {
      const refsArb = fc.subarray(['main', 'release/*', '*', 'rel*'], { minLength: 1 }).map(refs);
      const pathArb = fc.constantFrom('a/b', 'a/c', 'a/b/c', 'mygroup/d');
      const entryArb = fc
        .tuple(fc.boolean(), pathArb, fc.option(refsArb, { nil: {} }))
        .map(([isGroup, path, more]) => project(path, isGroup ? { kind: 'group' } : more));
      let written = 0;
      holdsAlways(
        fc.array(entryArb, { minLength: 1, maxLength: 4 }),
        (entries) => {
          const size = narrowed(intentOf(entries));
          if (size < Infinity) written++;
          expect(smallestSize(intentOf(entries))).toBeLessThanOrEqual(size);
        },
        Math.ceil(RUNS / 50),
      );
      say(`smallest trust policies, seed ${SEED}: ${written} rewrites`);
      expect(written).toBeGreaterThan(RUNS / 100);
    },
    TIMEOUT,
  );
});
