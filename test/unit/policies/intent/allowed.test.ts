import { describe, expect, it } from '@jest/globals';
import { isAllowed, provesProject } from '../../../../policies/intent/allowed.ts';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import { forbiddenSubjects } from '../../../../policies/intent/forbidden-machine.ts';
import { provesEnough } from '../../../../policies/intent/grants.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { parseSubject } from '../../../../policies/claims/subject.ts';
import { machineAccepts } from '../../../support/walk.ts';
import { group, intentOf, ISSUER, project, SELF_MANAGED } from '../parts.ts';

const REFS = { branches: ['main', 'release/*'], tags: ['v?'] };
const ANY_REF = { branches: ['*'], tags: ['*'] };

/** What the slow way, the automaton and, without a claim, the look-up say: all the same, or nothing. */
function verdictOn(entries: readonly AllowEntry[], sub: string, id?: string): boolean | undefined {
  const intent = intentOf(...entries);
  const compiled = compileIntent(intent, ISSUER);
  const claims = id === undefined ? { sub } : { sub, project_id: id };
  const slow = isAllowed(intent, ISSUER, claims);
  const isForbidden = machineAccepts(forbiddenSubjects(compiled, id), sub);
  const subject = parseSubject(sub);
  const looked = id === undefined && subject !== undefined ? provesEnough(compiled, subject) : slow;
  return isForbidden === !slow && looked === slow ? slow : undefined;
}

describe('a project with any ref', () => {
  const entries = [project('MyGroup/app')];

  it.each([
    'project_path:MyGroup/app',
    'project_path:mygroup/APP:ref_type:branch:ref:x',
    'project_path:MyGroup/app:job_project_path:evil/x',
    'job_project_path:evil/x:project_path:mygroup/app',
    'source_project_id:1:ref:x:project_path:mygroup/app',
  ])('allows %s', (sub) => {
    expect(verdictOn(entries, sub)).toBe(true);
  });

  it.each([
    'project_path:mygroup/app2',
    'project_path:mygroup/ap',
    'project_path:mygroup/app/x',
    'project_path:x/mygroup/app',
    'job_project_path:mygroup/app',
    'source_project_path:mygroup/app',
    'project_path:evil/x:ref:mygroup/app',
    'project_path:evil/x:job_project_path:mygroup/app',
    'project_id:1',
    'project_path:evil/x:ref_type:tag:ref:project_path',
  ])('forbids %s', (sub) => {
    expect(verdictOn(entries, sub)).toBe(false);
  });

  it('asks for no claim', () => {
    expect(verdictOn(entries, 'project_path:mygroup/app', '7')).toBe(true);
    expect(verdictOn(entries, 'project_path:evil/x', '7')).toBe(false);
  });
});

describe('a project with an id', () => {
  const entries = [project('a/b', { id: '12' })];

  it.each([
    ['project_id:12', undefined],
    ['project_path:a/b', undefined],
    ['project_path:a/b', '99'],
    ['project_path:evil/x', '12'],
    ['job_project_id:1:project_id:12:ref:x', undefined],
    ['source_project_id:1', '12'],
  ])('allows %s with claim %s', (sub, id) => {
    expect(verdictOn(entries, sub, id)).toBe(true);
  });

  it.each([
    ['project_id:1', undefined],
    ['project_id:123', undefined],
    ['project_id:2', undefined],
    ['job_project_id:12', undefined],
    ['source_project_id:12', undefined],
    ['project_path:evil/x', '1'],
    ['project_path:evil/x', '123'],
  ])('forbids %s with claim %s', (sub, id) => {
    expect(verdictOn(entries, sub, id)).toBe(false);
  });
});

describe('a group', () => {
  const entries = [group('My/Group')];

  it.each([
    'project_path:my/group/x',
    'project_path:MY/GROUP/x/y:ref:z',
    'project_id:1:project_path:my/group/x',
  ])('allows %s', (sub) => {
    expect(verdictOn(entries, sub)).toBe(true);
  });

  it.each([
    'project_path:my/group',
    'project_path:my/groups/x',
    'project_path:my/x',
    'project_path:x/my/group/y',
  ])('forbids %s', (sub) => {
    expect(verdictOn(entries, sub)).toBe(false);
  });
});

describe('a project with refs', () => {
  const entries = [project('a/b', { refs: REFS, id: '12' })];

  it.each([
    ['project_path:a/b:ref_type:branch:ref:main', undefined],
    ['project_path:a/b:ref_type:branch:ref:release/1', undefined],
    ['project_path:a/b:ref_type:tag:ref:v1', undefined],
    ['project_path:a/b:ref:main:ref_type:branch', undefined],
    ['project_id:12:ref:v1:deployment_tier:other:ref_type:tag', undefined],
    ['source_project_id:1:ref_type:branch:ref:main:project_path:a/b', undefined],
    ['project_path:x/y:ref_type:branch:ref:main', '12'],
    ['project_path:a/b:ref_type:branch:ref:main:ref_protected:false', undefined],
  ])('allows %s with claim %s', (sub, id) => {
    expect(verdictOn(entries, sub, id)).toBe(true);
  });

  it.each([
    ['project_path:a/b', undefined],
    ['project_path:a/b:ref:main', undefined],
    ['project_path:a/b:ref_type:branch', undefined],
    ['project_path:a/b:ref_type:branch:ref:Main', undefined],
    ['project_path:a/b:ref_type:branch:ref:main2', undefined],
    ['project_path:a/b:ref_type:branch:ref:release', undefined],
    ['project_path:a/b:ref_type:tag:ref:main', undefined],
    ['project_path:a/b:ref_type:branch:ref:v1', undefined],
    ['project_path:a/b:ref_type:tag:ref:v12', undefined],
    ['project_path:x/y:ref_type:branch:ref:main', undefined],
    ['project_path:x/y:ref_type:branch:ref:main', '1'],
    ['project_path:x/y', '12'],
  ])('forbids %s with claim %s', (sub, id) => {
    expect(verdictOn(entries, sub, id)).toBe(false);
  });

  it('wants the ref proved even where any is good', () => {
    const any = [project('a/b', { refs: ANY_REF })];
    expect(verdictOn(any, 'project_path:a/b:ref_type:branch:ref:x')).toBe(true);
    expect(verdictOn(any, 'project_path:a/b:ref_type:branch')).toBe(false);
    expect(verdictOn(any, 'project_path:a/b')).toBe(false);
  });

  it('allows no ref where the lists are empty', () => {
    const none = [project('a/b', { refs: { branches: [], tags: [] } })];
    expect(verdictOn(none, 'project_path:a/b:ref_type:branch:ref:x')).toBe(false);
    expect(verdictOn(none, 'project_path:a/b')).toBe(false);
  });
});

