import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { allow, allowSelf, allowSub, group, onSub, PRIVATE, project, SELF_MANAGED } from '../parts.ts';
import { ids, like, ONE, OTHER, pinned, TWO, WITH_ID, WITH_ID_TOO, WITHOUT_ID } from './pinned.ts';

describe('pin, to the ids of the projects', () => {
  it.each<[string, Json, readonly AllowEntry[], readonly JsonObject[]]>([
    ['the id of the one project', ONE, [WITH_ID], [like(ONE, '42')]],
    ['the ids of several, as one list', [ONE, TWO], [WITH_ID, WITH_ID_TOO], [like([ONE, TWO], ['42', '43'])]],
    [
      'each id once',
      ['project_path:a/b:ref_type:tag:*', 'project_path:a/b:ref_type:branch:*'],
      [WITH_ID],
      [like(['project_path:a/b:ref_type:tag:*', 'project_path:a/b:ref_type:branch:*'], '42')],
    ],
    ['only the ids of projects that it is for', TWO, [WITH_ID, WITH_ID_TOO], [like(TWO, '43')]],
    [
      'the ids of all projects that one value is for',
      'project_path:*',
      [WITH_ID, WITH_ID_TOO],
      [like('project_path:*', ['42', '43'])],
    ],
    [
      'the id of a project whose refs are several values',
      ONE,
      [project('a/b', { id: '42', refs: { branches: ['main', 'dev'], tags: ['v*'] } })],
      [like(ONE, '42')],
    ],
    ['nothing where no entry has an id', OTHER, [WITHOUT_ID], [like(OTHER)]],
    ['nothing where the entry that it is for has none', OTHER, [WITH_ID, WITHOUT_ID], [like(OTHER)]],
    [
      'nothing where one of the projects of a value has none',
      'project_path:*',
      [WITH_ID, WITHOUT_ID],
      [like('project_path:*')],
    ],
    [
      'nothing where a project stands beside a group',
      'project_path:a/*',
      [WITH_ID, group('a')],
      [like('project_path:a/*')],
    ],
    ['nothing where a value is for no project', 'x', [WITH_ID], [like('x')]],
    ['nothing where there is no entry', ONE, [], [like(ONE)]],
  ])('adds %s', (_, values, entries, statements) => {
    expect(pinned(allowSub(values), entries)).toEqual(statements);
  });

  it('splits a statement for projects with an id and for others, in their order', () => {
    const before = allow(onSub('StringLike', [OTHER, ONE, 'x', TWO]), { Sid: 's', Action: ['sts:*'] });
    const after = pinned(before, [WITH_ID, WITHOUT_ID, WITH_ID_TOO]);
    expect(JSON.stringify(after)).toBe(
      JSON.stringify([
        allow(
          { ...onSub('StringLike', [ONE, 'x', TWO]), ...ids(['42', '43']) },
          { Sid: 's', Action: ['sts:*'] },
        ),
        allow(onSub('StringLike', OTHER), { Action: ['sts:*'] }),
      ]),
    );
  });

  it('takes no statement more for subjects of nobody', () => {
    const values = ['repo:x/y:*', ONE, 'project_path:a'];
    expect(pinned(allowSub(values), [WITH_ID])).toEqual([like(values, '42')]);
    const nobodys = like(['repo:x/y:*', 'x'], '999');
    expect(pinned(nobodys, [WITH_ID])).toEqual([nobodys]);
  });

  it('splits off the others under whatever operator and spelling there is', () => {
    const values = {
      'GitLab.com:SUB': ['project_path:a/b:ref_type:tag:ref:v1', 'project_path:e/f:ref_type:tag:ref:v1'],
    };
    expect(
      pinned(allow({ StringEquals: values, Bool: { 'aws:SecureTransport': 'true' } }), [WITH_ID, WITHOUT_ID]),
    ).toEqual([
      allow({
        StringEquals: {
          'GitLab.com:SUB': values['GitLab.com:SUB'][0] as string,
          'gitlab.com:project_id': '42',
        },
        Bool: { 'aws:SecureTransport': 'true' },
      }),
      allow({
        StringEquals: { 'GitLab.com:SUB': values['GitLab.com:SUB'][1] as string },
        Bool: { 'aws:SecureTransport': 'true' },
      }),
    ]);
  });

  it.each<[string, JsonObject]>([
    ['in the same words', ids('7')],
    ['in another case', { StringEquals: { 'GitLab.com:PROJECT_ID': '7' } }],
    ['that it may not have', { StringNotEquals: { 'gitlab.com:project_id': ['7', '42'] } }],
    ['that no token has', { Null: { 'gitlab.com:project_id': 'true' } }],
  ])('leaves a statement alone that asks for another id %s', (_, asked) => {
    const before = allow({ ...onSub('StringLike', ONE), ...asked });
    expect(pinned(before, [WITH_ID])).toEqual([before]);
    const negated = allow({ ...onSub('StringNotLike', 'x'), ...asked });
    expect(pinned(negated, [WITH_ID])).toEqual([negated]);
  });

  it('narrows the ids of projects that have one, and leaves those of others as they were', () => {
    const loose = { StringEqualsIfExists: { 'gitlab.com:project_id': ['42', '999'] } };
    const before = allow({ ...onSub('StringLike', [OTHER, ONE]), ...loose }, { Sid: 's' });
    expect(pinned(before, [WITH_ID, WITHOUT_ID])).toEqual([
      allow({ ...onSub('StringLike', ONE), ...ids('42') }, { Sid: 's' }),
      allow({ ...onSub('StringLike', OTHER), ...loose }),
    ]);
  });

  it('does not split a statement whose ids are those already', () => {
    const before = allow({ ...onSub('StringLike', [OTHER, ONE]), ...ids('42') });
    expect(pinned(before, [WITH_ID, WITHOUT_ID])).toEqual([before]);
  });

  it('narrows the ids of a statement with two lists of subjects', () => {
    const lists = { ...onSub('StringLike', ONE), ...onSub('ForAnyValue:StringLike', '*:ref:main') };
    const loose = allow({ ...lists, StringEqualsIfExists: { 'gitlab.com:project_id': '42' } });
    expect(pinned(loose, [WITH_ID, WITH_ID_TOO])).toEqual([allow({ ...lists, ...ids('42') })]);
  });

  it('adds the id beside another claim of the same operator', () => {
    const aud = { StringEquals: { 'gitlab.com:aud': 'x' } };
    expect(pinned(allow({ ...aud, ...onSub('StringLike', ONE) }), [WITH_ID])).toEqual([
      allow({
        StringEquals: { 'gitlab.com:aud': 'x', 'gitlab.com:project_id': '42' },
        ...onSub('StringLike', ONE),
      }),
    ]);
  });
});

