import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import { atomsOf } from '../../../../policies/acceptance/atoms.ts';
import { demandsListedId, isPinned, namesProjectsById } from '../../../../policies/verdict/pinned.ts';
import type { Case } from '../../../../policies/verdict/question.ts';
import { allow, deny, ISSUER, onSub, policyOf } from '../parts.ts';
import { judged, OURS } from './judged.ts';

function box(condition: Json): Box {
  return boxesFor(policyOf(allow(condition)), ISSUER, undefined).allows[0] as Box;
}

const on = (operator: string, name: string, values: Json): boolean =>
  demandsListedId(box({ [operator]: { [`gitlab.com:${name}`]: values } }));

describe('demandsListedId', () => {
  it.each(['project_id', 'namespace_id', 'user_id'])('by a literal %s', (name) => {
    expect(on('StringEquals', name, ['1', '2'])).toBe(true);
    expect(on('StringLike', name, '1')).toBe(true);
    expect(on('NumericEquals', name, 1)).toBe(true);
  });

  it.each([
    ['StringLike', 'project_id', '1*'],
    ['StringLike', 'project_id', ['1', '?']],
    ['StringEqualsIfExists', 'project_id', '1'],
    ['ForAllValues:StringEquals', 'project_id', '1'],
    ['StringNotEquals', 'project_id', '1'],
    ['StringEquals', 'user_login', 'me'],
    ['StringEquals', 'sub', 'project_id:1'],
    ['StringEquals', 'aud', '1'],
    ['stringequals', 'project_id', '1'],
    ['NumericLessThan', 'project_id', '2'],
    ['NumericEqualsIfExists', 'project_id', '1'],
    ['NumericEquals', 'project_id', 'x'],
    ['NumericEquals', 'user_login', '1'],
    ['StringEquals', 'project_id', '${aws:x}'],
    ['StringEquals', 'project_id', ['1', '${aws:x}']],
    ['StringNotEqualsIfExists', 'project_id', '1'],
  ])('not by %s %s %j', (operator, name, values) => {
    expect(on(operator, name, values)).toBe(false);
  });

  it('by one condition of several', () => {
    const condition = { StringEquals: { 'gitlab.com:aud': 'x', 'gitlab.com:project_id': '1' } };
    expect(demandsListedId(box(condition))).toBe(true);
    expect(demandsListedId(box({}))).toBe(false);
  });

  it('by two conditions, of which one has the claim to be there', () => {
    const list = { 'ForAllValues:StringEquals': { 'gitlab.com:project_id': '1' } };
    const isThere = (key: string): JsonObject => ({ ...list, Null: { [key]: 'false' } });
    expect(demandsListedId(box(isThere('GitLab.com:project_id')))).toBe(true);
    expect(demandsListedId(box(isThere('gitlab.com:user_id')))).toBe(false);
    expect(demandsListedId(box({ ...list, Null: { 'gitlab.com:project_id': 'true' } }))).toBe(false);
    expect(demandsListedId(box({ ...list, StringLike: { 'gitlab.com:project_id': '*' } }))).toBe(true);
  });
});

function caseOf(condition: JsonObject, ...denies: readonly JsonObject[]): Case {
  const boxes = boxesFor(policyOf(allow(condition), ...denies), ISSUER, undefined);
  const [allowed] = boxes.allows as readonly [Box];
  const budget = { states: 1_000, transitions: 10_000 };
  return { ...boxes, allow: allowed, budget, atoms: atomsOf(allowed, boxes.denies, [], { ...budget }) };
}

const PLENTY = () => ({ states: 1_000, transitions: 10_000 });
const SET = { 'ForAllValues:StringEquals': { 'gitlab.com:project_id': ['1', '2'] } };
const IS_THERE = { Null: { 'gitlab.com:project_id': 'false' } };

function noSearch(): never {
  throw new Error('no search is needed');
}

describe('isPinned', () => {
  it('takes no search where the form of the conditions is enough', () => {
    expect(isPinned(caseOf({ StringEquals: { 'gitlab.com:user_id': '1' } }), noSearch)).toBe(true);
    expect(isPinned(caseOf({ ...SET, ...IS_THERE }), noSearch)).toBe(true);
  });

  it.each<JsonObject>([
    {},
    onSub('StringLike', 'project_id:1:*'),
    { StringEquals: { 'gitlab.com:aud': '1' } },
    { StringEquals: { 'gitlab.com:user_login': 'me', 'aws:SourceVpc': '1' } },
  ])('takes none either where nothing asks for ids: %j', (condition) => {
    expect(isPinned(caseOf(condition), noSearch)).toBe(false);
    expect(isPinned(caseOf(condition, deny(onSub('StringLike', 'x'))), noSearch)).toBe(false);
  });

  it.each<[string, JsonObject, readonly JsonObject[], boolean]>([
    ['an Allow asks for ids', { ...SET, StringEquals: { 'gitlab.com:aud': 'x' } }, [], false],
    [
      'a Deny of another key stands behind',
      { 'ForAllValues:StringEquals': SET['ForAllValues:StringEquals'] },
      [
        deny({ Null: { 'gitlab.com:project_id': 'true' } }),
        deny({ StringEquals: { 'gitlab.com:aud': 'x' } }),
      ],
      true,
    ],
    [
      'a Deny asks for ids beside its subject',
      {},
      [
        deny(onSub('StringLike', '*', { StringNotEquals: { 'gitlab.com:project_id': '1' } })),
        deny({ Null: { 'gitlab.com:project_id': 'true' } }),
      ],
      true,
    ],
  ])('searches where %s', (_, condition, denies, answer) => {
    expect(isPinned(caseOf(condition, ...denies), PLENTY)).toBe(answer);
  });
});

