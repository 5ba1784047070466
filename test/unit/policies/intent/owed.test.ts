import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SHAPE } from '../../../../policies/claims/subject.ts';
import {
  hasProjectIds,
  owedByEntry,
  owedTokens,
  owedValues,
  sampleIn,
} from '../../../../policies/intent/owed.ts';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import type { AllowEntry, Issuer } from '../../../../policies/intent/intent.ts';
import { group, intentOf, ISSUER, PRIVATE, project, PUBLIC, ROLE, SELF_MANAGED } from '../parts.ts';

function texts(entries: readonly AllowEntry[], hasVariables = true): string[] {
  return owedValues(intentOf(...entries), ISSUER, hasVariables).map((each) => each.text);
}

const MAIN_AND_V = { branches: ['main'], tags: ['v*'] };

describe('owedValues', () => {
  it.each<[string, AllowEntry, readonly string[]]>([
    ['a project', project('A/b'), ['project_path:A/b:*']],
    ['a group', group('A/b'), ['project_path:A/b/*']],
    [
      'a project with refs',
      project('a/b', { refs: { branches: ['main', 'r/*'], tags: ['v?'] } }),
      [
        'project_path:a/b:ref_type:branch:ref:main',
        'project_path:a/b:ref_type:branch:ref:r/*',
        'project_path:a/b:ref_type:tag:ref:v?',
      ],
    ],
    [
      'a group with refs',
      group('a', { refs: { branches: ['main'], tags: [] } }),
      ['project_path:a/*:ref_type:branch:ref:main'],
    ],
    ['no ref', project('a/b', { refs: { branches: [], tags: [] } }), []],
  ])('are those of %s', (_, entry, values) => {
    expect(texts([entry])).toEqual(values);
  });

  it.each<[string, AllowEntry, readonly string[]]>([
    [
      'a known start, without refs',
      project('a/b', { id: '7', shapes: [['project_id', 'ref_type', 'ref']] }),
      ['project_id:7:*'],
    ],
    [
      'a known start, with refs',
      project('a/b', { id: '7', shapes: [['project_id', 'ref_type', 'ref']], refs: MAIN_AND_V }),
      ['project_id:7:ref_type:branch:ref:main', 'project_id:7:ref_type:tag:ref:v*'],
    ],
    [
      'components that nobody knows at the end',
      project('a/b', {
        shapes: [['project_path', 'ref', 'ref_type', 'deployment_tier', 'ref_protected']],
        refs: MAIN_AND_V,
      }),
      ['project_path:a/b:ref:main:ref_type:branch:*', 'project_path:a/b:ref:v*:ref_type:tag:*'],
    ],
    [
      'components that nobody knows in front',
      project('a/b', { id: '7', shapes: [['job_project_id', 'project_path', 'ref', 'project_id']] }),
      ['job_project_id:*:project_path:a/b:ref:*:project_id:7'],
    ],
    [
      'an id that nobody gives',
      project('a/b', { shapes: [['project_path', 'project_id', 'ref']] }),
      ['project_path:a/b:*'],
    ],
    ['one component', project('a/b', { shapes: [['project_path']] }), ['project_path:a/b']],
    ['one component, of a group', group('a', { shapes: [['project_path']] }), ['project_path:a/*']],
    [
      'several components, of a group',
      group('a', { shapes: [['project_path', 'ref_type', 'ref', 'ref_protected']], refs: MAIN_AND_V }),
      ['project_path:a/*:ref_type:branch:ref:main:*', 'project_path:a/*:ref_type:tag:ref:v*:*'],
    ],
    [
      'two shapes',
      project('a/b', {
        id: '7',
        shapes: [
          ['project_path', 'ref'],
          ['project_id', 'ref'],
        ],
      }),
      ['project_path:a/b:*', 'project_id:7:*'],
    ],
    ['no shape', project('a/b', { shapes: [] }), []],
  ])('have the shape of the entry: %s', (_, entry, values) => {
    expect(texts([entry])).toEqual(values);
  });

  it('are those of the issuer, each once', () => {
    expect(
      texts([project('a/b'), project('c/d', { issuer: SELF_MANAGED }), project('a/b', { id: '1' })]),
    ).toEqual(['project_path:a/b:*']);
  });

  it('escape what would be a variable, where variables work', () => {
    const entries = [project('a/b', { refs: { branches: ['x${y', '$z', '${a}${b}'], tags: [] } })];
    expect(texts(entries).map((each) => each.slice(37))).toEqual(['x${$}{y', '$z', '${$}{a}${$}{b}']);
    expect(texts(entries, false).map((each) => each.slice(37))).toEqual(['x${y', '$z', '${a}${b}']);
  });

  it('tell what is a pattern, and what it means', () => {
    const refs = { branches: ['m', 'm*', 'm?', 'x${y'], tags: [] };
    const values = owedValues(intentOf(project('a/b', { refs })), ISSUER, true);
    expect(values.map((each) => each.isPattern)).toEqual([false, true, true, false]);
    expect(values.map((each) => each.pattern)).toEqual(
      refs.branches.map((ref) => wildcardPattern(`project_path:a/b:ref_type:branch:ref:${ref}`)),
    );
  });
});

const IN_CHINA = 'arn:aws-cn:iam::111122223333:role/deploy';

