import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry, Intent } from '../../../../policies/intent/intent.ts';
import { unprovedOf } from '../../../../policies/rewriting/obligations.ts';
import {
  allow,
  allowSub,
  deny,
  group,
  intentOf,
  onSub,
  PRIVATE,
  project,
  PUBLIC,
  SELF,
  SELF_MANAGED,
} from '../parts.ts';
import { lawsAgainst, ON_BOTH, oursWith, rewriteOf } from './proved.ts';
import { MAIN, OTHERS, OURS, QUARANTINE } from './samples.ts';

const BRANCHES = 'project_path:a/b:ref_type:branch:ref:*';

function intentFor(...entries: readonly AllowEntry[]): Intent {
  return { ...intentOf(...entries), issuers: [PUBLIC, PRIVATE] };
}

function asking(audience: string): JsonObject {
  return oursWith({ StringEquals: { 'gitlab.com:aud': audience } });
}

describe('unprovedOf where GitLab’s access goes', () => {
  it.each<[string, readonly JsonObject[], AllowEntry, boolean]>([
    ['all', [allow(undefined)], project('a/b'), true],
    ['the project', [allowSub(OURS)], project('a/b'), true],
    ['the project, but in no default shape', [allowSub(`${OURS}:job_project_id:*`)], project('a/b'), false],
    ['another', [allowSub('project_path:c/d:*')], project('a/b'), false],
    ['another case', [allowSub('project_path:A/b:*')], project('a/b'), false],
    ['a project of the group', [allowSub('project_path:A/b/c:*')], group('A/b'), true],
    ['the group’s namesake', [allowSub('project_path:A/b:*')], group('A/b'), false],
    ['one ref of all', [allowSub('project_path:a/b:ref_type:tag:ref:x')], project('a/b'), true],
    ['another ref', [allowSub('project_path:a/b:ref_type:tag:ref:x')], project('a/b', MAIN), false],
    ['one of two statements', [allowSub('x'), allowSub(OURS)], project('a/b'), true],
    ['all but another', [allowSub('project_path:c/d:*', 'StringNotLike')], project('a/b'), true],
    ['nobody, for want of values', [allowSub([])], project('a/b'), false],
    [
      'one without a project id, which AWS fills',
      [oursWith({ Null: { 'gitlab.com:project_id': 'true' } })],
      project('a/b', { id: '7' }),
      false,
    ],
    [
      'what is denied',
      [allow(undefined), deny({ StringLike: { 'gitlab.com:sub': 'project_path:a/*' } })],
      project('a/b'),
      false,
    ],
    [
      'what is denied in part',
      [allow(undefined), deny({ StringLike: { 'gitlab.com:sub': BRANCHES } })],
      project('a/b'),
      true,
    ],
    [
      'what may be denied',
      [allow(undefined), deny({ StringMatches: { 'gitlab.com:sub': 'x' } })],
      project('a/b'),
      true,
    ],
    ['what may be let in', [allowSub('x', 'StringMatches')], project('a/b'), true],
    [
      'an id that nobody has',
      [allow({ StringEquals: { 'gitlab.com:project_id': 'x' } })],
      project('a/b'),
      false,
    ],
    [
      'an id that the project may have',
      [allow({ StringEquals: { 'gitlab.com:project_id': '8' } })],
      project('a/b'),
      true,
    ],
    [
      'the project’s id',
      [allow({ StringEquals: { 'gitlab.com:project_id': '7' } })],
      project('a/b', { id: '7' }),
      true,
    ],
    [
      'another id',
      [allow({ StringEquals: { 'gitlab.com:project_id': '8' } })],
      project('a/b', { id: '7' }),
      false,
    ],
    ['another issuer', [allow(undefined)], project('a/b', { issuer: SELF_MANAGED }), false],
    ['that other issuer', [allow(undefined, SELF)], project('a/b', { issuer: SELF_MANAGED }), true],
    ['no ref', [allow(undefined)], project('a/b', { refs: { branches: [], tags: [] } }), false],
  ])('sees whether it was owed: %s', (_, statements, entry, isOwed) => {
    const laws = lawsAgainst(statements, [QUARANTINE], { intent: intentFor(entry) });
    expect(laws).toEqual(isOwed ? ['L4'] : []);
  });

  it('accepts it where nothing is owed', () => {
    expect(lawsAgainst([allow(undefined)], [QUARANTINE], { intent: intentFor() })).toEqual([]);
  });

  it('does not ask about statements that are not GitLab’s', () => {
    const everyone = allow(undefined, { Principal: { AWS: '*' } });
    expect(lawsAgainst([everyone], [QUARANTINE])).toEqual(['L5']);
  });

  it('accepts it where the configuration wants the undecided isolated', () => {
    const undecided = [allowSub(OURS), allowSub('x', 'StringMatches')];
    expect(lawsAgainst(undecided, [QUARANTINE], { mayLockOut: true })).toEqual([]);
    expect(lawsAgainst(undecided, [QUARANTINE], { mayLockOut: false })).toEqual(['L4']);
    expect(lawsAgainst([...undecided, OTHERS], [QUARANTINE], { mayLockOut: true })).toEqual(['L5']);
  });

  it('looks at every issuer and at every statement', () => {
    const statements = [allow(onSub('StringLike', OURS)), allow(undefined, SELF)];
    expect(lawsAgainst(statements, [allowSub(OURS)], { intent: ON_BOTH })).toEqual(['L4']);
    expect(lawsAgainst(statements, [allow(undefined, SELF)], { intent: ON_BOTH })).toContain('L4');
  });

  it('looks at everything that is owed', () => {
    const intent = intentOf(project('a/b'), project('c/d'));
    for (const path of ['a/b', 'c/d']) {
      const half = [allow(undefined), deny({ StringLike: { 'gitlab.com:sub': `project_path:${path}:*` } })];
      expect(lawsAgainst(half, [QUARANTINE], { intent })).toEqual(['L4']);
    }
  });

  it('looks at the audiences that are owed', () => {
    const intent = { ...intentOf(project('a/b')), issuers: [{ ...PUBLIC, audiences: ['x'] }] };
    expect(lawsAgainst([allowSub(OURS)], [QUARANTINE], { intent })).toEqual(['L4']);
    expect(lawsAgainst([asking('x')], [QUARANTINE], { intent })).toEqual(['L4']);
    expect(lawsAgainst([asking('y')], [QUARANTINE], { intent })).toEqual([]);
  });

  it('says which statement it was', () => {
    expect(unprovedOf(rewriteOf([OTHERS, allow(undefined)], [OTHERS]))).toEqual([
      {
        law: 'L4',
        reason: 'statement 1 may have let in tokens that are allowed and would lose access',
      },
    ]);
  });
});
