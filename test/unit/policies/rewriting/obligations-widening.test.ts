import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { unprovedOf } from '../../../../policies/rewriting/obligations.ts';
import { allow, allowSelf, allowSub, deny, ISSUER, onSub, providerArn, SELF_MANAGED } from '../parts.ts';
import { FOREIGN, lawsAgainst, ON_BOTH, oursWith, rewriteOf } from './proved.ts';
import { ON_MAIN, OTHERS, OURS } from './samples.ts';

type Case = [string, JsonObject, JsonObject];

const ON_TAG = 'project_path:a/b:ref_type:tag:ref:x';
const BOTH = { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } };
function audience(values: string | readonly string[]): JsonObject {
  return { StringEquals: { 'gitlab.com:aud': values } };
}

function onId(operator: string, values: Json): JsonObject {
  return { [operator]: { 'gitlab.com:project_id': values } };
}

function laws(before: JsonObject, after: JsonObject): string[] {
  return lawsAgainst([before], [after]);
}

describe('unprovedOf accepts, by the form of the change,', () => {
  it.each<Case>([
    ['a condition added', allow(undefined, FOREIGN), allow(onSub('StringLike', OURS), FOREIGN)],
    [
      'a value removed',
      allow(onSub('StringLike', [OURS, 'x']), FOREIGN),
      allow(onSub('StringLike', OURS), FOREIGN),
    ],
    [
      'a pattern replaced by what it covers',
      allow(onSub('StringLike', '*'), FOREIGN),
      allow(onSub('StringLike', OURS), FOREIGN),
    ],
    [
      'a pattern replaced under another operator',
      allow(onSub('StringLike', 'project_path:*'), FOREIGN),
      allow(onSub('ForAnyValue:StringLike', OURS), FOREIGN),
    ],
    [
      'a literal in the place of letters without case',
      allow(onSub('StringEqualsIgnoreCase', ON_MAIN), FOREIGN),
      allow(onSub('StringEquals', ON_MAIN), FOREIGN),
    ],
    [
      'conditions on the id replaced by ids that meet them',
      oursWith({ ...onId('NumericLessThan', 100), ...onId('StringLikeIfExists', ['4*', '?']) }, FOREIGN),
      oursWith(onId('StringEquals', ['42', '7']), FOREIGN),
    ],
    [
      'a condition on the audience replaced by one that meets it, and a subject added',
      allow(onSub('StringLike', '*', { StringNotEquals: { 'gitlab.com:aud': 'x' } }), FOREIGN),
      allow(onSub('StringLike', OURS, audience(['y', 'z'])), FOREIGN),
    ],
    [
      'another Sid',
      allow(onSub('StringLike', OURS), { ...FOREIGN, Sid: 'a' }),
      allow(onSub('StringLike', OURS), { ...FOREIGN, Sid: 'b' }),
    ],
  ])('%s', (_, before, after) => {
    expect(laws(before, after).filter((law) => law === 'L2')).toEqual([]);
  });
});

function onBoth(sub: string, aud: string): JsonObject {
  return allow({ StringLike: { 'gitlab.com:sub': sub, 'gitlab.com:aud': aud } });
}

describe('unprovedOf accepts, by the automata,', () => {
  it.each<Case>([
    ['a literal compared as a pattern', allowSub(ON_MAIN, 'StringEquals'), allowSub(ON_MAIN)],
    ['a pattern that covers no other subject', allowSub(`${OURS}:*`), allowSub('project_path:a/b:*:*')],
    [
      'a void condition dropped',
      allow(onSub('StringLike', OURS, { Null: { 'gitlab.com:sub': 'false' } })),
      allowSub(OURS),
    ],
    [
      'one condition implied by two',
      allowSub('project_path:a/b*:ref:main'),
      allow(onSub('StringLike', '*:ref:main', onSub('ForAnyValue:StringLike', OURS))),
    ],
  ])('%s', (_, before, after) => {
    expect(laws(before, after)).toEqual([]);
  });

  it('two conditions replaced by narrower ones', () => {
    expect(laws(onBoth('project_path:a/*', 'https*'), onBoth(OURS, 'https:*'))).toEqual(['L4']);
  });
});

