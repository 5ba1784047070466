import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { DEFAULT_BUDGET, Purse, type Budget } from '../../../../policies/patterns/search.ts';
import { boxOf, denyOf, isImpossible, type Scene } from '../../../../policies/rewriting/scene.ts';
import { anything } from '../../../../policies/verdict/question.ts';
import { allow, allowSelf, allowSub, deny, onSub, policyOf, PUBLIC } from '../parts.ts';
import { rewriteOf } from './proved.ts';
import { NOTHING_TO_SPEND, ON_MAIN, OTHERS, OURS } from './samples.ts';

function sceneOf(statements: readonly JsonObject[], budget: Readonly<Budget> = DEFAULT_BUDGET): Scene {
  return {
    ...rewriteOf(statements, statements),
    policy: policyOf(...statements),
    purse: new Purse(budget),
  };
}

function letsInNobody(statements: readonly JsonObject[], budget?: Readonly<Budget>): boolean {
  return isImpossible(sceneOf(statements, budget), policyOf(...statements), PUBLIC, anything);
}

describe('isImpossible', () => {
  it.each<[string, readonly JsonObject[]]>([
    ['no Allow is left', [deny(undefined)]],
    ['an Allow is not about the issuer', [OTHERS, allowSelf('*')]],
    ['no subject is like that', [allowSub('x')]],
    ['a Deny keeps all out', [allowSub(ON_MAIN), deny(onSub('StringLike', OURS))]],
    ['each of two Allows is kept out', [allowSub(ON_MAIN), allowSub('x'), deny(onSub('StringLike', OURS))]],
  ])('proves that nobody gets in where %s', (_, statements) => {
    expect(letsInNobody(statements)).toBe(true);
  });

  it.each<[string, readonly JsonObject[]]>([
    ['nothing is asked', [allow(undefined)]],
    ['the first of two Allows lets some in', [allowSub(OURS), allowSub('x')]],
    ['the last of two Allows lets some in', [allowSub('x'), allowSub(OURS)]],
    ['a Deny leaves some', [allowSub(OURS), deny(onSub('StringLike', ON_MAIN))]],
  ])('does not prove it where %s', (_, statements) => {
    expect(letsInNobody(statements)).toBe(false);
  });

  it('does not prove it with nothing to spend', () => {
    expect(letsInNobody([allowSub('x')], NOTHING_TO_SPEND)).toBe(false);
  });
});

describe('boxOf', () => {
  it('reads an Allow, and the Deny of what it is about, as the tokens of the issuer meet it', () => {
    const scene = sceneOf([allowSub(OURS), OTHERS]);
    const [statement, others] = scene.policy.statements;
    if (statement === undefined || others === undefined) throw new Error('no statements');
    const conditions = [{ operator: 'StringEquals', key: 'gitlab.com:aud', values: ['x'] }];
    const denied = denyOf(statement, conditions);
    expect(denied).toEqual({ ...statement, effect: 'Deny', conditions });
    expect(boxOf(scene, statement, PUBLIC)?.statement).toBe(statement);
    expect(boxOf(scene, denied, PUBLIC)?.statement).toBe(denied);
    expect(boxOf(scene, others, PUBLIC)).toBeUndefined();
  });
});
