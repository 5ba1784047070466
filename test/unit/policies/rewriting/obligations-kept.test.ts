import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Rewrite } from '../../../../policies/rewriting/scene.ts';
import {
  allow,
  allowSelf,
  allowSub,
  deny,
  intentOf,
  onSub,
  project,
  providerArn,
  PUBLIC,
  SELF_MANAGED,
} from '../parts.ts';
import { FOREIGN, lawsAgainst, ON_BOTH, oursWith } from './proved.ts';
import { MAIN, ON_MAIN, OTHERS, OURS } from './samples.ts';

type Case = [string, readonly JsonObject[], readonly JsonObject[]];

const BRANCHES = 'project_path:a/b:ref_type:branch:ref:*';
const TAGS = 'project_path:a/b:ref_type:tag:ref:*';
const BEHIND_REF = '*:ref:*:*';
const SEVEN = intentOf(project('a/b', { id: '7' }));
const AUDIENCE = 'https://gitlab.com';
const ASKED = { ...intentOf(project('a/b')), issuers: [{ ...PUBLIC, audiences: [AUDIENCE, 'x'] }] };
/** Patterns of an audience, too many for the automata to tell the audiences apart. */
const MANY = ['1*', '2*', '3*', '4*', '5*'];

/** Tells whether a rewrite may take away what is owed. */
function locksOut(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  fields: Partial<Rewrite> = {},
): boolean {
  return lawsAgainst(before, after, fields).includes('L4');
}

function asking(audiences: readonly string[], fields: JsonObject = {}): JsonObject {
  return oursWith({ StringEquals: { 'gitlab.com:aud': audiences } }, fields);
}

describe('unprovedOf accepts, by the form of the change, that what is owed is kept', () => {
  it.each<Case>([
    ['by its subject', [allow(undefined, FOREIGN)], [allow(onSub('StringLike', OURS), FOREIGN)]],
    [
      'by a wider pattern',
      [allow(undefined, FOREIGN)],
      [allow(onSub('StringLike', 'project_path:a/*'), FOREIGN)],
    ],
    ['by a statement that was there', [allowSub('*'), allowSub(OURS)], [allowSub(OURS)]],
    [
      'beside what always holds',
      [allow(undefined, FOREIGN)],
      [oursWith({ Null: { 'gitlab.com:aud': 'false' } }, FOREIGN)],
    ],
    [
      'where the subject keeps it out',
      [
        allow(
          onSub('StringLike', 'project_path:c/*', { 'ForAnyValue:StringLike': { 'gitlab.com:aud': MANY } }),
        ),
      ],
      [],
    ],
    [
      'where one of two conditions keeps it out',
      [
        allow(
          onSub(
            'StringLike',
            '*',
            onSub('ForAnyValue:StringLike', 'project_path:c/*', {
              'ForAllValues:StringLike': { 'gitlab.com:aud': MANY },
            }),
          ),
        ),
      ],
      [],
    ],
    [
      'where a condition that holds for nobody keeps it out',
      [allow(onSub('StringEquals', [], { StringLike: { 'gitlab.com:aud': MANY } }))],
      [],
    ],
  ])('%s', (_, before, after) => {
    expect(locksOut(before, [...after, OTHERS])).toBe(false);
  });

  it('with the project’s id', () => {
    const pinned = oursWith({ StringEquals: { 'gitlab.com:project_id': ['7', '8'] } }, FOREIGN);
    expect(lawsAgainst([allow(undefined, FOREIGN)], [pinned], { intent: SEVEN })).toEqual([]);
  });

  it('with the audiences', () => {
    expect(
      lawsAgainst([allow(undefined, FOREIGN)], [asking(['x', 'y', AUDIENCE], FOREIGN)], { intent: ASKED }),
    ).toEqual([]);
  });

  it('by one statement for each project', () => {
    const intent = intentOf(project('a/b', { id: '7' }), project('c/d'));
    const after = [
      allow(onSub('StringLike', OURS, { StringEquals: { 'gitlab.com:project_id': '7' } }), FOREIGN),
      allow(onSub('StringLike', 'project_path:c/d:*'), FOREIGN),
    ];
    expect(lawsAgainst([allow(undefined, FOREIGN)], after, { intent })).toEqual([]);
  });
});

function guarded(ids: string): JsonObject {
  const pinned = onSub('StringLike', OURS, { StringLikeIfExists: { 'gitlab.com:project_id': ids } });
  return allow(onSub('StringNotLike', BEHIND_REF, pinned));
}

describe('unprovedOf accepts, by the automata, that what is owed is kept', () => {
  it.each<Case>([
    ['by two patterns together', [allowSub(OURS)], [allowSub([BRANCHES, TAGS])]],
    ['by two statements together', [allowSub(OURS)], [allowSub(BRANCHES), allowSub(TAGS)]],
    [
      'beside a guard',
      [allowSub('project_path:a/*')],
      [allow(onSub('StringNotLike', BEHIND_REF, onSub('StringLike', OURS)))],
    ],
    [
      'as far as no Deny keeps it out',
      [allow(undefined), deny(onSub('StringLike', TAGS))],
      [allowSub(BRANCHES), deny(onSub('StringLike', TAGS))],
    ],
    ['as far as it got in before', [allow(onSub('StringNotLike', TAGS))], [allowSub(BRANCHES)]],
  ])('%s', (_, before, after) => {
    expect(lawsAgainst(before, after)).toEqual([]);
  });

  it('with the project’s id', () => {
    expect(lawsAgainst([allowSub(OURS)], [guarded('7*')], { intent: SEVEN })).toEqual([]);
    expect(lawsAgainst([allowSub(OURS)], [guarded('9*')], { intent: SEVEN })).toEqual(['L4']);
  });
});

