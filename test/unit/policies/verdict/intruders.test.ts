import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import type { Finding } from '../../../../policies/verdict/finding.ts';
import { judge } from '../../../../policies/verdict/judge.ts';
import { allow, allowSub, deny, group, intentOf, policyOf, project } from '../parts.ts';
import { judged } from './judged.ts';

const REFS = { branches: ['main'], tags: [] };
const INTENT = intentOf(project('my/app', { refs: REFS, id: '12' }), group('team'));

function findingOf(statements: readonly JsonObject[], intent: Intent = INTENT): Finding | undefined {
  return judged(statements, intent).findings.find((each) => each.severity !== null);
}

const AUD = { StringEquals: { 'gitlab.com:aud': 'x' } };

describe('the finding of an intruder', () => {
  it.each<[string, readonly JsonObject[], string, string]>([
    ['no condition', [allow(undefined)], 'subject/unconstrained', 'critical'],
    ['the audience alone', [allow(AUD)], 'subject/unconstrained', 'critical'],
    ['the subject itself', [allowSub('${gitlab.com:sub}')], 'subject/unconstrained', 'critical'],
    ['any subject by a pattern', [allowSub('*')], 'subject/open', 'critical'],
    ['any project', [allowSub('project_path:*')], 'subject/open', 'critical'],
    ['a branch called like the project', [allowSub('*my/app*')], 'subject/open', 'critical'],
    ['a project in any root', [allowSub('project_path:*/app:*')], 'subject/open', 'critical'],
    ['a group without its slash', [allowSub('project_path:my*')], 'subject/group-prefix', 'critical'],
    [
      'that, among others',
      [allowSub(['project_path:team/*', 'project_path:my-*'])],
      'subject/group-prefix',
      'critical',
    ],
    ['that, without case', [allowSub('project_path:MY*', 'StringLike')], 'subject/group-prefix', 'critical'],
    ['a project too many', [allowSub('project_path:my/*')], 'project/unlisted', 'medium'],
    ['a prefix of a project', [allowSub('project_path:my/app*')], 'project/unlisted', 'medium'],
    ['a written stranger', [allowSub('project_path:evil/x:*')], 'project/unlisted', 'high'],
    [
      'a question mark',
      [allowSub('project_path:m?/app:ref_type:branch:ref:main')],
      'subject/open',
      'critical',
    ],
    ['a ref too many', [allowSub('project_path:my/app:*')], 'ref/unlisted', 'low'],
    ['a ref too many, by id', [allowSub('project_id:12:*')], 'ref/unlisted', 'low'],
    ['an unknown id', [allowSub('project_id:7')], 'project/unlisted', 'high'],
    ['any id', [allowSub('project_id:*')], 'subject/open', 'critical'],
    [
      'a pinned project',
      [allow({ StringEquals: { 'gitlab.com:project_id': '7' } })],
      'subject/unconstrained',
      'high',
    ],
    [
      'a pinned project with a pattern',
      [
        allow({
          StringEquals: { 'gitlab.com:project_id': '7' },
          StringLike: { 'gitlab.com:sub': 'project_path:*' },
        }),
      ],
      'project/unlisted',
      'high',
    ],
    [
      'a deny-list',
      [allow(undefined), deny({ StringLike: { 'gitlab.com:sub': 'project_path:evil/*' } })],
      'subject/unconstrained',
      'critical',
    ],
    [
      'an allow-list by a Deny',
      [allow(undefined), deny({ StringNotLike: { 'gitlab.com:sub': 'project_path:my/*' } })],
      'subject/unconstrained',
      'medium',
    ],
  ])('%s', (_, statements, id, severity) => {
    expect(findingOf(statements)).toMatchObject({ id, severity, issuer: 'gitlab.com' });
  });

  it('looks for the gravest token, not the first', () => {
    const values = ['project_path:my/app:*', 'project_path:my/b:*', 'project_path:longer-than-that/x:*'];
    const found = findingOf([allow({ StringLike: { 'GitLab.com:sub': values } })]);
    expect(found?.severity).toBe('high');
    expect(found?.witness).toEqual({ sub: 'project_path:longer-than-that/x:ref_type:branch:ref:a' });
    const fewer = findingOf([allow({ StringLike: { 'GitLab.com:sub': values.slice(0, 2) } })]);
    expect(fewer).toMatchObject({
      severity: 'medium',
      witness: { sub: 'project_path:my/b:ref_type:branch:ref:a' },
    });
  });

  it('shows every claim that some statement tests, and no other', () => {
    const condition = { StringEquals: { 'gitlab.com:user_login': 'me' } };
    expect(findingOf([allow(condition)])?.witness).toEqual({
      sub: 'project_path:a/a:ref_type:branch:ref:a',
      user_login: 'me',
    });
    expect(Object.keys(findingOf([allow(undefined), deny(AUD)])?.witness ?? {})).toEqual(['sub', 'aud']);
    const absent = { Null: { 'gitlab.com:user_login': 'true' }, StringLike: { 'gitlab.com:aud': '*' } };
    expect(Object.keys(findingOf([allow(absent)])?.witness ?? {})).toEqual(['sub', 'aud']);
  });

  it('says what it requires, and is not critical then', () => {
    const found = findingOf([
      allow({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, StringEquals: { 'aws:SourceVpc': 'v' } }),
    ]);
    expect(found).toMatchObject({ severity: 'high', requires: ['aws:SourceIp', 'aws:SourceVpc'] });
    expect(found?.message).toBe(
      'any gitlab.com project can assume `deploy`, for example `a/a` on branch `a`, if `aws:SourceIp` and `aws:SourceVpc` let it',
    );
  });

  it('prefers a token that requires nothing', () => {
    const doubtful = { StringLike: { 'gitlab.com:sub': ['${aws:username}', 'project_path:my/other:*'] } };
    expect(findingOf([allow(doubtful)])).toMatchObject({ severity: 'medium', requires: [] });
  });
});

describe('the sentence about an intruder', () => {
  it.each<[readonly JsonObject[], string]>([
    [[allow(undefined)], 'any gitlab.com project can assume `deploy`, for example `a/a` on branch `a`'],
    [
      [allowSub('project_path:*')],
      'projects of strangers on gitlab.com can assume `deploy`, for example `a/a` on branch `a`',
    ],
    [
      [allowSub('project_path:my*')],
      'the pattern lacks a slash after the group, so groups that merely begin like it can assume `deploy`, for example `mya/a` on branch `a`',
    ],
    [
      [allowSub('project_path:my/*')],
      'a project that the configuration does not allow can assume `deploy`, for example `my/a` on branch `a`',
    ],
    [
      [allowSub('project_path:my/app:*')],
      'the project is allowed but not from every ref that can assume `deploy`, for example `my/app` on branch `a`',
    ],
  ])('%j', (statements, message) => {
    expect(findingOf(statements)?.message).toBe(message);
  });

  it.each([
    [undefined, 'the role'],
    ['', 'the role'],
    ['arn:aws:iam::1:role/', 'the role'],
    ['arn:aws:iam::1:role/path/x', '`x`'],
    ['x', '`x`'],
  ])('calls the role %j %s', (role, label) => {
    const options = role === undefined ? {} : { role };
    const message = judge(policyOf(allow(undefined)), INTENT, options).findings[0]?.message;
    expect(message).toBe(`any gitlab.com project can assume ${label}, for example \`a/a\` on branch \`a\``);
  });
});
