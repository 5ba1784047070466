import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import type { Claims } from '../../../../policies/claims/token.ts';
import { Purse } from '../../../../policies/patterns/search.ts';
import { findIntruder } from '../../../../policies/verdict/intrusion.ts';
import { allow, deny, onSub, subject } from '../parts.ts';
import { asked, ListedPurse, nothing, plenty } from './asked.ts';

/** The claims of a token that is guessed, where no automaton may visit any state. */
function guessed(values: Json, more: JsonObject, ...denies: readonly JsonObject[]): Claims | undefined {
  const statement = allow(onSub('StringLike', values, more));
  const purse = new Purse({ ...plenty(), states: 0 });
  const found = findIntruder(asked([statement, ...denies], { purse }));
  return found.kind === 'intruder' ? found.claims : undefined;
}

const claim = (name: string, values: Json): JsonObject => ({ [`gitlab.com:${name}`]: values });
const SUB = subject('a/a', 'a');

describe('a guessed token', () => {
  it('has the claims that are asked for, and no other', () => {
    expect(guessed('*', {})).toEqual({ sub: SUB });
    expect(guessed('*', { StringEquals: claim('user_login', 'eve') })).toEqual({
      sub: SUB,
      user_login: 'eve',
    });
  });

  it('has the value of the first condition that asks for a claim', () => {
    const but = { StringEquals: claim('user_login', 'eve'), StringNotEquals: claim('user_login', 'adam') };
    expect(guessed('*', but)).toEqual({ sub: SUB, user_login: 'eve' });
  });

  it('lacks a claim of which no value is written that a token can have', () => {
    const login = { StringEquals: claim('user_login', 'eve') };
    const noId = claim('project_id', 'x');
    expect(guessed('*', { ...login, StringNotEquals: noId })).toEqual({ sub: SUB, user_login: 'eve' });
    expect(guessed('*', login, deny({ StringEquals: noId }))).toEqual({ sub: SUB, user_login: 'eve' });
  });

  it('has the audience that is written, or else the usual one', () => {
    expect(guessed('*', { StringEquals: claim('aud', 'x') })).toEqual({ sub: SUB, aud: 'x' });
    const usual = {
      StringEquals: claim('user_login', 'eve'),
      StringLike: claim('aud', ['x', 'https://*']),
      StringNotEquals: claim('aud', 'x'),
    };
    const statement = { ...usual, StringLikeIfExists: claim('sub', '*') };
    const purse = new Purse({ ...plenty(), states: 0 });
    expect(findIntruder(asked([allow(statement)], { purse }))).toMatchObject({
      claims: { sub: SUB, user_login: 'eve', aud: 'https://gitlab.com' },
    });
  });

  it('has a subject that is written as one, not as another claim', () => {
    const audiences = Array.from({ length: 20 }, (_, number) => `audience-${number}`);
    const values = [...audiences.slice(1), 'project_path:evil/x*'];
    expect(guessed(values, { StringEquals: claim('aud', audiences) })).toEqual({
      sub: 'project_path:evil/xa',
      aud: 'audience-0',
    });
    const elsewhere = { StringEquals: claim('aud', subject('evil/xy', 'a')) };
    expect(guessed('project_path:*/*y:*', elsewhere)).toBeUndefined();
  });

  it('is the last where it could not be graver', () => {
    const budget = plenty();
    const purse = new ListedPurse(nothing(), nothing(), nothing(), budget);
    const statements = [allow(undefined), deny({ StringLike: claim('sub', 'project_path:a/*') })];
    expect(findIntruder(asked(statements, { purse }))).toMatchObject({
      severity: 'critical',
      claims: { sub: subject('b/a', 'a') },
    });
    // WHY: three tokens of the first namespace are kept out, and the first of the second gets in.
    expect(plenty().transitions - budget.transitions).toBe(4 * 2 * 50);
  });
});
