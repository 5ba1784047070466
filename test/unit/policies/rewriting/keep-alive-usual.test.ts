import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { ACCOUNT, allow, allowSub, deny, group, project, subject } from '../parts.ts';
import { AUD, withSub, witnessOf } from './kept.ts';
import { MAIN, NOTHING_TO_SPEND, OURS } from './samples.ts';

describe('keptTokens, tokens that anybody would think of', () => {
  it.each<[string, AllowEntry, string, string]>([
    ['of a project', project('a/b'), OURS, subject('a/b')],
    ['of a group', group('g'), 'project_path:g/*', subject('g/a')],
    ['of a group in a group', group('g/h'), 'project_path:g/*', subject('g/h/a')],
    ['of a branch', project('a/b', { refs: { branches: ['dev'], tags: [] } }), OURS, subject('a/b', 'dev')],
    ['of a tag', project('a/b', { refs: { branches: [], tags: ['v1'] } }), OURS, subject('a/b', 'v1', 'tag')],
    [
      'of a pattern of branches',
      project('a/b', { refs: { branches: ['release/*'], tags: [] } }),
      OURS,
      subject('a/b', 'release/a'),
    ],
    [
      'of a pattern with several wildcards',
      project('a/b', { refs: { branches: ['*-?/*-??'], tags: [] } }),
      OURS,
      subject('a/b', 'a-a/a-aa'),
    ],
    ['of a ref of a group', group('g', MAIN), 'project_path:g/*', subject('g/a')],
  ])('finds one %s, without a search', (_, entry, value, sub) => {
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([allowSub(value)], entry, options)).toEqual({ sub, aud: AUD });
  });

  it.each<[string, readonly JsonObject[], AllowEntry, string]>([
    [
      'of another ref',
      [allowSub('project_path:a/b:ref_type:branch:ref:x*')],
      project('a/b'),
      subject('a/b', 'xa'),
    ],
    ['of another project of a group', [allowSub('project_path:g/x/*')], group('g'), subject('g/x/a')],
    ['of a project that begins alike', [allowSub('project_path:g/x*')], group('g'), subject('g/xa')],
    [
      'in the second statement and its second value',
      [allowSub('project_path:c/d:*'), allowSub([subject('e/f'), subject('a/b', 'x')])],
      project('a/b'),
      subject('a/b', 'x'),
    ],
    [
      'for the second value of the entry',
      [allowSub('project_path:a/b:ref_type:tag:ref:v1*')],
      project('a/b', { refs: { branches: ['main'], tags: ['v*'] } }),
      subject('a/b', 'v1a', 'tag'),
    ],
    [
      'beside one that a Deny keeps out',
      [
        allowSub([subject('a/b', 'x'), subject('a/b', 'y')]),
        deny({ StringLike: { 'gitlab.com:sub': '*:x' } }),
      ],
      project('a/b'),
      subject('a/b', 'y'),
    ],
  ])('finds one that the policy shows %s, without a search', (_, statements, entry, sub) => {
    expect(witnessOf(statements, entry, { budget: NOTHING_TO_SPEND })).toEqual({ sub, aud: AUD });
  });

  it('takes none that the policy shows and that is not owed', () => {
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([allowSub(subject('a/b', 'x'))], project('a/b', MAIN), options)).toBeNull();
    const shaped = project('a/b', { shapes: [['project_path', 'ref']] });
    expect(witnessOf([allowSub(subject('a/b', 'x'))], shaped, options)).toBeNull();
  });

  it('takes the first value of an entry that gets in', () => {
    const entry = project('a/b', { refs: { branches: ['main', 'dev', 'other'], tags: [] } });
    const statements = [allowSub([subject('a/b', 'other'), subject('a/b', 'dev')])];
    expect(witnessOf(statements, entry, { budget: NOTHING_TO_SPEND })).toEqual({
      sub: subject('a/b', 'dev'),
      aud: AUD,
    });
  });

  it('shows the id that an entry gives, where AWS has one', () => {
    const entry = project('a/b', { id: '42' });
    expect(witnessOf([allowSub(OURS)], entry)).toEqual({ sub: subject('a/b'), aud: AUD, project_id: '42' });
    const role = `arn:aws-cn:iam::${ACCOUNT}:role/deploy`;
    expect(witnessOf([allowSub(OURS)], entry, { role })).toEqual({ sub: subject('a/b'), aud: AUD });
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:project_id': '42' } });
    expect(witnessOf([asked], entry, { budget: NOTHING_TO_SPEND })).toEqual({
      sub: subject('a/b'),
      aud: AUD,
      project_id: '42',
    });
  });

  it('takes no subject that the project does not get', () => {
    const entry = project('a/b', { shapes: [['project_path', 'deployment_tier']] });
    expect(witnessOf([allowSub('project_path:a/b:ref_type:*')], entry)).toBeNull();
    expect(witnessOf([allowSub(OURS)], entry)?.['sub']).toBe('project_path:a/b:deployment_tier:other');
  });

  it('shows an audience that the policy names', () => {
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:aud': ['x', 'y'] } });
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([asked], project('a/b'), options)).toEqual({ sub: subject('a/b'), aud: 'x' });
    const either = allow({
      StringEquals: { 'gitlab.com:aud': ['x', AUD] },
      StringLike: { 'gitlab.com:sub': OURS },
    });
    expect(witnessOf([either], project('a/b'), options)?.['aud']).toBe(AUD);
    const second = withSub(OURS, { StringEquals: { 'GitLab.com:AUD': 'y', 'gitlab.com:project_id': '42' } });
    expect(
      witnessOf([allowSub('project_path:c/d:*'), second], project('a/b', { id: '42' }), options),
    ).toEqual({
      sub: subject('a/b'),
      aud: 'y',
      project_id: '42',
    });
  });

  it('takes no other claim for an audience', () => {
    const asked = withSub(OURS, {
      StringEquals: { 'gitlab.com:aud': 'x' },
      StringLike: { 'gitlab.com:sub': OURS, 'gitlab.com:user_login': '*' },
    });
    expect(witnessOf([asked], project('a/b'), { budget: NOTHING_TO_SPEND })).toBeNull();
    const neither = withSub(OURS, {
      StringNotLike: { 'gitlab.com:aud': ['https*', 'x*'] },
      StringNotEquals: { 'gitlab.com:user_login': 'y' },
    });
    expect(witnessOf([neither], project('a/b'), { budget: NOTHING_TO_SPEND })).toBeNull();
    const denied = deny({ StringEquals: { 'gitlab.com:user_login': 'x' } });
    expect(
      witnessOf([allowSub(OURS), denied], project('a/b'), { audiences: ['y'], budget: NOTHING_TO_SPEND }),
    ).toEqual({ sub: subject('a/b'), aud: 'y' });
  });

  it('shows one of the audiences that the configuration names, and none else where it names some', () => {
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:aud': 'y' } });
    const options = { budget: NOTHING_TO_SPEND };
    expect(witnessOf([asked], project('a/b'), { ...options, audiences: ['x', 'y'] })?.['aud']).toBe('y');
    expect(witnessOf([allowSub(OURS)], project('a/b'), { ...options, audiences: ['x', 'y'] })?.['aud']).toBe(
      'x',
    );
    expect(witnessOf([asked], project('a/b'), { ...options, audiences: ['x'] })).toBeNull();
  });
});
