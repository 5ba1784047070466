import { describe, expect, it } from '@jest/globals';
import type { Condition } from '../../../../policies/document/trust-policy.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import { owedTokens, type OwedTokens } from '../../../../policies/intent/owed.ts';
import { nameTokens } from '../../../../policies/rewriting/named-tokens.ts';
import { intentOf, ISSUER, project, PUBLIC, ROLE } from '../parts.ts';
import { MAIN, ON_MAIN, OURS } from './samples.ts';

/** What an entry owes in a document with policy variables. */
function owedBy(entry: AllowEntry, audiences?: readonly string[]): OwedTokens {
  const issuer = audiences === undefined ? PUBLIC : { ...PUBLIC, audiences };
  const [tokens, ...others] = owedTokens({ ...intentOf(entry), issuers: [issuer] }, issuer, ROLE, true);
  if (tokens === undefined || others.length > 0) throw new Error('not one value is owed');
  return tokens;
}

const list = (operator: string, key: string, ...values: string[]): Condition => ({ operator, key, values });

const ANY_REF = owedBy(project('a/b', { id: '42' }), ['x', 'y']);
const ONE_REF = owedBy(project('a/b', MAIN));
const [SUB, ID, AUD] = ['gitlab.com:sub', 'gitlab.com:project_id', 'gitlab.com:aud'];

describe('nameTokens', () => {
  it.each<[string, OwedTokens, readonly Condition[]]>([
    ['no condition at all', ANY_REF, []],
    ['the pattern of its subjects', ANY_REF, [list('StringLike', SUB, 'z', OURS)]],
    ['its one subject', ONE_REF, [list('StringEquals', SUB, ON_MAIN, 'z')]],
    ['its one subject among patterns', ONE_REF, [list('StringLike', SUB, ON_MAIN)]],
    ['its id', ANY_REF, [list('StringEquals', ID, '7', '42')]],
    ['all its audiences', ANY_REF, [list('StringEquals', AUD, 'y', 'z', 'x')]],
    [
      'each of its claims in a list',
      ANY_REF,
      [list('StringLike', SUB, OURS), list('StringEquals', ID, '42'), list('StringEquals', AUD, 'x', 'y')],
    ],
    [
      'an escaped subject',
      owedBy(project('a/b', { refs: { branches: ['${x}'], tags: [] } })),
      [list('StringEquals', SUB, 'project_path:a/b:ref_type:branch:ref:${$}{x}')],
    ],
  ])('finds what is owed in %s', (_, tokens, conditions) => {
    expect(nameTokens(conditions, ISSUER, tokens)).toBe(true);
  });

  it.each<[string, OwedTokens, readonly Condition[]]>([
    ['another subject', ANY_REF, [list('StringLike', SUB, 'project_path:a/c:*')]],
    ['a wider pattern, which it takes more to see', ANY_REF, [list('StringLike', SUB, 'project_path:a/*')]],
    ['no value', ANY_REF, [list('StringLike', SUB)]],
    ['its pattern, taken by the letter', ANY_REF, [list('StringEquals', SUB, OURS)]],
    ['its subject, kept out', ONE_REF, [list('StringNotEquals', SUB, ON_MAIN)]],
    ['its pattern, kept out', ANY_REF, [list('StringNotLike', SUB, OURS)]],
    ['its subject, without case', ONE_REF, [list('StringEqualsIgnoreCase', SUB, ON_MAIN)]],
    ['its subject, for another issuer', ONE_REF, [list('StringEquals', 'gitlab.example.com:sub', ON_MAIN)]],
    ['its subject, under another key', ONE_REF, [list('StringEquals', 'gitlab.com:user_login', ON_MAIN)]],
    ['another id', ANY_REF, [list('StringEquals', ID, '7')]],
    ['its id as a pattern', ANY_REF, [list('StringLike', ID, '42')]],
    ['its id under another key', ANY_REF, [list('StringEquals', 'gitlab.com:namespace_id', '42')]],
    ['some id, where none is known', ONE_REF, [list('StringEquals', ID, '42')]],
    ['one of its audiences', ANY_REF, [list('StringEquals', AUD, 'x')]],
    ['its audiences as patterns', ANY_REF, [list('StringLike', AUD, 'x', 'y')]],
    ['its audiences under another key', ANY_REF, [list('StringEquals', 'gitlab.com:user_login', 'x', 'y')]],
    ['some audience, where any is owed', ONE_REF, [list('StringEquals', AUD, 'https://gitlab.com')]],
    [
      'an audience that would be a variable',
      owedBy(project('a/b'), ['${x}', 'x']),
      [list('StringEquals', AUD, '${x}', 'x')],
    ],
    [
      'one condition of two',
      ANY_REF,
      [list('StringLike', SUB, OURS), list('StringEquals', 'aws:SourceIp', '10.0.0.0/8')],
    ],
  ])('does not find what is owed in %s', (_, tokens, conditions) => {
    expect(nameTokens(conditions, ISSUER, tokens)).toBe(false);
  });
});
