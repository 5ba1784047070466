import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { unprovedOf } from '../../../../policies/rewriting/obligations.ts';
import {
  allow,
  allowSelf,
  allowSub,
  deny,
  intentOf,
  ISSUER,
  onSub,
  providerArn,
  SELF,
  SELF_MANAGED,
} from '../parts.ts';
import { lawsAgainst, ON_BOTH, oursWith, rewriteOf } from './proved.ts';
import { OTHERS, OURS, QUARANTINE } from './samples.ts';

type Statements = readonly JsonObject[];

const ACTIONS = { Action: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'] };
const IF_TAGGED = { StringLike: { 'aws:PrincipalTag/team': '*' } };
const USERS = { AWS: ['111122223333', '444455556666'] };

/** A statement of GitLab and others, under a condition that both have to meet. */
function mixed(others: JsonObject, fields: JsonObject = {}): JsonObject {
  return allow(IF_TAGGED, { ...ACTIONS, Principal: { Federated: providerArn(), ...others }, ...fields });
}

/** The part of such a statement that others get. */
function ofOthers(others: JsonObject, fields: JsonObject = {}): JsonObject {
  return allow(IF_TAGGED, { ...ACTIONS, Principal: others, ...fields });
}

/** The part of such a statement that GitLab gets. */
const OF_GITLAB = allow(onSub('ForAnyValue:StringLike', OURS, IF_TAGGED), ACTIONS);

const SELF_ONLY = allowSelf(OURS);

describe('unprovedOf accepts that others keep what they had', () => {
  it.each<[string, Statements, Statements]>([
    ['in a statement of their own', [mixed(USERS)], [ofOthers(USERS), OF_GITLAB]],
    [
      'in a statement without the Sid',
      [mixed(USERS, { Sid: 'a' })],
      [ofOthers(USERS), { ...OF_GITLAB, Sid: 'a' }],
    ],
    ['in a statement that was there', [ofOthers(USERS), mixed(USERS)], [ofOthers(USERS), OF_GITLAB]],
    [
      'in a statement with more of them',
      [mixed({ AWS: '111122223333' }), ofOthers(USERS)],
      [ofOthers(USERS), OF_GITLAB],
    ],
    [
      'of every type',
      [mixed({ Service: 's', ...USERS })],
      [OF_GITLAB, ofOthers({ ...USERS, Service: ['s'] })],
    ],
    [
      'with another provider',
      [mixed({ Federated: [providerArn('a.b'), providerArn()] })],
      [ofOthers({ Federated: providerArn('a.b') }), OF_GITLAB],
    ],
    ['where there are none', [allow(undefined)], [allowSub(OURS)]],
  ])('%s', (_, before, after) => {
    expect(lawsAgainst(before, after)).toEqual([]);
  });

  it('counts every configured issuer as GitLab, however it is spelt', () => {
    const spelt = { Principal: { Federated: [ISSUER, providerArn('GitLab.com')] } };
    expect(lawsAgainst([allow(undefined, spelt)], [QUARANTINE], { intent: intentOf() })).toEqual([]);
    const both = allow(undefined, { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } });
    expect(lawsAgainst([both], [allowSub(OURS), SELF_ONLY], { intent: ON_BOTH })).toEqual([]);
    expect(lawsAgainst([both], [allowSub(OURS), SELF_ONLY])).toContain('L5');
  });
});

describe('unprovedOf rejects that others', () => {
  it.each<[string, Statements, Statements]>([
    ['lose their condition', [mixed(USERS)], [allow(undefined, { ...ACTIONS, Principal: USERS }), OF_GITLAB]],
    [
      'get one condition more',
      [mixed(USERS)],
      [
        allow({ ...IF_TAGGED, Bool: { 'aws:SecureTransport': 'true' } }, { ...ACTIONS, Principal: USERS }),
        OF_GITLAB,
      ],
    ],
    ['get other actions', [mixed(USERS)], [ofOthers(USERS, { Action: 'sts:AssumeRole' }), OF_GITLAB]],
    ['are fewer', [mixed(USERS)], [ofOthers({ AWS: '111122223333' }), OF_GITLAB]],
    [
      'are of another type',
      [mixed({ Service: '111122223333' })],
      [ofOthers({ AWS: '111122223333' }), OF_GITLAB],
    ],
    ['are gone', [mixed(USERS)], [OF_GITLAB]],
    ['are gone, with a statement of theirs', [OTHERS, allowSub(OURS)], [allowSub(OURS)]],
    ['are gone, with another issuer', [allow(undefined, SELF), allowSub(OURS)], [allowSub(OURS)]],
    [
      'are gone, where they are named like GitLab’s issuer',
      [allow(undefined, { Principal: { AWS: providerArn() } }), allowSub(OURS)],
      [allowSub(OURS)],
    ],
    [
      'are gone, where everybody got in',
      [oursWith({}, { Principal: '*' }), allowSub(OURS)],
      [allowSub(OURS)],
    ],
    [
      'are gone, where a wildcard names them',
      [oursWith({}, { Principal: { Federated: '*' } }), allowSub(OURS)],
      [allowSub(OURS)],
    ],
    ['are denied', [allow(undefined)], [allowSub(OURS), deny(undefined, { Principal: { AWS: '*' } })]],
    ['are denied, where one Allow of theirs is left', [allow(undefined), OTHERS], [OTHERS, QUARANTINE]],
  ])('%s', (_, before, after) => {
    expect(lawsAgainst(before, after)).toContain('L5');
  });

  it('are let in by a statement with NotPrincipal, however it changes', () => {
    const before = { Sid: 'a', Effect: 'Allow', NotPrincipal: USERS, Action: 'sts:AssumeRole' };
    expect(lawsAgainst([before], [{ ...before, Sid: 'b' }])).toEqual(['L2', 'L5']);
    expect(lawsAgainst([before], [before])).toEqual([]);
  });
});

describe('unprovedOf and a new Deny', () => {
  it('accepts one where no Allow is left', () => {
    expect(lawsAgainst([allowSub('project_path:evil/*')], [QUARANTINE])).toEqual([]);
    expect(lawsAgainst([deny(undefined)], [deny(undefined), QUARANTINE])).toEqual([]);
  });

  it('says which one is new, and nothing else', () => {
    expect(unprovedOf(rewriteOf([OTHERS], [OTHERS, QUARANTINE]))).toEqual([
      { law: 'L5', reason: 'the Deny in statement 1 is new' },
    ]);
  });
});

describe('unprovedOf, saying what may mean something else to others', () => {
  it('names the statement', () => {
    const kept = ofOthers({ AWS: '111122223333' });
    expect(unprovedOf(rewriteOf([OTHERS, mixed(USERS)], [OTHERS, kept, OF_GITLAB]))).toEqual([
      { law: 'L5', reason: 'statement 1 may mean something else to callers that are not GitLab' },
    ]);
  });

  it('says beside it what is locked out', () => {
    expect(unprovedOf(rewriteOf([mixed(USERS)], [QUARANTINE])).map(({ law }) => law)).toEqual(['L4', 'L5']);
  });
});
