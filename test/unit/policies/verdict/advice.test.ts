import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { judge } from '../../../../policies/verdict/judge.ts';
import {
  allow,
  allowSelf,
  intentOf,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  SELF_MANAGED,
} from '../parts.ts';
import { judged, OURS } from './judged.ts';

function said(statements: readonly JsonObject[], intent?: Intent): string[] {
  return judged(statements, intent).findings.map((each) => each.id);
}

const AUD = { 'gitlab.com:aud': 'x' };

const shared = (key: string): string[] =>
  said([
    allow(
      { StringLikeIfExists: { 'gitlab.com:sub': OURS, [key]: 'x' }, StringEquals: AUD },
      { Principal: { Federated: [providerArn(), providerArn('a.b/c')], AWS: 'x/d.e' } },
    ),
  ]);

const sentences = (condition: JsonObject): string[] =>
  judged([allow(condition)]).findings.map((each) => each.message);

describe('advice', () => {
  const TESTED = { StringLike: { 'gitlab.com:sub': OURS }, StringEquals: AUD };
  const LONG = { StringLike: { 'GitLab.com:sub': OURS } };

  it.each<[string, JsonObject, readonly string[]]>([
    ['the path alone', { StringLike: { 'gitlab.com:sub': OURS } }, ['audience/untested', 'project/unpinned']],
    ['the path alone, the long way', LONG, ['audience/untested', 'project/unpinned']],
    ['an audience', TESTED, ['project/unpinned']],
    ['an audience, the long way', { ...LONG, StringEquals: AUD }, ['project/unpinned']],
    ['an id', { ...LONG, StringEquals: { 'gitlab.com:project_id': '12' } }, ['audience/untested']],
    ['an id and an audience', { ...LONG, StringEquals: { 'gitlab.com:project_id': '12', ...AUD } }, []],
    ['a dead one', { StringEquals: { 'gitlab.com:ref': 'x' } }, ['statement/dead']],
    ['a dead one of the usual form', { StringEquals: { 'gitlab.com:sub': OURS } }, ['statement/dead']],
    [
      'a key that nobody has',
      { ...TESTED, StringNotEquals: { 'a.b:sub': 'x' } },
      ['condition/void', 'project/unpinned'],
    ],
    [
      'a claim that nobody fills',
      { ...TESTED, StringEqualsIfExists: { 'gitlab.com:ref': 'x' } },
      ['condition/void', 'project/unpinned'],
    ],
    [
      'a key of no issuer',
      { ...TESTED, StringNotEquals: { x: 'x' } },
      ['condition/void', 'project/unpinned'],
    ],
  ])('on %s', (_, condition, ids) => {
    const { verdict, findings } = judged([allow(condition)]);
    expect(verdict).toBe('compliant');
    expect(findings.map((each) => each.id)).toEqual(ids);
    expect(findings.every((each) => each.severity === null && each.requires.length === 0)).toBe(true);
  });

  it('does not call void what binds another principal of the statement', () => {
    expect(shared('a.b/c:sub')).not.toContain('condition/void');
    expect(shared('A.b/C:sub')).not.toContain('condition/void');
    expect(shared('c:sub')).not.toContain('condition/void');
    expect(shared('d.e:sub')).toContain('condition/void');
  });

  it('does not call void what may keep somebody out', () => {
    const odd = { ...TESTED, stringequals: { 'a.b:sub': 'x' } };
    expect(judged([allow(odd)])).toMatchObject({
      verdict: 'compliant',
      findings: [{ id: 'project/unpinned' }],
    });
  });

  it('does not ask for an id of another issuer', () => {
    const intent = { ...intentOf(project('a/b', { issuer: SELF_MANAGED })), issuers: [PRIVATE] };
    const statement = allowSelf('project_path:a/b:*');
    expect(said([statement], intent)).toEqual(['audience/untested']);
    expect(judge(policyOf(statement), intent).findings.map(({ id }) => id)).toEqual(['audience/untested']);
  });

  it('has its sentences', () => {
    expect(sentences({ ...LONG, StringNotEquals: { 'a.b:sub': 'x' } })).toEqual([
      'the condition on `a.b:sub` restricts nobody: a gitlab.com token never has that key',
      '`gitlab.com:aud` is not tested',
      'the project is named by its path only; `gitlab.com:project_id` would outlive a rename',
    ]);
    expect(sentences({ StringEquals: { 'gitlab.com:ref': 'x' } })).toEqual([
      'nobody gets in: AWS does not fill `gitlab.com:ref`, test `gitlab.com:sub` instead',
    ]);
  });
});
