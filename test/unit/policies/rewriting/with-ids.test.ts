import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { onlyBox } from '../../../../policies/rewriting/task.ts';
import { withIds } from '../../../../policies/rewriting/with-ids.ts';
import { allow, ISSUER, policyOf } from '../parts.ts';
import { ONE } from './pinned.ts';

const SUB = { 'gitlab.com:sub': ONE };
const PINNED = { StringLike: SUB, StringEquals: { 'gitlab.com:project_id': '42' } };
const onId = (operator: string, values: Json): JsonObject => ({
  StringLike: SUB,
  [operator]: { ...(operator === 'StringLike' ? SUB : {}), 'gitlab.com:project_id': values },
});

/** The conditions of a statement that is narrowed to some ids; `undefined` where it lets none of them in. */
function conditionsOf(condition: JsonObject, ids: readonly string[] = ['42']): unknown {
  const statement = allow(condition);
  const box = onlyBox(policyOf(statement), statement, ISSUER);
  return box && withIds(statement, box, ids)?.['Condition'];
}

describe('withIds', () => {
  it.each<[string, JsonObject]>([
    ['nothing', { StringLike: SUB }],
    ['a pattern', onId('StringLike', '4*')],
    ['a list with others', onId('StringEquals', ['999', '42'])],
    ['the id or none', onId('StringEqualsIfExists', '42')],
    ['a set of which none is missing', onId('ForAllValues:StringEquals', ['42', '999'])],
    ['the id or what a variable holds', onId('StringEquals', ['42', '${aws:username}'])],
    ['numbers below', onId('NumericLessThan', 100)],
    ['several numbers', onId('NumericEquals', [42, 999])],
    [
      'more than once',
      { ...onId('StringLike', '4*'), StringEqualsIfExists: { 'GitLab.com:project_id': '42' } },
    ],
  ])('writes one id where a statement asks for %s', (_, condition) => {
    expect(conditionsOf(condition)).toEqual(PINNED);
  });

  it.each<[string, JsonObject]>([
    ['a negated condition', onId('StringNotEquals', '999')],
    ['the id to be there', onId('Null', 'false')],
    ['what no operator asks', onId('StringMatches', '42')],
  ])('keeps %s beside the list', (_, condition) => {
    expect(conditionsOf(condition)).toEqual({ ...condition, ...PINNED });
  });

  it('takes another operator for the list where a variable stands under the usual one', () => {
    const condition = onId('StringEquals', '${aws:username}');
    expect(conditionsOf(condition)).toEqual({
      ...condition,
      'ForAnyValue:StringEquals': { 'gitlab.com:project_id': '42' },
    });
    const both = { ...condition, 'ForAnyValue:StringEquals': { 'gitlab.com:project_id': '${aws:userid}' } };
    expect(conditionsOf(both)).toBe(both);
  });

  it.each(['stringequals', 'stringlike', 'ArnLike', 'ArnEquals'])(
    'keeps what is asked under %s beside the list, since its meaning is not known',
    (operator) => {
      const condition = onId(operator, ['42', '999']);
      const slot = operator === 'stringequals' ? 'ForAnyValue:StringEquals' : 'StringEquals';
      expect(conditionsOf(condition)).toEqual({ ...condition, [slot]: { 'gitlab.com:project_id': '42' } });
    },
  );

  it('writes the ids in the place of a variable for the id itself', () => {
    expect(conditionsOf(onId('StringEquals', '${gitlab.com:project_id}'))).toEqual(PINNED);
  });

  it.each<[string, JsonObject]>([
    ['the id', PINNED],
    ['the id as a number', onId('NumericEquals', '42')],
    ['the id as a pattern', onId('StringLike', '42')],
    ['the id in any case', onId('StringEqualsIgnoreCase', '42')],
    ['one of the ids', onId('ForAnyValue:StringEquals', ['42', '43'])],
    ['the id and a pattern', { ...PINNED, StringLike: { ...SUB, 'gitlab.com:project_id': '4*' } }],
  ])('leaves a statement as it is that asks for %s', (_, condition) => {
    expect(conditionsOf(condition, ['42', '43', '7'])).toBe(condition);
  });

  it('keeps the order and the spelling of a list, and the ids that all conditions take', () => {
    const list = { 'GitLab.com:Project_ID': ['43', '999', '42', '44'] };
    const condition = {
      StringLike: SUB,
      StringEquals: list,
      StringNotLike: { 'gitlab.com:project_id': '44*' },
    };
    expect(JSON.stringify(conditionsOf(condition, ['42', '43', '44', '45']))).toBe(
      JSON.stringify({ ...condition, StringEquals: { 'GitLab.com:Project_ID': ['43', '42'] } }),
    );
  });

  it.each<[string, JsonObject]>([
    ['another id', onId('StringEquals', '7')],
    ['an id that is not there', onId('Null', 'true')],
    ['any id but these', onId('StringNotLike', '4*')],
  ])('returns nothing where a statement asks for %s', (_, condition) => {
    expect(conditionsOf(condition)).toBeUndefined();
  });
});