describe('owedTokens', () => {
  const MAIN = { refs: { branches: ['main', 'x${y'], tags: ['v*'] } };

  it('are one for each value of each entry of the issuer', () => {
    const entries = [project('a/b', MAIN), project('c/d', { issuer: SELF_MANAGED }), group('e')];
    const tokens = owedTokens(intentOf(...entries), PUBLIC, ROLE, true);
    expect(tokens.map(({ entry, value }) => [entry, value.text])).toEqual([
      [entries[0], 'project_path:a/b:ref_type:branch:ref:main'],
      [entries[0], 'project_path:a/b:ref_type:branch:ref:x${$}{y'],
      [entries[0], 'project_path:a/b:ref_type:tag:ref:v*'],
      [entries[2], 'project_path:e/*'],
    ]);
    expect(tokens.map(({ value }) => value)).toEqual(owedValues(intentOf(...entries), ISSUER, true));
    const [, second] = owedTokens(intentOf(...entries), PUBLIC, ROLE, false);
    expect(second?.value.text).toBe('project_path:a/b:ref_type:branch:ref:x${y');
  });

  it('tell the shape of each value', () => {
    const shapes = [['project_path', 'ref'], ['project_id']];
    const intent = intentOf(project('a/b', { id: '7', shapes }), project('c/d'));
    expect(owedTokens(intent, PUBLIC, ROLE, true).map(({ value, shape }) => [value.text, shape])).toEqual([
      ['project_path:a/b:*', shapes[0]],
      ['project_id:7', shapes[1]],
      ['project_path:c/d:*', ['project_path', 'ref_type', 'ref']],
    ]);
  });

  it('are the same value once for each entry', () => {
    const intent = intentOf(project('a/b', { id: '7' }), project('a/b'));
    expect(owedTokens(intent, PUBLIC, ROLE, true).map(({ projectId }) => projectId)).toEqual([
      '7',
      undefined,
    ]);
  });

  it('have the project’s id where AWS looks at it', () => {
    const intent = intentOf(project('a/b', { id: '7' }), project('a/b', { id: '8', issuer: SELF_MANAGED }));
    const ids = (issuer: Issuer, role: string): unknown =>
      owedTokens(intent, issuer, role, true).map(({ projectId }) => projectId);
    expect(ids(PUBLIC, ROLE)).toEqual(['7']);
    expect(ids(PUBLIC, IN_CHINA)).toEqual([undefined]);
    expect(ids(PRIVATE, ROLE)).toEqual([undefined]);
  });

  it('have one of the issuer’s audiences where the configuration names some', () => {
    const intent = intentOf(project('a/b'));
    const audiences = ['x', 'y'];
    expect(owedTokens(intent, PUBLIC, ROLE, true)).toMatchObject([{ audiences: undefined }]);
    expect(owedTokens({ ...intent }, { ...PUBLIC, audiences }, ROLE, true)).toMatchObject([{ audiences }]);
  });

  it('are none where there is no entry', () => {
    expect(owedTokens(intentOf(project('a/b')), PRIVATE, ROLE, true)).toEqual([]);
  });
});

describe('owedByEntry', () => {
  it('has each entry of the issuer once, also one that owes nothing', () => {
    const entry = project('a/b', { refs: { branches: ['main'], tags: ['v'] } });
    const none = project('a/b', { refs: { branches: [], tags: [] } });
    const intent = intentOf(entry, none, entry, project('c/d', { issuer: SELF_MANAGED }));
    const found = owedByEntry(intent, PUBLIC, ROLE, true);
    expect(found.map(({ entry: of, tokens }) => [of, tokens.length])).toEqual([
      [entry, 2],
      [none, 0],
    ]);
    expect(owedTokens(intent, PUBLIC, ROLE, true)).toEqual(found[0]?.tokens);
  });
});

describe('sampleIn', () => {
  it.each([
    ['project_path:a/b:*', 'project_path:a/b:ref_type:branch:ref:main'],
    ['project_path:a/*', 'project_path:a/a:ref_type:branch:ref:main'],
    ['project_path:a/x?', 'project_path:a/xa:ref_type:branch:ref:main'],
    ['project_path:a/b', 'project_path:a/b:ref_type:branch:ref:main'],
    ['project_path:a/*:ref_type:tag:ref:v?.*', 'project_path:a/a:ref_type:tag:ref:va.a'],
    ['project_path:a/b:ref_type:branch:*', undefined],
    ['project_path:a/b:ref:*', undefined],
    ['project_id:7:*', undefined],
    ['a', undefined],
    ['', undefined],
  ])('for %j: %j', (text, sample) => {
    expect(sampleIn(DEFAULT_SHAPE, text)).toBe(sample);
  });

  it('is a subject of the shape alone', () => {
    expect(sampleIn(['project_id', 'ref_type', 'ref'], 'project_id:7:*')).toBe(
      'project_id:7:ref_type:branch:ref:main',
    );
    expect(sampleIn(['project_path'], 'project_path:a/b')).toBeUndefined();
    expect(sampleIn(['project_path', 'ref', 'ref_type'], 'project_path:a/b:*')).toBeUndefined();
  });

  it('comes with the tokens that are owed', () => {
    const intent = intentOf(project('a/b'), group('c', { shapes: [['project_path']] }));
    expect(owedTokens(intent, PUBLIC, ROLE, true).map(({ sample }) => sample)).toEqual([
      'project_path:a/b:ref_type:branch:ref:main',
      undefined,
    ]);
  });
});

describe('hasProjectIds', () => {
  it.each<[Issuer, string, boolean]>([
    [PUBLIC, ROLE, true],
    [{ ...PUBLIC, isPublic: false }, ROLE, true],
    [PUBLIC, IN_CHINA, false],
    [PUBLIC, 'arn:aws-us-gov:iam::111122223333:role/deploy', false],
    [PUBLIC, `x${ROLE}`, false],
    [PRIVATE, ROLE, false],
    [{ ...PUBLIC, name: 'gitlab.com/x' }, ROLE, false],
  ])('for %j in %s: %s', (issuer, role, has) => {
    expect(hasProjectIds(issuer, role)).toBe(has);
  });
});