describe('namesProjectsById', () => {
  it.each<[JsonObject, boolean]>([
    [{ StringEquals: { 'gitlab.com:project_id': '1' } }, true],
    [onSub('StringLike', 'project_id:1:*'), true],
    [onSub('StringLike', 'project_path:*:project_id:1'), true],
    [onSub('StringLike', 'project_path:a/b:*'), false],
    [IS_THERE, false],
  ])('on %j: %s', (condition, answer) => {
    expect(namesProjectsById(caseOf(condition), PLENTY)).toBe(answer);
  });

  it('needs no search where a list is demanded', () => {
    const asked = caseOf({ StringEquals: { 'gitlab.com:project_id': '1' } });
    expect(namesProjectsById(asked, () => ({ states: 0, transitions: 0 }))).toBe(true);
  });
});

/** Whether the advice is given on a statement for our project under some conditions, beside some Denies. */
function isAdvised(condition: JsonObject, ...denies: readonly JsonObject[]): boolean {
  const { verdict, findings } = judged([allow(onSub('StringLike', OURS, condition)), ...denies]);
  expect(verdict).toBe('compliant');
  return findings.some(({ id }) => id === 'project/unpinned');
}

function onClaim(operator: string, values: Json, claim = 'project_id'): JsonObject {
  return { [operator]: { [`gitlab.com:${claim}`]: values } };
}

describe('the advice to ask for the id of a project, by the automata,', () => {
  const THERE = onClaim('Null', 'false');

  it('is not given where a set and a presence pin the id', () => {
    expect(isAdvised({ ...onClaim('ForAllValues:StringEquals', '12'), ...THERE })).toBe(false);
    expect(isAdvised({ ...onClaim('StringEqualsIfExists', ['12', '13']), ...THERE })).toBe(false);
    expect(isAdvised(onClaim('ForAllValues:StringEquals', '12'))).toBe(true);
    expect(isAdvised(THERE)).toBe(true);
  });

  it.each<[string, JsonObject, boolean]>([
    ['every other id', onClaim('StringNotEquals', '12'), false],
    ['every other number', onClaim('NumericNotEquals', 12), false],
    ['every other id, if there is one', onClaim('StringNotEqualsIfExists', ['12', '13']), false],
    ['another user', onClaim('StringNotEquals', '7', 'user_id'), false],
    ['what does not begin like an id', onClaim('StringNotLike', '1*'), true],
    ['one id', onClaim('StringEquals', '13'), true],
    ['another ref', onClaim('StringNotEquals', 'true', 'ref_protected'), true],
    [
      'every other id on one branch',
      onSub('StringLike', '*:ref:main', onClaim('StringNotEquals', '12')),
      true,
    ],
    ['subjects that show no id', onSub('StringNotLike', '*:project_id:12*'), false],
  ])('looks at a Deny of %s', (_, condition, isGiven) => {
    expect(isAdvised({}, deny(condition))).toBe(isGiven);
  });

  it('is given where a Deny of every other id leaves those without one', () => {
    const others = deny({ ...onClaim('StringNotEquals', '12'), ...onClaim('Null', 'false') });
    expect(isAdvised({}, others)).toBe(true);
    expect(isAdvised({}, others, deny(onClaim('Null', 'true')))).toBe(false);
    expect(isAdvised(THERE, others)).toBe(false);
  });

  it('is not given where two lists on the subject leave those that show the id', () => {
    expect(isAdvised(onSub('ForAnyValue:StringLike', '*_id:12:*'))).toBe(true);
    expect(isAdvised(onSub('ForAnyValue:StringLike', '*:project_id:12*'))).toBe(false);
  });
});

/** The severity of what a statement lets in that asks for no subject, beside some Denies. */
const severityOf = (condition: JsonObject, ...denies: readonly JsonObject[]): unknown =>
  judged([allow(onSub('StringLike', 'project_path:*', condition)), ...denies]).severity;

describe('a stranger on gitlab.com', () => {
  it('is not anyone where one condition, two, or a Deny pin the id', () => {
    expect(severityOf({})).toBe('critical');
    expect(severityOf(onClaim('StringEquals', '99'))).toBe('high');
    expect(severityOf({ ...onClaim('ForAllValues:StringEquals', '99'), ...onClaim('Null', 'false') })).toBe(
      'high',
    );
    expect(severityOf({}, deny(onClaim('StringNotEquals', '99')))).toBe('high');
    expect(severityOf({}, deny(onClaim('StringEquals', '99')))).toBe('critical');
    expect(severityOf({}, deny(onClaim('StringNotLike', '9*')))).toBe('critical');
  });
});
