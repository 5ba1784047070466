import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import type { Plan } from '../../../../policies/plan.ts';
import { allow, allowSub, group, intentOf, project, subject } from '../parts.ts';
import { planned } from './planned.ts';
import { MAIN } from './samples.ts';

const planFor = (statement: JsonObject, entry: AllowEntry): Plan =>
  planned([statement], { intent: intentOf(entry) });
const conditionOf = ({ after }: Plan): unknown =>
  ((after?.['Statement'] as readonly JsonObject[] | undefined) ?? []).map((each) => each['Condition']);
const lostNotes = ({ notes }: Plan): readonly string[] => notes.filter((note) => note.includes('shape'));

/** A condition for some subjects, of which some are kept out. */
const guarded = (sub: Json, guard: string): JsonObject => ({
  StringLike: { 'gitlab.com:sub': sub },
  StringNotLike: { 'gitlab.com:sub': guard },
});

const ID = { StringEquals: { 'gitlab.com:project_id': '7' } };

describe('planRole, for a project that has to show its id', () => {
  const REQUIRED = project('a/b', { id: '7', requiresId: true });

  it('adds the id to a statement that is right but for it', () => {
    const plan = planFor(allowSub('project_path:a/b:*'), REQUIRED);
    expect([plan.verdict, plan.severity, plan.remedy]).toEqual(['broader', 'medium', 'narrow']);
    expect(plan.findings).toMatchObject([
      {
        id: 'project/unproved',
        witness: { sub: subject('a/b', 'a') },
        message:
          'whoever holds the path of an allowed project can assume `deploy` without its `project_id`, for example `a/b` on branch `a`',
      },
    ]);
    expect(conditionOf(plan)).toEqual([{ StringLike: { 'gitlab.com:sub': 'project_path:a/b:*' }, ...ID }]);
    expect(plan.keeps.map(({ witness }) => witness)).toEqual([
      { sub: subject('a/b'), aud: 'https://gitlab.com', project_id: '7' },
    ]);
  });

  it.each<[string, Json]>([
    ['with its path', { StringLike: { 'gitlab.com:sub': 'project_path:a/b:*' }, ...ID }],
    ['alone', ID],
    ['in the subject', { StringLike: { 'gitlab.com:sub': 'project_id:7:*' } }],
  ])('is content with the id %s', (_, condition) => {
    expect(planFor(allow(condition), REQUIRED).verdict).toBe('compliant');
  });

  it('speaks of another project where the path is another one', () => {
    const { findings } = planFor(allowSub('project_path:a/c:*'), REQUIRED);
    expect(findings.map(({ id }) => id)).toContain('project/unlisted');
  });

  it('adds the id behind what keeps components from following the ref', () => {
    const entry = project('a/b', { ...REQUIRED, refs: { branches: [], tags: ['v*.0'] } });
    expect(conditionOf(planFor(allowSub('project_path:a/b:*'), entry))).toEqual([
      {
        StringLike: { 'gitlab.com:sub': 'project_path:a/b:ref_type:tag:ref:v*.0' },
        StringNotLike: { 'gitlab.com:sub': '*:ref:*:*' },
        ...ID,
      },
    ]);
  });

  it('adds the id to a subject in another shape that is right but for it', () => {
    const shaped = 'project_path:a/b:ref:main:ref_type:branch';
    const plan = planFor(allowSub([shaped, 'project_path:x/*']), project('a/b', { ...REQUIRED, ...MAIN }));
    expect(conditionOf(plan)).toEqual([{ StringLike: { 'gitlab.com:sub': shaped }, ...ID }]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['one of several', { StringEquals: { 'gitlab.com:project_id': ['7', '999'] } }, ID],
    [
      'any',
      { Null: { 'gitlab.com:project_id': 'false' } },
      { Null: { 'gitlab.com:project_id': 'false' }, ...ID },
    ],
    ['none or the right one', { StringEqualsIfExists: { 'gitlab.com:project_id': '7' } }, ID],
    [
      'one of several, twice',
      {
        StringEquals: { 'gitlab.com:project_id': ['7', '8'] },
        'ForAnyValue:StringLike': { 'gitlab.com:project_id': '*' },
      },
      ID,
    ],
    ['another or the right one', { 'ForAnyValue:StringLike': { 'gitlab.com:project_id': ['7', '8*'] } }, ID],
  ])('narrows the ids of a statement that asks for %s', (_, asked, narrowed) => {
    const like = { StringLike: { 'gitlab.com:sub': 'project_path:a/b:*' } };
    const plan = planFor(allow({ ...asked, ...like }), REQUIRED);
    expect(plan.remedy).toBe('narrow');
    expect(conditionOf(plan)).toEqual([{ ...narrowed, ...like }]);
  });

  it('has nothing left of a statement that asks for the id of another project', () => {
    const condition = { StringLike: { 'gitlab.com:sub': 'project_path:a/b:*' } };
    const other = allow({ ...condition, StringEquals: { 'gitlab.com:project_id': '8' } });
    expect(planFor(other, REQUIRED).remedy).toBe('quarantine');
  });

  it('gives projects with other refs a statement of their own, and the same refs one together', () => {
    const intent = intentOf(
      project('a/b', { id: '7', requiresId: true, ...MAIN }),
      project('a/c', { id: '8', requiresId: true }),
      project('a/d', { id: '9', requiresId: true, ...MAIN }),
    );
    const statement = allow(undefined, { Sid: 'GitLab' });
    const { after, keeps } = planned([statement], { intent });
    expect(after?.['Statement']).toEqual([
      allow(
        {
          StringEquals: {
            'gitlab.com:sub': [subject('a/b'), subject('a/d')],
            'gitlab.com:project_id': ['7', '9'],
          },
        },
        { Sid: 'GitLab' },
      ),
      allow({
        StringLike: { 'gitlab.com:sub': 'project_path:a/c:*' },
        StringEquals: { 'gitlab.com:project_id': '8' },
      }),
    ]);
    expect(keeps.map(({ witness }) => witness?.['project_id'])).toEqual(['7', '8', '9']);
  });

  it('is content with the path where it has no id', () => {
    const entry = project('a/b', { requiresId: true });
    expect(planFor(allowSub('project_path:a/b:*'), entry).verdict).toBe('compliant');
  });
});

describe('planRole, for a project that chose its subjects', () => {
  it.each<[string, Partial<AllowEntry>, JsonObject]>([
    [
      'its id first',
      { id: '7', shapes: [['project_id', 'ref_type', 'ref']], ...MAIN },
      {
        StringEquals: {
          'gitlab.com:sub': 'project_id:7:ref_type:branch:ref:main',
          'gitlab.com:project_id': '7',
        },
      },
    ],
    [
      'more components, in another order',
      { shapes: [['project_path', 'ref', 'ref_type', 'ref_protected']], ...MAIN },
      { StringLike: { 'gitlab.com:sub': 'project_path:a/b:ref:main:ref_type:branch:*' } },
    ],
    [
      'two shapes',
      {
        shapes: [
          ['project_path', 'ref_type', 'ref'],
          ['project_path', 'ref', 'ref_type'],
        ],
        ...MAIN,
      },
      {
        StringEquals: {
          'gitlab.com:sub': [subject('a/b'), 'project_path:a/b:ref:main:ref_type:branch'],
        },
      },
    ],
  ])('writes them in its shape: %s', (_, fields, condition) => {
    expect(conditionOf(planFor(allow(undefined), project('a/b', fields)))).toEqual([condition]);
  });

  it.each<[readonly string[], string, string]>([
    [['project_path', 'ref', 'ref_type'], 'project_path:a/b:ref:v*.0:ref_type:tag', '*:ref:*:*:*:*'],
    [
      ['project_path', 'ref_type', 'ref', 'deployment_tier'],
      'project_path:a/b:ref_type:tag:ref:v*.0:*',
      '*:ref:*:*:*:*',
    ],
  ])('keeps out what follows the ref and is not in its shape: %j', (shape, value, guard) => {
    const entry = project('a/b', { shapes: [shape], refs: { branches: [], tags: ['v*.0'] } });
    expect(conditionOf(planFor(allowSub('project_path:a/b:*'), entry))).toEqual([
      { StringLike: { 'gitlab.com:sub': value }, StringNotLike: { 'gitlab.com:sub': guard } },
    ]);
  });

  it('keeps a token of each shape alive', () => {
    const entry = project('a/b', { shapes: [['project_path', 'ref', 'ref_type', 'ref_protected']], ...MAIN });
    expect(planFor(allow(undefined), entry).keeps.map(({ witness }) => witness?.['sub'])).toEqual([
      'project_path:a/b:ref:main:ref_type:branch:ref_protected:true',
    ]);
  });

  it('says that the default shape is lost, where it is not one of them', () => {
    const shapes = [['project_path', 'ref', 'ref_type']];
    const [note, ...others] = lostNotes(planFor(allow(undefined), project('a/b', { shapes, ...MAIN })));
    expect(note).toContain('shape than `project_path:…:ref:…:ref_type:…` lose access');
    expect(note).toContain(`\`${subject('a/b')}\``);
    expect(others).toEqual([]);
  });

  it('says what is lost of each shape that there may be, where there are two', () => {
    const shapes = [
      ['project_path', 'ref_type', 'ref'],
      ['project_path', 'ref', 'ref_type'],
    ];
    expect(lostNotes(planFor(allow(undefined), project('a/b', { shapes, ...MAIN })))).toEqual([
      expect.stringContaining(
        'than `project_path:…:ref_type:…:ref:…` and `project_path:…:ref:…:ref_type:…` lose',
      ),
    ]);
  });

  it('writes shapes apart of which one may have behind the ref what another may not', () => {
    const refs = { branches: [], tags: ['v*.0'] };
    const late = ['project_path', 'ref', 'ref_type'];
    const value = 'project_path:a/b:ref_type:tag:ref:v*.0';
    const both = project('a/b', { refs, shapes: [late, ['project_path', 'ref_type', 'ref']] });
    expect(conditionOf(planFor(allowSub('project_path:a/b:*'), both))).toEqual([
      guarded('project_path:a/b:ref:v*.0:ref_type:tag', '*:ref:*:*:*:*'),
      guarded(value, '*:ref:*:*'),
    ]);
    const intent = intentOf(project('a/b', { refs }), project('c/d', { shapes: [late] }));
    expect(conditionOf(planned([allow(undefined)], { intent }))).toEqual([
      guarded(value, '*:ref:*:*'),
      { StringLike: { 'gitlab.com:sub': 'project_path:c/d:*' } },
    ]);
  });

  it('leaves a subject with the shape that it is owed in, where another project has to show its id', () => {
    const shapes = [
      ['project_path', 'ref_type', 'ref'],
      ['project_path', 'ref', 'ref_type'],
    ];
    const refs = { branches: ['main'], tags: ['v*.0'] };
    const intent = intentOf(
      project('a/b', { id: '7', refs, shapes }),
      project('c/d', { id: '9', requiresId: true }),
    );
    const early = 'project_path:a/b:ref:main:ref_type:branch';
    const onTag = 'project_path:a/b:ref_type:tag:ref:v2.0';
    expect(conditionOf(planned([allowSub([early, onTag, 'project_path:*'])], { intent }))).toEqual([
      { StringLike: { 'gitlab.com:sub': onTag }, ...ID },
      {
        ...guarded([subject('a/b'), 'project_path:a/b:ref_type:tag:ref:v*.0'], '*:ref:*:*'),
        ...ID,
      },
      { StringLike: { 'gitlab.com:sub': early }, ...ID },
      { ...guarded('project_path:a/b:ref:v*.0:ref_type:tag', '*:ref:*:*:*:*'), ...ID },
      {
        StringLike: { 'gitlab.com:sub': 'project_path:c/d:*' },
        StringEquals: { 'gitlab.com:project_id': '9' },
      },
    ]);
  });

  it('writes the shapes in the place of values of which one covers them all', () => {
    const refs = { branches: ['main', 'release/*'], tags: ['v*'] };
    const shaped = group('y/z', { shapes: [['project_path', 'ref', 'ref_type']], ...MAIN });
    const statement = allowSub(['*:ref_type:branch:ref:main', '*']);
    expect(conditionOf(planned([statement], { intent: intentOf(group('x', { refs }), shaped) }))).toEqual([
      {
        StringLike: {
          'gitlab.com:sub': [
            'project_path:x/*:ref_type:branch:ref:main',
            'project_path:x/*:ref_type:branch:ref:release/*',
            'project_path:x/*:ref_type:tag:ref:v*',
            'project_path:y/z/*:ref:main:ref_type:branch',
          ],
        },
      },
    ]);
  });

  it('leaves a shape alone that is allowed, where something else is wrong', () => {
    const plan = planFor(
      allowSub(['project_path:a/b:ref:main:ref_type:branch', 'project_path:x/*']),
      project('a/b', MAIN),
    );
    expect(conditionOf(plan)).toEqual([
      { StringLike: { 'gitlab.com:sub': 'project_path:a/b:ref:main:ref_type:branch' } },
    ]);
  });
});
