import { describe, expect, it } from '@jest/globals';
import { boxesByIssuer } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry, Intent } from '../../../../policies/intent/intent.ts';
import { describeLost } from '../../../../policies/rewriting/lost.ts';
import {
  ACCOUNT,
  allow,
  allowSub,
  group,
  intentOf,
  onSub,
  policyOf,
  PRIVATE,
  project,
  PUBLIC,
  SELF,
  SELF_MANAGED,
} from '../parts.ts';
import { ON_BOTH } from './proved.ts';
import { MAIN, OTHERS, OURS } from './samples.ts';

/** What is said of a statement that gives way to others. */
function lostOf(before: JsonObject, intent: Intent, after: JsonObject = OTHERS): string[] {
  const [earlier, later] = [before, after].map((each) => boxesByIssuer(policyOf(each), ACCOUNT));
  if (earlier === undefined || later === undefined) throw new Error('no document');
  return describeLost(earlier, later, intent);
}

const heard = (...audiences: string[]): Intent => ({
  ...intentOf(project('a/b')),
  issuers: [{ ...PUBLIC, audiences }],
});
const onAud = (values: Json): JsonObject => ({ StringEquals: { 'gitlab.com:aud': values } });

const inOtherShape = (whose: string, example: string): string =>
  `of ${whose}, subjects in another shape than \`project_path:…:ref_type:…:ref:…\` lose access although the configuration allows them, for example \`${example}\``;
const elsewhere = (path: string): string =>
  `of project \`a/b\`, tokens with its id under another path lose access although the configuration allows them, for example \`project_path:${path}:ref_type:branch:ref:main\``;

describe('describeLost', () => {
  it.each<[string, AllowEntry, string, string]>([
    [
      'of a project with an id',
      project('a/b', { id: '42' }),
      'project_id:*',
      'project_id:42:ref_type:branch:ref:main',
    ],
    [
      'with the ref first',
      project('a/b'),
      'project_path:*:ref:*:ref_type:*',
      'project_path:a/b:ref:main:ref_type:branch',
    ],
    [
      'with something behind the ref',
      project('a/b'),
      '*:ref_protected:true',
      'project_path:a/b:ref_type:branch:ref:main:ref_protected:true',
    ],
    [
      'of a group',
      group('g'),
      'job_project_path:*',
      'job_project_path:g/a:project_path:g/a:ref_type:branch:ref:main',
    ],
    [
      'on the first of some branches',
      project('a/b', { refs: { branches: ['r*', 'main'], tags: ['v1'] } }),
      'job_project_path:*',
      'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:ra',
    ],
    [
      'on a tag, where there are no branches',
      project('a/b', { refs: { branches: [], tags: ['v?'] } }),
      'job_project_path:*',
      'job_project_path:a/b:project_path:a/b:ref_type:tag:ref:va',
    ],
  ])('names a subject in another shape that gets in no more: %s', (_, entry, value, example) => {
    const notes = lostOf(allowSub(value), intentOf(entry));
    expect(notes).toEqual([inOtherShape(`${entry.kind} \`${entry.path}\``, example)]);
  });

  it('says nothing of what never got in, and of what still does', () => {
    expect(lostOf(OTHERS, intentOf(project('a/b')))).toEqual([]);
    expect(lostOf(allowSub('*'), intentOf(project('a/b')), allowSub('*'))).toEqual([]);
    expect(lostOf(allowSub('*'), intentOf())).toEqual([]);
  });

  it('counts the entries of each issuer for themselves', () => {
    const leading = 'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:main';
    expect(lostOf(allowSub('job_project_path:*'), ON_BOTH)).toEqual([inOtherShape('project `a/b`', leading)]);
    const self = allow({ StringLike: { [`${SELF_MANAGED}:sub`]: 'job_project_path:*' } }, SELF);
    expect(lostOf(self, ON_BOTH)).toEqual([inOtherShape('project `a/b`', leading)]);
  });

  it('does not count on ids of a self-managed GitLab, which AWS does not look at', () => {
    const intent = { ...intentOf(project('a/b', { id: '42', issuer: SELF_MANAGED })), issuers: [PRIVATE] };
    const condition = {
      StringLike: { [`${SELF_MANAGED}:sub`]: 'job_project_path:*' },
      Null: { [`${SELF_MANAGED}:project_id`]: 'true' },
    };
    expect(lostOf(allow(condition, SELF), intent)).toEqual([
      inOtherShape('project `a/b`', 'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:main'),
    ]);
  });

  it('speaks of a subject in another shape where one of the audiences got in with it', () => {
    const before = allow(onSub('StringLike', 'job_project_path:*', onAud('sts')));
    const expected = [
      inOtherShape('project `a/b`', 'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:main'),
    ];
    expect(lostOf(before, heard('x', 'sts'))).toEqual(expected);
    expect(lostOf(before, heard('sts', 'x'))).toEqual(expected);
  });

  it('takes an empty list of audiences for none', () => {
    const statements = [
      allow(onSub('StringLike', 'job_project_path:*', onAud('sts'))),
      allowSub('job_project_path:*'),
    ];
    for (const statement of statements)
      expect(lostOf(statement, heard())).toEqual(lostOf(statement, intentOf(project('a/b'))));
    expect(lostOf(statements[0] ?? OTHERS, heard())).toHaveLength(1);
  });

  it('finds the paths to which a project may have moved where subjects begin with them', () => {
    const ids = { StringEquals: { 'gitlab.com:project_id': ['42'] } };
    const intent = intentOf(project('a/b', { id: '42', ...MAIN }));
    const before = (...values: string[]): JsonObject =>
      allow({ StringLike: { 'gitlab.com:sub': values }, ...ids });
    const movedOf = (...values: string[]): string[] =>
      lostOf(before(...values), intent).filter((note) => note.includes('another path'));
    expect(movedOf('job_project_path:c/d:*', 'project_path:?/d:*')).toEqual([elsewhere('a/d')]);
    expect(movedOf('project_path:c/d', '*:ref:main')).toEqual([elsewhere('c/d')]);
    expect(movedOf('*:ref:main', 'project_path:*')).toEqual([]);
    expect(
      lostOf(before(OURS, 'project_path:c/d:*'), intent, allowSub(['project_path:c/d:*', OURS])),
    ).toEqual([]);
  });
});
