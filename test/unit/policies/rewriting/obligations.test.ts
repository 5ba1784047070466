import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { unprovedOf } from '../../../../policies/rewriting/obligations.ts';
import type { Rewrite } from '../../../../policies/rewriting/scene.ts';
import {
  allow,
  allowSub,
  decoded,
  deny,
  group,
  intentOf,
  oldPolicyOf,
  onSub,
  project,
  providerArn,
} from '../parts.ts';
import { lawsAgainst, ON_BOTH, rewriteOf } from './proved.ts';
import { NOTHING_TO_SPEND, ON_MAIN, OTHERS, OURS, QUARANTINE } from './samples.ts';

type Case = [string, readonly JsonObject[], readonly JsonObject[]];

const NEVER_INSIDE = 'the new document could not be proved to stay inside the intent';

describe('unprovedOf', () => {
  it.each<Case>([
    ['nothing changed', [allowSub(OURS), OTHERS], [allowSub(OURS), OTHERS]],
    [
      'only the order of statements changed',
      [allowSub(OURS), OTHERS, QUARANTINE],
      [QUARANTINE, allowSub(OURS), OTHERS],
    ],
    [
      'only the order of values and the brackets changed',
      [allowSub([OURS, 'x']), OTHERS],
      [
        allow(
          { StringLike: { 'gitlab.com:sub': ['x', OURS] } },
          { Action: ['sts:AssumeRoleWithWebIdentity'] },
        ),
        { ...OTHERS, Principal: { AWS: ['arn:aws:iam::111122223333:root'] } },
      ],
    ],
    ['a statement is narrowed', [OTHERS, allow(undefined)], [OTHERS, allowSub(OURS)]],
    [
      'two statements become equal',
      [allow(undefined), allowSub('project_path:*')],
      [allowSub(OURS), allowSub(OURS)],
    ],
    ['two statements become one', [allow(undefined), allowSub('project_path:*')], [allowSub(OURS)]],
    [
      'a statement becomes one that was there',
      [allowSub(OURS), allow(undefined)],
      [allowSub(OURS), allowSub(OURS)],
    ],
    ['one of two equal statements goes', [allowSub(OURS), allowSub(OURS)], [allowSub(OURS)]],
    ['one statement becomes two', [allow(undefined)], [allowSub(ON_MAIN), allowSub(OURS)]],
    [
      'statements change their places and their Sids',
      [allow(undefined, { Sid: 'a' }), OTHERS],
      [{ ...OTHERS, Sid: 'a' }, allow(onSub('StringLike', OURS), { Sid: 'b' })],
    ],
    ['GitLab’s access goes, where nothing is owed', [allowSub('project_path:evil/*'), OTHERS], [OTHERS]],
    ['nothing is left', [allowSub('project_path:evil/*'), deny(undefined)], [QUARANTINE]],
  ])('finds nothing where %s', (_, before, after) => {
    expect(unprovedOf(rewriteOf(before, after))).toEqual([]);
  });

  it('reads a statement without brackets', () => {
    const fields = { after: { Version: '2012-10-17', Statement: allowSub(OURS) } };
    expect(lawsAgainst([allow(undefined)], [], fields)).toEqual([]);
    const before = decoded({ Version: '2012-10-17', Statement: allow(undefined) });
    expect(lawsAgainst([], [allowSub(OURS)], { before })).toEqual([]);
  });

  it('reads policy variables as the version of the document does', () => {
    const self = allowSub('${gitlab.com:sub}');
    const rewrite = rewriteOf([self], [allowSub(OURS)]);
    expect(unprovedOf(rewrite)).toEqual([]);
    const old: Partial<Rewrite> = {
      before: oldPolicyOf(self),
      after: { Version: '2008-10-17', Statement: [allowSub(OURS)] },
    };
    expect(lawsAgainst([], [], old)).toEqual(['L2']);
  });

  it.each<[string, JsonObject]>([
    ['no statement', { Version: '2012-10-17' }],
    ['an empty list of statements', { Version: '2012-10-17', Statement: [] }],
    ['a broken statement', { Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] }],
    ['another version', { Version: '2026-01-01', Statement: [allowSub(OURS)] }],
  ])('takes a document with %s for no trust policy', (_, after) => {
    expect(unprovedOf({ ...rewriteOf([allow(undefined)], []), after })).toEqual([
      { law: 'L13', reason: 'the new document is no trust policy' },
    ]);
  });

  it('collects everything that cannot be proved', () => {
    const before = [allow(undefined, { Principal: { Federated: providerArn(), AWS: '*' } }), deny(undefined)];
    const after = [allowSub('project_path:*'), allow(undefined, { Action: 'sts:*' }), QUARANTINE];
    expect(unprovedOf(rewriteOf(before, after, { quota: 10 })).map(({ law }) => law)).toEqual([
      'L2',
      'L5',
      'L5',
      'L2',
      'L3',
      'L13',
      'L13',
    ]);
  });
});

