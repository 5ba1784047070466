import { describe, expect, it } from '@jest/globals';
import type { Condition, Statement } from '../../../../policies/document/trust-policy.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { owedTokens, type OwedTokens } from '../../../../policies/intent/owed.ts';
import { withOwedClaims } from '../../../../policies/rewriting/owed-claims.ts';
import { allow, intentOf, policyOf, project, PUBLIC, ROLE } from '../parts.ts';

function owedFor(id: string | undefined, audiences: readonly string[] | undefined): OwedTokens {
  const issuer = audiences === undefined ? PUBLIC : { ...PUBLIC, audiences };
  const entry = project('a/b', id === undefined ? {} : { id });
  const intent: Intent = { ...intentOf(entry), issuers: [issuer] };
  const [tokens] = owedTokens(intent, issuer, ROLE, true);
  if (tokens === undefined) throw new Error('nothing is owed');
  return tokens;
}

/** A statement that asks for some claim with each of some operators. */
function asking(key: string, ...operators: readonly string[]): Statement {
  const condition = Object.fromEntries(operators.map((operator) => [operator, { [key]: 'x' }]));
  const [statement] = policyOf(allow(condition)).statements;
  if (statement === undefined) throw new Error('no statement');
  return statement;
}

const [EQUALS, ANY, ALL] = ['StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals'] as const;
const [ID, AUD] = ['gitlab.com:project_id', 'gitlab.com:aud'];

describe('withOwedClaims', () => {
  it.each<[string, Statement, OwedTokens, readonly Condition[]]>([
    ['nothing, where nothing is known', asking(ID, EQUALS), owedFor(undefined, undefined), []],
    ['the id', asking(ID), owedFor('7', undefined), [{ operator: EQUALS, key: ID, values: ['7'] }]],
    [
      'the audiences',
      asking(AUD),
      owedFor(undefined, ['y', 'z']),
      [{ operator: EQUALS, key: AUD, values: ['y', 'z'] }],
    ],
    [
      'both, each with the operator that is free for it',
      asking(ID, EQUALS),
      owedFor('7', ['y']),
      [
        { operator: ANY, key: ID, values: ['7'] },
        { operator: EQUALS, key: AUD, values: ['y'] },
      ],
    ],
    [
      'the id with the last operator that is free',
      asking(ID, EQUALS, ANY),
      owedFor('7', undefined),
      [{ operator: ALL, key: ID, values: ['7'] }],
    ],
    [
      'the id beside the same key in another case',
      asking('GitLab.com:Project_ID', EQUALS),
      owedFor('7', undefined),
      [{ operator: ANY, key: ID, values: ['7'] }],
    ],
    [
      'the id beside another key',
      asking(AUD, EQUALS, ANY, ALL),
      owedFor('7', undefined),
      [{ operator: EQUALS, key: ID, values: ['7'] }],
    ],
  ])('asks for %s', (_, statement, tokens, added) => {
    const asked = withOwedClaims(statement, PUBLIC, tokens);
    expect(asked).toEqual({ ...statement, conditions: [...statement.conditions, ...added] });
  });

  it.each<[string, Statement, OwedTokens]>([
    ['the id', asking(ID, EQUALS, ANY, ALL), owedFor('7', undefined)],
    ['the id, in another case', asking(ID.toUpperCase(), EQUALS, ANY, ALL), owedFor('7', undefined)],
    ['the audiences', asking(AUD, EQUALS, ANY, ALL), owedFor('7', ['y'])],
  ])('cannot ask for %s where every operator is taken', (_, statement, tokens) => {
    expect(withOwedClaims(statement, PUBLIC, tokens)).toBeUndefined();
  });
});