describe('unprovedOf rejects, as it lets in more,', () => {
  it.each<Case>([
    ['a value added', allowSub([ON_MAIN]), allowSub([ON_MAIN, ON_TAG])],
    ['a value widened', allowSub(ON_MAIN), allowSub(OURS)],
    ['one of two conditions dropped', allow(onSub('StringLike', OURS, audience('x'))), allowSub(OURS)],
    [
      'a value of the audience added',
      allow(onSub('StringLike', OURS, audience('x'))),
      allow(onSub('StringLike', OURS, audience(['x', 'y']))),
    ],
    [
      'StringEquals turned into StringLike',
      allow(onSub('StringLike', OURS, onSub('StringEquals', OURS))),
      allow(onSub('ForAnyValue:StringLike', OURS, onSub('StringLike', OURS))),
    ],
    [
      'letters compared without case',
      allow(onSub('StringLike', OURS, onSub('StringEquals', ON_MAIN))),
      allow(onSub('StringLike', OURS, onSub('StringEqualsIgnoreCase', ON_MAIN))),
    ],
    [
      'a negated value removed',
      allow(onSub('StringNotLike', ['*:x', '*:y'], onSub('StringLike', OURS))),
      allow(onSub('StringNotLike', '*:x', onSub('StringLike', OURS))),
    ],
    [
      'a negated list emptied',
      oursWith({ StringNotLike: { 'gitlab.com:aud': 'x' } }),
      oursWith({ StringNotLike: { 'gitlab.com:aud': [] } }),
    ],
    [
      'a positive list in the place of a negated one',
      allow(onSub('StringNotLike', `${OURS}:x`, onSub('StringLike', OURS))),
      allow(onSub('ForAnyValue:StringLike', `${OURS}:x`, onSub('StringLike', OURS))),
    ],
    [
      'a condition of the caller dropped',
      allow(onSub('StringLike', OURS, { StringEquals: { 'sts:RoleSessionName': 'x' } })),
      allowSub(OURS),
    ],
    [
      'a condition that nobody knows dropped',
      allow(onSub('StringLike', OURS, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })),
      allowSub(OURS),
    ],
    [
      'an unknown operator dropped',
      allow(onSub('StringLike', OURS, onSub('StringMatches', 'x'))),
      allowSub(OURS),
    ],
    [
      'values of an unknown operator removed',
      allow(onSub('StringLike', OURS, onSub('StringMatches', ['x', 'y']))),
      allow(onSub('StringLike', OURS, onSub('StringMatches', 'x'))),
    ],
    [
      'an id added to those that meet a condition',
      oursWith({ ...onId('NumericLessThan', 100), ...onId('StringLike', '4*') }),
      oursWith(onId('StringEquals', ['42', '43', '7'])),
    ],
    [
      'a condition on the id that tokens without one meet',
      oursWith(onId('StringLike', '4*')),
      oursWith(onId('StringEqualsIfExists', '42')),
    ],
    [
      'a pattern that is meant as one',
      oursWith(onId('StringEquals', '4*')),
      oursWith(onId('StringLike', '4*')),
    ],
    [
      'a variable that reads like the text',
      oursWith(onId('StringLike', '${*}')),
      oursWith(onId('StringEquals', '${aws:username}')),
    ],
    [
      'another claim that would meet the condition',
      oursWith(onId('StringEquals', '42')),
      oursWith({ StringEquals: { 'gitlab.com:user_id': '42' } }),
    ],
    [
      'IfExists added',
      oursWith({ StringEquals: { 'gitlab.com:user_id': '1' } }),
      oursWith({ StringEqualsIfExists: { 'gitlab.com:user_id': '1' } }),
    ],
    [
      'a condition on a claim that is not there dropped',
      oursWith({ StringEquals: { 'gitlab.com:foo': '1' } }),
      oursWith({}),
    ],
    [
      'one of two conditions under one operator, where the other is narrower',
      allow({ StringLike: { 'gitlab.com:sub': ON_TAG, 'gitlab.com:aud': 'x*' } }),
      allow({ StringLike: { 'gitlab.com:sub': ON_MAIN, 'gitlab.com:aud': 'xy' } }),
    ],
    [
      'the first of two conditions under one operator, where the second is narrower',
      allow({ StringLike: { 'gitlab.com:aud': 'y', 'gitlab.com:sub': OURS } }),
      allow({ StringLike: { 'gitlab.com:aud': 'x', 'gitlab.com:sub': ON_MAIN } }),
    ],
    ['a principal added', allowSub(OURS), allow(onSub('StringLike', OURS), BOTH)],
    ['another provider', allowSub(OURS), allow(onSub('StringLike', OURS), FOREIGN)],
    ['another action', allowSub(OURS), allow(onSub('StringLike', OURS), { Action: 'sts:AssumeRoleWith*' })],
  ])('%s', (_, before, after) => {
    expect(laws(before, after)).toContain('L2');
  });

  it('all actions but the one that it was about', () => {
    const { Action: named, ...rest } = OTHERS;
    expect(laws(OTHERS, { ...rest, NotAction: named })).toEqual(['L2', 'L5']);
  });

  it('a negated condition on the same values', () => {
    const swapped = allow(onSub('StringNotLike', 'project_path:a/*'));
    expect(laws(allowSub('project_path:a/*'), swapped)).toContain('L2');
  });

  it('a dropped condition, whatever else is narrower', () => {
    const before = allow({ StringLike: { 'gitlab.com:sub': 'project_path:a/*' }, ...audience('x') });
    expect(laws(before, allowSub(OURS))).toEqual(['L2']);
  });

  it('everybody but those who got in', () => {
    const { Principal: named, ...rest } = OTHERS;
    expect(laws(OTHERS, { ...rest, NotPrincipal: named })).toEqual(['L2', 'L5']);
  });

  it('a condition dropped for callers that are not GitLab', () => {
    const statement = { ...OTHERS, Condition: { StringLike: { 'aws:PrincipalTag/x': '*' } } };
    expect(laws(statement, OTHERS)).toEqual(['L2', 'L5']);
  });

  it('a new Allow', () => {
    expect(lawsAgainst([OTHERS], [OTHERS, allowSub(OURS)])).toEqual(['L2']);
    expect(lawsAgainst([allowSub(OURS)], [allowSub(OURS), OTHERS])).toEqual(['L2']);
    expect(lawsAgainst([deny(undefined)], [allowSub(OURS)])).toEqual(['L2']);
  });

  it('what several statements let in only together', () => {
    const before = [allowSub(`${OURS}:main`), allowSub(ON_TAG)];
    expect(lawsAgainst(before, [allowSub([`${OURS}:main`, ON_TAG])])).toEqual(['L2']);
  });

  it('a principal that gets in under the conditions of another', () => {
    const before = [allow(undefined), allowSelf(ON_MAIN)];
    const after = [allowSub(OURS), allowSelf(OURS)];
    expect(lawsAgainst(before, after, { intent: ON_BOTH })).toEqual(['L2']);
  });

  it('what is narrower for one of two issuers only', () => {
    const keys = { 'gitlab.com:sub': OURS, [`${SELF_MANAGED}:sub`]: OURS };
    const before = allow({ StringLikeIfExists: keys }, BOTH);
    const onlyOurs = allow({ StringLikeIfExists: { ...keys, [`${SELF_MANAGED}:sub`]: '*' } }, BOTH);
    expect(lawsAgainst([before], [onlyOurs], { intent: ON_BOTH })).toContain('L2');
    const onlyTheirs = allow({ StringLikeIfExists: { ...keys, 'gitlab.com:sub': '*' } }, BOTH);
    expect(lawsAgainst([before], [onlyTheirs], { intent: ON_BOTH })).toContain('L2');
  });

  it('what takes too long to prove', () => {
    const [short, long] = [2, 24].map((length) =>
      laws(allowSub(`*b:?*a${'?'.repeat(length)}`), allowSub(`${OURS}aa${'a'.repeat(length)}`)),
    );
    expect(short).not.toContain('L2');
    expect(long).toContain('L2');
  });
});

describe('unprovedOf, saying what may let in more', () => {
  it('names the statement', () => {
    const widened = rewriteOf([OTHERS, allowSub(ON_MAIN)], [OTHERS, allowSub(OURS)]);
    expect(unprovedOf(widened)).toEqual([
      { law: 'L2', reason: 'statement 1 may let in more than any statement did' },
    ]);
    const opened = rewriteOf([OTHERS, deny(undefined)], [OTHERS]);
    expect(unprovedOf(opened)).toEqual([{ law: 'L2', reason: 'the Deny in statement 1 is gone' }]);
  });

  it('knows a provider by the name of its issuer as well', () => {
    const bare = { Principal: { Federated: ISSUER } };
    expect(laws(allow(onSub('StringLike', '*'), bare), allow(onSub('StringLike', OURS), bare))).toEqual([]);
  });
});