describe('several entries', () => {
  const main = { branches: ['main'], tags: [] };
  const entries = [
    project('a/b', { refs: main }),
    group('a', { refs: { branches: ['dev'], tags: [] } }),
    project('c/d', { refs: main }),
    project('e/f', { id: '1', refs: { branches: ['x'], tags: [] } }),
    project('e/f', { id: '2', refs: { branches: [], tags: ['y'] } }),
  ];

  it.each([
    ['project_path:a/b:ref_type:branch:ref:main', undefined, true],
    ['project_path:a/b:ref_type:branch:ref:dev', undefined, true],
    ['project_path:a/c:ref_type:branch:ref:main', undefined, false],
    ['project_path:a/c:ref_type:branch:ref:dev', undefined, true],
    ['project_path:c/d:ref_type:branch:ref:dev', undefined, false],
    ['project_path:e/f:ref_type:branch:ref:x', undefined, true],
    ['project_path:e/f:ref_type:tag:ref:y', undefined, true],
    ['project_id:1:ref_type:tag:ref:y', undefined, false],
    ['project_id:2:ref_type:tag:ref:y', undefined, true],
    ['project_path:a/b:ref_type:branch:ref:x', '1', true],
    ['project_path:a/b:project_id:1:ref_type:branch:ref:x', undefined, true],
    ['project_id:1:project_path:a/b:ref_type:branch:ref:dev', undefined, true],
  ])('%s with claim %s: %s', (sub, id, isRight) => {
    expect(verdictOn(entries, sub, id)).toBe(isRight);
  });
});

describe('isAllowed', () => {
  it('reads the entries of the issuer only', () => {
    const intent = intentOf(project('a/b', { issuer: SELF_MANAGED }));
    expect(isAllowed(intent, SELF_MANAGED, { sub: 'project_path:a/b' })).toBe(true);
    expect(isAllowed(intent, ISSUER, { sub: 'project_path:a/b' })).toBe(false);
  });

  it.each(['', 'x', 'project_path:a/b:', 'project_path:a/b:ref:x:ref:y'])(
    'allows no subject like %j',
    (sub) => {
      expect(isAllowed(intentOf(project('a/b', { id: '1' })), ISSUER, { sub, project_id: '1' })).toBe(false);
    },
  );

  it('allows no token without a subject', () => {
    expect(isAllowed(intentOf(project('a/b', { id: '1' })), ISSUER, { project_id: '1' })).toBe(false);
  });
});

describe('provesProject', () => {
  it('does not take a missing id for a missing claim', () => {
    expect(provesProject(project('a/b'), new Map([['ref', 'x']]), {})).toBe(false);
    expect(provesProject(group(''), new Map(), {})).toBe(false);
  });
});

describe('a project that has to show its id', () => {
  const entries = [project('a/b', { id: '7', requiresId: true, refs: REFS })];

  it.each<[string, string | undefined]>([
    ['project_path:a/b:ref_type:branch:ref:main', '7'],
    ['project_path:new/name:ref_type:tag:ref:v1', '7'],
    ['project_id:7:ref_type:branch:ref:release/1', undefined],
    ['project_path:a/b:ref_type:branch:ref:main:project_id:7', undefined],
  ])('is allowed with it: %s, claim %s', (sub, id) => {
    expect(verdictOn(entries, sub, id)).toBe(true);
  });

  it.each<[string, string | undefined]>([
    ['project_path:a/b:ref_type:branch:ref:main', undefined],
    ['project_path:a/b:ref_type:branch:ref:main', '8'],
    ['project_path:a/b:ref_type:branch:ref:main:project_id:8', undefined],
    ['project_path:a/b:ref_type:branch:ref:x', '7'],
  ])('is forbidden without it, or from another ref: %s, claim %s', (sub, id) => {
    expect(verdictOn(entries, sub, id)).toBe(false);
  });

  it('is proved by its path where it has no id', () => {
    const sub = 'project_path:a/b';
    expect(verdictOn([project('a/b', { requiresId: true })], sub)).toBe(true);
    expect(verdictOn([group('a', { requiresId: true })], sub)).toBe(true);
  });

  it('is proved by its path where another entry says so', () => {
    expect(verdictOn([...entries, project('a/b')], 'project_path:a/b')).toBe(true);
  });
});
