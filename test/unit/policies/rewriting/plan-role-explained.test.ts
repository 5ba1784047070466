import { describe, expect, it } from '@jest/globals';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { ACCOUNT, allow, allowSub, intentOf, onSub, project, providerArn, PUBLIC } from '../parts.ts';
import { INTENT, planned, statementsAfter } from './planned.ts';
import { ON_MAIN, OTHERS, OURS, refusalOf } from './samples.ts';

const lost = (whose: string, example: string): string =>
  `of ${whose}, subjects in another shape than \`project_path:…:ref_type:…:ref:…\` lose access although the configuration allows them, for example \`${example}\``;

const moved = (path: string): string =>
  `of project \`a/b\`, tokens with its id under another path lose access although the configuration allows them, for example \`project_path:${path}:ref_type:branch:ref:main\``;

describe('planRole, what it says about a rewrite', () => {
  it('names a token of each entry that still gets in', () => {
    const entries = [project('a/b', { id: '42' }), project('c/d')];
    const plan = planned([allowSub(['project_path:a/*', 'project_path:evil/*'])], {
      intent: intentOf(...entries),
    });
    expect(statementsAfter(plan)).toEqual([
      allow({
        StringLike: { 'gitlab.com:sub': OURS },
        StringEquals: { 'gitlab.com:project_id': '42' },
      }),
    ]);
    expect(plan.keeps).toEqual([
      { entry: entries[0], witness: { sub: ON_MAIN, aud: 'https://gitlab.com', project_id: '42' } },
      { entry: entries[1], witness: null },
    ]);
  });

  it('adds the audiences of the configuration and keeps a token that has one', () => {
    const heard: Intent = { ...INTENT, issuers: [{ ...PUBLIC, audiences: ['sts'] }] };
    const plan = planned([allow(undefined)], { intent: heard });
    expect(statementsAfter(plan)).toEqual([
      allow({ StringLike: { 'gitlab.com:sub': OURS }, StringEquals: { 'gitlab.com:aud': 'sts' } }),
    ]);
    expect(plan.keeps).toEqual([{ entry: INTENT.entries[0], witness: { sub: ON_MAIN, aud: 'sts' } }]);
  });

  it('says which audiences lose access where the configuration names some, and nothing untrue of shapes', () => {
    const heard: Intent = { ...INTENT, issuers: [{ ...PUBLIC, audiences: ['sts', 'x'] }] };
    expect(planned([allowSub('project_path:*')], { intent: heard }).notes).toEqual([
      'of project `a/b`, tokens for another audience than `sts` and `x` lose access although the configuration allows them, for example `https://gitlab.com`',
    ]);
    const asked = { 'ForAnyValue:StringEquals': { 'gitlab.com:aud': 'sts' } };
    expect(
      planned([allow({ ...onSub('StringLike', 'project_path:*'), ...asked })], { intent: heard }).notes,
    ).toEqual([]);
  });

  it('says of a quarantine as well what of the allowed loses access', () => {
    const other = 'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:main';
    const before = allow({
      StringEquals: { 'gitlab.com:sub': [other, 'project_path:x/y:ref_type:branch:ref:main'] },
      StringLike: { 'gitlab.com:sub': '*:ref:main' },
    });
    const plan = planned([before, allow(undefined, { Resource: '*' })], { undecided: 'isolate' });
    expect([plan.remedy, plan.notes[0]]).toEqual(['quarantine', lost('project `a/b`', other)]);
  });

  it('names the witnesses that get in no more', () => {
    const before = [
      allowSub('project_path:evil/*'),
      allowSub(OURS),
      allow({ StringEquals: { 'gitlab.com:aud': 'sts' } }),
    ];
    const plan = planned(before);
    const witnesses = plan.findings.flatMap(({ issuer, witness }) =>
      witness === undefined ? [] : [{ issuer, witness }],
    );
    expect(witnesses).toHaveLength(2);
    expect(plan.findings.length).toBeGreaterThan(2);
    expect(witnesses[0]?.witness['sub']).toMatch(/^project_path:evil\//);
    expect(witnesses[1]?.witness['aud']).toBe('sts');
    expect(plan.stops).toEqual(witnesses);
  });

  it('says that a project that moved loses access, where a statement let it in by its id', () => {
    const intent = intentOf(project('a/b', { id: '42' }));
    const notesOf = (...values: string[]): readonly string[] => {
      const ids = { StringEquals: { 'gitlab.com:project_id': ['42', '7'] } };
      return planned([allow({ StringLike: { 'gitlab.com:sub': values }, ...ids })], { intent }).notes;
    };
    expect(notesOf('project_path:a/*', 'project_path:c/*:ref_type:*')).toEqual([moved('a/a')]);
    expect(notesOf('project_path:a/b:*', 'project_path:c/d:*')).toEqual([moved('c/d')]);
    expect(notesOf('project_path:a/b:*', 'project_path:*:ref_type:branch:ref:main')).toEqual([]);
    expect(planned([allowSub(['project_path:a/b:*', 'project_path:c/d:*'])], { intent }).notes).toEqual([]);
  });

  it('says nothing like it of a project without an id', () => {
    const ids = { StringEqualsIfExists: { 'gitlab.com:project_id': '42' } };
    const before = allow({
      StringLike: { 'gitlab.com:sub': ['project_path:c/d:*', 'project_path:e/*'] },
      ...ids,
    });
    const intent = intentOf(project('a/b'), project('c/d', { id: '42' }));
    expect(planned([before], { intent }).notes.join()).not.toContain('`a/b`');
  });

  it('names none where a finding has none to show', () => {
    const elsewhere = allow(undefined, {
      Principal: { Federated: providerArn(), AWS: ACCOUNT },
      Resource: '*',
    });
    const plan = planned([elsewhere], { undecided: 'isolate' });
    expect(plan.findings.map(({ witness }) => witness)).toEqual([undefined]);
    expect(plan.stops).toEqual([]);
  });

  it('says what of the allowed loses access, with an example', () => {
    const leading = 'job_project_path:a/b:project_path:a/b:ref_type:branch:ref:main';
    expect(planned([allow(undefined)]).notes[0]).toBe(lost('project `a/b`', leading));
    const both = intentOf(project('a/b'), project('c/d'));
    expect(planned([allow(undefined)], { intent: both }).notes[0]).toBe(
      lost('project `a/b` (and of 1 more)', leading),
    );
    expect(planned([allowSub('project_path:*')]).notes).toEqual([]);
    expect(planned([allowSub(OURS)]).notes).toEqual([]);
  });

  it('takes no subject for an example that no project can have', () => {
    const entry = project('a/b', { id: '42', refs: { branches: ['a..b', 'main'], tags: [] } });
    const ids = { StringEquals: { 'gitlab.com:project_id': ['42', '7'] } };
    const before = [
      allow(undefined),
      allow({ StringLike: { 'gitlab.com:sub': [OURS, 'project_path:c/d:*'] }, ...ids }),
    ];
    for (const statement of before)
      expect(planned([statement], { intent: intentOf(entry) }).notes.join()).not.toContain('a..b');
  });

  it('says whether the old document may ever be stored again', () => {
    const irreversible = `the old trust policy may never be stored again: ${refusalOf(1)}`;
    expect(planned([OTHERS, allow(undefined)]).irreversible).toBe(irreversible);
    expect(planned([OTHERS, allow(undefined)]).notes.at(-1)).toBe(irreversible);
    expect(planned([OTHERS, allowSub('*')]).irreversible).toBe(irreversible);
    expect(planned([OTHERS, allowSub('project_path:*')]).irreversible).toBeNull();
    expect(planned([OTHERS, allow(undefined)], { protection: 'exempt' }).irreversible).toBeNull();
  });

  it('says nothing of the sort where nothing is written', () => {
    for (const plan of [planned([allowSub(OURS)]), planned([allow(undefined)], { protection: 'exempt' })])
      expect(plan).toMatchObject({ after: null, quarantine: null, keeps: [], stops: [], irreversible: null });
  });

  it.each(['a"b', '${x}', 'a\nb', '*'])('rewrites a role called %j like any other', (name) => {
    const plan = planned([allow(undefined)], { role: `arn:aws:iam::${ACCOUNT}:role/${name}` });
    expect(plan.role).toBe(`arn:aws:iam::${ACCOUNT}:role/${name}`);
    expect(statementsAfter(plan)).toEqual([allowSub(OURS)]);
    expect(plan.keeps[0]?.witness).toEqual({ sub: ON_MAIN, aud: 'https://gitlab.com' });
  });
});
