import { describe, expect, it } from '@jest/globals';
import { atomsOf } from '../../../../policies/acceptance/atoms.ts';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { compileIntent } from '../../../../policies/intent/compiled.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import {
  anything,
  areAllowed,
  AT_MOST,
  CONDITIONALLY,
  forbiddenBy,
  FOR_SURE,
  prove,
  seek,
  type Case,
} from '../../../../policies/verdict/question.ts';
import { wildcardPattern } from '../../../../policies/patterns/pattern.ts';
import { allow, deny, intentOf, ISSUER, policyOf, project } from '../parts.ts';

function caseOf(
  condition: JsonObject,
  denying: readonly JsonObject[] = [],
  ids: readonly string[] = [],
  states = 10_000,
): Case {
  const policy = policyOf(allow(condition), ...denying.map((each) => deny(each)));
  const { allows, denies, dodged } = boxesFor(policy, ISSUER, undefined);
  const [box] = allows as readonly [Box];
  const atoms = atomsOf(box, denies, ids, { states: 10_000, transitions: 100_000 });
  return { allow: box, denies, dodged, atoms, budget: { states, transitions: 10 * states } };
}

const sub = (values: Json, operator = 'StringLike'): JsonObject => ({
  [operator]: { 'gitlab.com:sub': values },
});
const forbidden = (...entries: readonly AllowEntry[]) =>
  forbiddenBy(compileIntent(intentOf(...entries), ISSUER));

function times(count: number, condition: JsonObject): JsonObject[] {
  return Array.from({ length: count }, () => condition);
}

/** Of two logins, one of which may have a shorter subject, the one that is found. */
function loginOf(isLonger: string): string | undefined {
  const denying = ['me', 'you'].flatMap((login) => [
    { StringEquals: { 'gitlab.com:user_login': login }, ...sub('project_path:?/*') },
    ...(login === isLonger
      ? [{ StringEquals: { 'gitlab.com:user_login': login }, ...sub('project_path:??/*') }]
      : []),
  ]);
  const asked = caseOf({ StringEquals: { 'gitlab.com:user_login': ['me', 'you'] } }, denying);
  const found = seek(asked, FOR_SURE, forbidden());
  return found.kind === 'found' ? found.claims['user_login'] : undefined;
}

describe('seek', () => {
  it.each<[string, JsonObject, string]>([
    ['the default shape', {}, 'project_path:a/a:ref_type:branch:ref:a'],
    ['a branch', sub('project_path:x/y:*'), 'project_path:x/y:ref_type:branch:ref:a'],
    ['a tag where only that will do', sub('*:tag:*'), 'project_path:a/a:ref_type:tag:ref:a'],
    ['another shape where only that will do', sub('project_id:*'), 'project_id:1'],
    ['the shortest of another shape', sub('job_*'), 'job_project_id:1'],
  ])('prefers %s', (_, condition, text) => {
    expect(seek(caseOf(condition), FOR_SURE, forbidden())).toEqual({ kind: 'found', claims: { sub: text } });
  });

  it('finds no subject that has a name twice', () => {
    expect(seek(caseOf(sub('*:ref:*:ref:*')), FOR_SURE, anything)).toEqual({ kind: 'none' });
    expect(seek(caseOf(sub('*:ref:*:deployment_tier:*')), FOR_SURE, anything).kind).toBe('found');
  });

  it('takes the shortest of all atoms, with its claims', () => {
    const condition = { StringEquals: { 'gitlab.com:aud': 'x' } };
    const denying = [
      { StringEquals: { 'gitlab.com:user_login': 'me' }, ...sub('project_path:?/*') },
      { StringNotEquals: { 'gitlab.com:user_login': 'me' }, ...sub('project_path:??/*') },
      { StringNotEquals: { 'gitlab.com:user_login': 'me' }, ...sub('project_path:?/*') },
    ];
    expect(seek(caseOf(condition, denying), FOR_SURE, forbidden())).toEqual({
      kind: 'found',
      claims: { sub: 'project_path:aa/a:ref_type:branch:ref:a', aud: 'x', user_login: 'me' },
    });
  });

  it('takes the shortest of all atoms, whichever comes first', () => {
    expect(['me', 'you'].map(loginOf)).toEqual(['you', 'me']);
  });

  it('takes the first of atoms whose subjects are equally short', () => {
    const condition = { StringEquals: { 'gitlab.com:aud': ['y', 'x'] } };
    expect(seek(caseOf(condition), FOR_SURE, anything)).toMatchObject({ claims: { aud: 'y' } });
  });

  it('is none where nothing gets in, and exhausted where the budget ends', () => {
    expect(seek(caseOf(sub('x*')), FOR_SURE, anything)).toEqual({ kind: 'none' });
    expect(seek(caseOf(sub('x*'), [], [], 0), FOR_SURE, anything)).toEqual({ kind: 'exhausted' });
  });
});