describe('unprovedOf rejects that of what is owed is lost', () => {
  it.each<Case>([
    ['a tag', [allowSub(OURS)], [allowSub(BRANCHES)]],
    ['a tag, by two statements', [allowSub(OURS)], [allowSub(BRANCHES), allowSub(ON_MAIN)]],
    ['a ref', [allow(undefined)], [allowSub(ON_MAIN)]],
    [
      'what a Deny did not keep out',
      [allow(undefined), deny(onSub('StringLike', TAGS))],
      [allowSub(ON_MAIN), deny(onSub('StringLike', TAGS))],
    ],
    [
      'what stands behind the guard',
      [allowSub(OURS)],
      [allow(onSub('StringNotLike', '*:ref:?*', onSub('StringLike', OURS)))],
    ],
    ['the project in the case of the configuration', [allow(undefined)], [allowSub('project_path:A/b:*')]],
    [
      'every other audience',
      [allow(undefined)],
      [oursWith({ StringEquals: { 'gitlab.com:aud': AUDIENCE } })],
    ],
    ['every other user', [allow(undefined)], [oursWith({ StringEquals: { 'gitlab.com:user_id': '1' } })]],
    ['every project id', [allow(undefined)], [oursWith({ StringEquals: { 'gitlab.com:project_id': '1' } })]],
    [
      'who does not name the session so',
      [allow(undefined)],
      [oursWith({ StringEquals: { 'sts:RoleSessionName': 'x' } })],
    ],
    [
      'who calls from elsewhere',
      [allow(undefined)],
      [oursWith({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
    ],
    [
      'all, by a claim that is not there',
      [allow(undefined)],
      [oursWith({ StringEquals: { 'gitlab.com:foo': 'x' } })],
    ],
    [
      'all, by a list that was emptied',
      [allowSub(OURS)],
      [allow(onSub('StringLike', [], onSub('StringEquals', 'x')))],
    ],
    ['the action', [allowSub(OURS)], [allow(onSub('StringLike', OURS), { Action: 'sts:AssumeRole' })]],
    [
      'what one more element may mean',
      [allowSub(OURS)],
      [allow(onSub('StringLike', OURS), { Resource: '*' })],
    ],
    [
      'what an unknown operator may keep out',
      [allow(undefined)],
      [allow(onSub('StringLike', OURS, onSub('StringMatches', 'x')))],
    ],
    [
      'the provider',
      [allow(undefined, { Principal: { Federated: [providerArn(), providerArn('a.b')] } })],
      [allow(undefined, { Principal: { Federated: providerArn('a.b') } })],
    ],
  ])('%s', (_, before, after) => {
    expect(locksOut(before, after)).toBe(true);
  });

  it('the access by one of two issuers', () => {
    const both = allow(undefined, { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } });
    const onSelf = allowSelf(OURS);
    expect(lawsAgainst([both], [allowSub(OURS), onSelf], { intent: ON_BOTH })).toEqual([]);
    expect(lawsAgainst([both], [allowSub(OURS)], { intent: ON_BOTH })).toEqual(['L4']);
    expect(lawsAgainst([both], [onSelf], { intent: ON_BOTH })).toEqual(['L4']);
  });

  it('one project of two', () => {
    const intent = intentOf(project('a/b'), project('c/d', MAIN));
    expect(lawsAgainst([allow(undefined)], [allowSub(OURS)], { intent })).toEqual(['L4']);
  });

  it('the project, by another’s id', () => {
    const pinned = oursWith({ StringEquals: { 'gitlab.com:project_id': '8' } });
    expect(lawsAgainst([allowSub(OURS)], [pinned], { intent: SEVEN })).toEqual(['L4']);
  });

  it('the project, by its id where AWS does not look at ids', () => {
    const role = 'arn:aws-cn:iam::111122223333:role/deploy';
    const pinned = oursWith({ StringEquals: { 'gitlab.com:project_id': '7' } }, FOREIGN);
    expect(locksOut([allow(undefined, FOREIGN)], [pinned], { intent: SEVEN })).toBe(false);
    expect(locksOut([allow(undefined, FOREIGN)], [pinned], { intent: SEVEN, role })).toBe(true);
  });

  it('one of its audiences', () => {
    const wide = asking([AUDIENCE, 'x', 'y']);
    expect(lawsAgainst([wide], [asking(['x', AUDIENCE])], { intent: ASKED })).toEqual([]);
    expect(lawsAgainst([wide], [asking(['x', 'y'])], { intent: ASKED })).toEqual(['L4']);
  });

  it('what cannot be proved not to have got in', () => {
    const onOthers = onSub('StringNotLike', OURS, onSub('StringLike', '*'));
    const manyAudiences = { 'ForAnyValue:StringLike': { 'gitlab.com:aud': MANY } };
    expect(locksOut([allow(onOthers)], [OTHERS])).toBe(false);
    expect(locksOut([allow({ ...onOthers, ...manyAudiences })], [OTHERS])).toBe(true);
  });
});