/** A statement that takes a search to be seen inside the intent. */
function hard(name: string): JsonObject {
  const twice = onSub(
    'StringLike',
    'project_path:?/b:*b*',
    onSub('ForAnyValue:StringLike', 'project_path:a/?:*'),
  );
  return allow(onSub('StringNotLike', `*:ref:${name}*y`, twice));
}

describe('unprovedOf and the intent', () => {
  it.each<Case>([
    ['is too wide still', [allow(undefined)], [allowSub('project_path:a/*')]],
    [
      'is too wide in a statement that stays',
      [allow(undefined), allowSub('project_path:a/*')],
      [allowSub(OURS), allowSub('project_path:a/*')],
    ],
    ['stays as it was', [allowSub('*')], [allowSub('*')]],
  ])('rejects what %s', (_, before, after) => {
    expect(unprovedOf(rewriteOf(before, after))).toContainEqual({ law: 'L3', reason: NEVER_INSIDE });
    expect(lawsAgainst(before, after).filter((law) => law !== 'L13')).toEqual(['L3']);
  });

  it.each<Case>([
    [
      'holds something unknown',
      [allow(undefined), allowSub('x', 'StringMatches')],
      [allowSub(OURS), allowSub('x', 'StringMatches')],
    ],
    [
      'holds an element that is unknown',
      [allow(undefined, { Resource: '*' })],
      [allow(onSub('StringLike', 'project_path:*'), { Resource: '*' })],
    ],
  ])('rejects what %s, and says that nobody knows', (_, before, after) => {
    const why =
      'the statement holds something whose meaning is not known, so neither safety nor danger can be shown';
    const reason = `${NEVER_INSIDE}: ${why}`;
    expect(unprovedOf(rewriteOf(before, after))).toContainEqual({ law: 'L3', reason });
    expect(lawsAgainst(before, after).filter((law) => law !== 'L13')).toEqual(['L3']);
  });

  it('rejects what is inside the intent of another role only', () => {
    expect(
      lawsAgainst([allow(undefined)], [allowSub('project_path:c/*')], { intent: intentOf(group('c')) }),
    ).toEqual([]);
    expect(
      lawsAgainst([allow(undefined)], [allowSub('project_path:c/*')], { intent: intentOf(project('c/d')) }),
    ).toEqual(['L3']);
  });

  it('accepts a document that lets GitLab in nowhere, or nobody', () => {
    expect(lawsAgainst([OTHERS], [OTHERS])).toEqual([]);
    expect(lawsAgainst([allowSub('a/b:*')], [allowSub('a/b:*')])).toEqual([]);
  });

  it('gives each new statement as much as one may spend', () => {
    const after = Array.from({ length: 20 }, (_, index) => hard(`x${index}`));
    const fields = { mayLockOut: true, quota: 8192 };
    const enough = { ...fields, budget: { states: 50, transitions: 500 } };
    expect(lawsAgainst([allow(undefined)], after.slice(0, 1), enough)).not.toContain('L3');
    expect(lawsAgainst([allow(undefined)], after, enough)).not.toContain('L3');
    expect(lawsAgainst([allow(undefined)], after, { ...fields, budget: NOTHING_TO_SPEND })).toContain('L3');
  });

  it('asks for every issuer', () => {
    const all = allow(undefined, { Principal: { Federated: providerArn('gitlab.example.com/gitlab') } });
    expect(lawsAgainst([all], [all])).toEqual([]);
    expect(lawsAgainst([all], [all], { intent: ON_BOTH })).toEqual(['L3']);
  });
});

describe('unprovedOf and a Deny', () => {
  const OUT = deny(onSub('StringLike', `${OURS}:x`));

  it('rejects one that is gone or narrower while an Allow is left', () => {
    expect(lawsAgainst([allowSub(OURS), OUT], [allowSub(OURS)])).toEqual(['L2']);
    expect(lawsAgainst([allowSub(OURS), OUT], [allowSub(OURS), deny(onSub('StringLike', 'x'))])).toEqual([
      'L2',
      'L5',
    ]);
  });

  it('accepts that one is gone where no Allow is left', () => {
    expect(lawsAgainst([allowSub('project_path:evil/*'), OUT], [QUARANTINE])).toEqual([]);
  });

  it('accepts one that stays', () => {
    expect(lawsAgainst([allow(undefined), OUT], [OUT, allowSub(OURS)])).toEqual([]);
  });

  it('does not take an Allow for the Deny that it was', () => {
    expect(lawsAgainst([OUT], [allow(onSub('StringLike', `${OURS}:x`))])).toEqual(['L2']);
  });
});