const kinds = (asked: Case): string[] =>
  [AT_MOST, CONDITIONALLY, FOR_SURE].map((readings) => prove(asked, readings, anything).kind);

describe('prove', () => {
  it.each<[string, JsonObject, readonly AllowEntry[], boolean]>([
    ['a project', sub('project_path:a/b:*'), [project('a/b')], true],
    ['another project', sub('project_path:a/c:*'), [project('a/b')], false],
    ['a project without case', sub('project_path:A/B:*'), [project('a/b')], true],
    [
      'a claim that says all',
      { StringEquals: { 'gitlab.com:project_id': '1' } },
      [project('a/b', { id: '1' })],
      true,
    ],
    [
      'a claim that says something else',
      { StringEquals: { 'gitlab.com:project_id': '2' } },
      [project('a/b', { id: '1' })],
      false,
    ],
    ['an id in the subject', sub('project_id:1:*'), [project('a/b', { id: '1' })], true],
  ])('knows whether the intent allows %s', (_, condition, entries, isContained) => {
    const ids = entries.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const found = prove(caseOf(condition, [], ids), AT_MOST, forbidden(...entries));
    expect(found.kind).toBe(isContained ? 'none' : 'found');
  });

  it('keeps the id in the subject and the claim the same', () => {
    const condition = { ...sub('project_id:*'), StringEquals: { 'gitlab.com:project_id': '12' } };
    expect(prove(caseOf(condition), AT_MOST, anything)).toEqual({
      kind: 'found',
      claims: { sub: 'project_id:12', project_id: '12' },
    });
    const other = { ...sub('project_id:13'), StringEquals: { 'gitlab.com:project_id': '12' } };
    expect(prove(caseOf(other), AT_MOST, anything).kind).toBe('none');
    const open = { ...sub('project_id:7*'), StringNotEquals: { 'gitlab.com:project_id': '7' } };
    const found = seek(caseOf({ ...open, Null: { 'gitlab.com:project_id': 'false' } }), FOR_SURE, anything);
    expect(found).toEqual({ kind: 'found', claims: { sub: 'project_id:70', project_id: '70' } });
  });

  it('settles doubts by its readings', () => {
    const requires = caseOf({ StringEquals: { 'aws:SourceVpc': 'x' } });
    const unknown = caseOf(sub('x', 'StringMatches'));
    expect(kinds(requires)).toEqual(['found', 'found', 'none']);
    expect(kinds(unknown)).toEqual(['found', 'none', 'none']);
    const denied = (condition: JsonObject): string[] => kinds(caseOf({}, [condition]));
    expect(denied({ StringEquals: { 'aws:SourceVpc': 'x' } })).toEqual(['found', 'found', 'none']);
    expect(denied(sub('x', 'StringMatches'))).toEqual(['found', 'none', 'none']);
  });

  it('finds some token with less to spend where it may go deep first', () => {
    const asked = caseOf(sub(`*${'?'.repeat(60)}`), [], [], 1_000);
    expect(prove(asked, FOR_SURE, anything).kind).toBe('exhausted');
    const again = { ...asked, budget: { states: 1_000, transitions: 100_000 } };
    expect(prove({ ...again, isDeepFirst: true }, FOR_SURE, anything).kind).toBe('found');
  });

  it('is no proof where atoms are missing or the ways around Denies are too many', () => {
    const asked = caseOf(sub('x'));
    expect(prove({ ...asked, atoms: { ...asked.atoms, isComplete: false } }, AT_MOST, anything).kind).toBe(
      'exhausted',
    );
    const twoWays = { ...sub('x*'), ...sub('*y', 'StringNotLike') };
    const many = caseOf(sub('x'), times(7, twoWays));
    expect(prove(many, AT_MOST, anything).kind).toBe('exhausted');
    expect(prove(caseOf(sub('x'), times(6, twoWays)), AT_MOST, anything).kind).toBe('none');
  });
});

describe('areAllowed', () => {
  const MANY = `*a${'?'.repeat(18)}`;
  const ON_REF = 'project_path:a/b:ref_type:branch:ref:';
  const intent = compileIntent(
    intentOf(project('a/b', { refs: { branches: ['main', MANY], tags: [] } }), project('c/d')),
    ISSUER,
  );

  it.each<[string, ReturnType<typeof areAllowed>]>([
    [`${ON_REF}main`, 'contained'],
    ['project_path:c/d:*', 'contained'],
    [`${ON_REF}*`, 'forbidden'],
    ['project_path:c/e:*', 'forbidden'],
    ['x*', 'dead'],
    ['project_path:c/d:ref_type:pipeline:*', 'dead'],
    [`*${'a*b'.repeat(200)}:ref_type:pipeline:*`, undefined],
    [`${ON_REF}${MANY}`, undefined],
  ])('of %s is %s', (pattern, answer) => {
    expect(areAllowed(wildcardPattern(pattern), intent)).toBe(answer);
  });
});
