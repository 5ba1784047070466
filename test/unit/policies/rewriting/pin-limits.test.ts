import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { owedTokens } from '../../../../policies/intent/owed.ts';
import { letsSomeIn, pin, pinUsual } from '../../../../policies/rewriting/pin.ts';
import { allow, allowSub, deny, intentOf, onSub, policyOf, project, PUBLIC, taskOf } from '../parts.ts';
import { ids, like, ONE, OTHER, pinned, TWO, WITH_ID, WITH_ID_TOO, WITHOUT_ID } from './pinned.ts';
import { ON_MAIN } from './samples.ts';

const REQUIRED = project('a/b', { id: '42', requiresId: true });

function tightlyPinned(statement: JsonObject, ...entries: readonly AllowEntry[]): JsonObject[] {
  const task = taskOf(policyOf(statement), intentOf(...entries));
  return pin({ ...task, isTight: true }, statement, PUBLIC);
}

describe('pin, where the document has to be short', () => {
  it('asks for no ids, unless they are required', () => {
    expect(tightlyPinned(allowSub(ONE), WITH_ID)).toEqual([allowSub(ONE)]);
    expect(tightlyPinned(allowSub(ONE), REQUIRED)).toEqual([like(ONE, '42')]);
  });
});

describe('pin, where ids are required', () => {
  it('leaves nothing of a statement that asks for others', () => {
    expect(pinned(like(ONE, '43'), [REQUIRED])).toHaveLength(0);
    expect(pinned(like([ONE, 'x'], ['43', '44']), [REQUIRED])).toHaveLength(0);
  });

  it('asks for one of them in other shapes as well, and elsewhere leaves those alone', () => {
    const value = 'job_project_path:*';
    expect(pinned(allowSub(value), [REQUIRED])).toEqual([like(value, '42')]);
    expect(pinned(allowSub(value), [WITH_ID, WITH_ID_TOO])).toEqual([like(value)]);
  });
});

const taskFor = (...entries: readonly AllowEntry[]) =>
  taskOf(policyOf(allow(undefined)), intentOf(...entries));
const listOf = (operator: string, values: readonly string[]) => ({
  operator,
  key: 'gitlab.com:sub',
  values,
});

describe('pinUsual', () => {
  const LITERALS = ['project_path:*', ON_MAIN];

  it('takes a wildcard for one only under an operator that has them', () => {
    const entries = [WITH_ID, WITHOUT_ID];
    const literals = allow(onSub('StringEquals', LITERALS));
    expect(pinUsual(taskFor(...entries), literals, PUBLIC, listOf('StringEquals', LITERALS), false)).toEqual([
      allow({ StringEquals: { 'gitlab.com:sub': LITERALS, 'gitlab.com:project_id': '42' } }),
    ]);
    const patterns = allowSub(LITERALS);
    expect(pinUsual(taskFor(...entries), patterns, PUBLIC, listOf('StringLike', LITERALS), false)).toEqual([
      allow({ ...onSub('StringLike', ON_MAIN), ...ids('42') }),
      allowSub('project_path:*'),
    ]);
  });

  it('asks for the audiences of the configuration where the statement asks for none', () => {
    const issuer = { ...PUBLIC, audiences: ['x', 'y'] };
    const asked = (hasAudience: boolean): JsonObject[] =>
      pinUsual(taskFor(WITHOUT_ID), allowSub(OTHER), issuer, listOf('StringLike', [OTHER]), hasAudience);
    expect(asked(true)).toEqual([allowSub(OTHER)]);
    expect(asked(false)).toEqual([
      allow(onSub('StringLike', OTHER, { StringEquals: { 'gitlab.com:aud': ['x', 'y'] } })),
    ]);
    expect(
      pinUsual(
        taskFor(),
        allowSub(OTHER),
        { ...PUBLIC, audiences: [] },
        listOf('StringLike', [OTHER]),
        false,
      ),
    ).toEqual([allowSub(OTHER)]);
  });
});

describe('letsSomeIn', () => {
  const intent = intentOf(WITH_ID);
  const task = taskOf(policyOf(allow(undefined)), intent);
  const owed = owedTokens(intent, PUBLIC, task.role, true);

  it.each<[string, JsonObject, boolean]>([
    ['what is owed', allowSub(ONE), true],
    ['what cuts through it', allowSub('*:ref:main'), true],
    ['something else', allowSub(TWO), false],
    [
      'what is owed in one list and something else in another',
      allow({ ...onSub('StringLike', ONE), ...onSub('StringEquals', TWO) }),
      false,
    ],
    ['any subject', allow(undefined), true],
    ['what it is not known to keep out, as it is no Allow', deny(onSub('StringLike', TWO)), true],
  ])('tells whether a statement lets in %s', (_, statement, isLetIn) => {
    expect(letsSomeIn(task, statement, PUBLIC, owed)).toBe(isLetIn);
    expect(letsSomeIn(task, statement, PUBLIC, [])).toBe(false);
  });
});
