import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { unprovedOf } from '../../../../policies/rewriting/obligations.ts';
import {
  allow,
  allowSub,
  decoded,
  intentOf,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  ROLE,
  SELF,
  SELF_MANAGED,
} from '../parts.ts';
import { lawsAgainst, oursWith, rewriteOf } from './proved.ts';
import { OURS, QUARANTINE } from './samples.ts';

const S = allowSub(OURS);
const asked = { intent: { ...intentOf(project('a/b')), issuers: [{ ...PUBLIC, audiences: ['https://x'] }] } };
const aud = (operator: string, value: string | readonly string[]): JsonObject => ({
  [operator]: { 'gitlab.com:aud': value },
});

describe('unprovedOf, where what is owed has an audience', () => {
  it.each<[string, JsonObject]>([
    ['another one', aud('StringEquals', 'https://y')],
    ['a pattern of others', aud('StringLike', 'y*')],
    ['none of its kind', aud('StringNotLike', 'https*')],
  ])('sees that a condition asks for %s', (_, condition) => {
    expect(lawsAgainst([S], [oursWith(condition)], asked)).toContain('L4');
  });

  it.each<[string, JsonObject]>([
    ['a pattern', aud('StringLike', 'https://*')],
    ['a list', aud('StringEquals', ['https://z', 'https://x'])],
  ])('sees that %s of audiences let it in', (_, condition) => {
    expect(lawsAgainst([allow(condition)], [QUARANTINE], asked)).toEqual(['L4']);
  });

  it('sees that another audience did not let it in', () => {
    expect(lawsAgainst([allow(aud('StringEquals', 'https://z'))], [QUARANTINE], asked)).toEqual([]);
  });
});

describe('unprovedOf, where a key may be missing', () => {
  it.each<[string, JsonObject]>([
    ['that no token has', { Null: { 'gitlab.com:foo': 'false' } }],
    ['that a token may lack', { Null: { 'gitlab.com:user_id': 'false' } }],
    ['of nobody here', { Null: { 'aws:PrincipalTag/x': 'false' } }],
    ['of another issuer', { Null: { 'other.com:sub': 'false' } }],
    ['compared with itself', { StringLike: { 'aws:username': '${aws:username}' } }],
  ])('does not take a new condition for harmless, on a key %s', (_, condition) => {
    expect(lawsAgainst([allow(undefined)], [oursWith(condition)])).toContain('L4');
  });
});

describe('unprovedOf, where a principal is in doubt', () => {
  it.each<[string, string]>([
    ['of another account', providerArn('gitlab.com', '999988887777')],
    ['with a wildcard', providerArn('*')],
    ['that is a bare issuer', 'gitlab.com'],
  ])('does not count on a provider %s', (_, provider) => {
    const both = { ...S, Principal: { Federated: [providerArn(), provider] } };
    expect(lawsAgainst([both], [{ ...S, Principal: { Federated: provider } }])).toContain('L4');
  });

  it('does not let an Allow come from NotPrincipal', () => {
    const others: JsonObject = {
      Effect: 'Allow',
      NotPrincipal: { Federated: providerArn() },
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    expect(lawsAgainst([others], [others, S])).toEqual(['L2']);
  });
});

describe('unprovedOf, besides the statements', () => {
  it('sees another version', () => {
    const statement = oursWith({ StringLike: { 'gitlab.com:sub': '${gitlab.com:sub}' } });
    const before = decoded({ Version: '2008-10-17', Statement: [statement] });
    const found = unprovedOf({
      ...rewriteOf([], []),
      before,
      after: { Version: '2012-10-17', Statement: [statement] },
    });
    expect(found).toEqual([{ law: 'L2', reason: 'something besides the statements differs' }]);
  });

  it.each<[string, JsonObject, JsonObject, boolean]>([
    ['nothing', {}, {}, true],
    ['the same, in another order', { Id: 'x', Foo: ['a', 'b'] }, { Foo: ['b', 'a'], Id: 'x' }, true],
    ['the same, with brackets', { Id: 'x' }, { Id: ['x'] }, true],
    ['another text', { Id: 'x' }, { Id: 'y' }, false],
    ['one thing more', {}, { Id: 'x' }, false],
    ['one thing less', { Id: 'x' }, {}, false],
    ['one thing of two', { Id: 'x', Foo: 'y' }, { Id: 'x', Foo: 'z' }, false],
    ['another thing', { Id: 'x' }, { Foo: 'x' }, false],
    ['nothing in the place of something', { Id: 'x' }, { Foo: null }, false],
  ])('compares what else a document has: %s', (_, was, is, isSame) => {
    const version = { Version: '2012-10-17' };
    const rewrite = {
      ...rewriteOf([], []),
      before: decoded({ ...version, ...was, Statement: [S] }),
      after: { Statement: [S], ...is, ...version },
    };
    expect(unprovedOf(rewrite)).toEqual(
      isSame ? [] : [{ law: 'L2', reason: 'something besides the statements differs' }],
    );
  });

  it('keeps an operator of any name apart', () => {
    const odd = JSON.parse(
      '{"__proto__":{"x":"y"},"StringLike":{"gitlab.com:sub":"project_path:a/b:*"}}',
    ) as JsonObject;
    expect(lawsAgainst([allow(odd)], [S])).toContain('L2');
    expect(lawsAgainst([S], [allow(odd)])).toContain('L4');
  });

  it('does not understand an action that is not about tokens', () => {
    const fields = { ...SELF, Action: 'sts:TagSession' };
    const intent = { ...intentOf(project('a/b', { issuer: SELF_MANAGED })), issuers: [PRIVATE] };
    const before = policyOf(allow({ StringLike: { [`${SELF_MANAGED}:sub`]: 'x' } }, fields));
    const found = unprovedOf({ role: ROLE, intent, before, after: policyOf(allow(undefined, fields)).json });
    expect(found.map(({ law }) => law)).toEqual(['L2']);
  });
});