describe('pin, where the subject is not one list', () => {
  const BOTH = { ...onSub('StringLike', [ONE, OTHER]), ...onSub('StringNotLike', 'project_path:e/*') };

  it.each<[string, JsonObject, readonly AllowEntry[], JsonObject]>([
    [
      'the ids of all projects of two lists',
      { ...onSub('StringLike', [ONE, TWO]), ...onSub('ForAnyValue:StringLike', ['*:ref:main', '*:ref:dev']) },
      [WITH_ID, WITH_ID_TOO],
      ids(['42', '43']),
    ],
    [
      'only the ids of projects that both lists are for',
      { ...onSub('StringLike', [ONE, TWO]), ...onSub('ForAnyValue:StringLike', 'project_path:c/*') },
      [WITH_ID, WITH_ID_TOO],
      ids('43'),
    ],
    ['all ids to a negated list', onSub('StringNotLike', 'x'), [WITH_ID, WITH_ID_TOO], ids(['42', '43'])],
    [
      'all ids to an operator that IAM does not have',
      onSub('StringMatches', ONE),
      [WITH_ID, WITH_ID_TOO],
      ids(['42', '43']),
    ],
    [
      'each id once',
      onSub('StringNotLike', 'x'),
      [project('a/b', { id: '42', refs: { branches: ['a', 'b'], tags: [] } })],
      ids('42'),
    ],
    ['nothing where one of the projects has none', BOTH, [WITH_ID, WITHOUT_ID], {}],
    [
      'nothing to a negated list for projects of which one has none',
      onSub('StringNotLike', 'x'),
      [WITH_ID, WITHOUT_ID],
      {},
    ],
    [
      'nothing where the lists are for no project',
      { ...onSub('StringLike', ONE), ...onSub('StringEquals', 'x') },
      [WITH_ID],
      {},
    ],
  ])('adds %s', (_, before, entries, added) => {
    const merged = { ...before };
    for (const [operator, block] of Object.entries(added))
      merged[operator] = { ...(merged[operator] as JsonObject | undefined), ...(block as JsonObject) };
    expect(pinned(allow(before), entries)).toEqual([allow(merged)]);
  });

  it('leaves a statement alone that does not ask for the subject', () => {
    expect(pinned(allow(undefined), [WITH_ID])).toEqual([allow(undefined)]);
    expect(pinned(allow({ StringEquals: { 'gitlab.com:aud': 'x' } }), [WITH_ID])).toEqual([
      allow({ StringEquals: { 'gitlab.com:aud': 'x' } }),
    ]);
  });
});

describe('pin, where AWS has no ids', () => {
  it.each(['arn:aws-cn:iam::111122223333:role/deploy', 'arn:aws-us-gov:iam::111122223333:role/deploy'])(
    'adds none in %s',
    (role) => {
      expect(pinned(allowSub([ONE, OTHER]), [WITH_ID, WITHOUT_ID], { role })).toEqual([
        allowSub([ONE, OTHER]),
      ]);
      expect(pinned(allowSub(ONE), [WITH_ID], { role })).toEqual([allowSub(ONE)]);
      expect(pinned(allowSub(ONE, 'StringNotLike'), [WITH_ID], { role })).toEqual([
        allowSub(ONE, 'StringNotLike'),
      ]);
    },
  );

  it('adds none for an issuer that is self-managed', () => {
    const statement = allowSelf(ONE);
    const entries = [project('a/b', { id: '42', issuer: SELF_MANAGED })];
    expect(pinned(statement, entries, { issuer: PRIVATE })).toEqual([statement]);
  });

  it('adds none of another issuer', () => {
    expect(pinned(allowSub(ONE), [project('a/b', { id: '42', issuer: SELF_MANAGED })])).toEqual([
      allowSub(ONE),
    ]);
    const both = [WITH_ID, project('a/b', { id: '99', issuer: SELF_MANAGED })];
    expect(pinned(allowSub(ONE), both)).toEqual([like(ONE, '42')]);
  });
});
