import { describe, expect, it } from '@jest/globals';
import { decodeTrustPolicy } from '../../../../policies/document/decode.ts';
import { decoded } from '../parts.ts';

const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 'sts:*' };

function problemsOf(input: unknown): unknown {
  const result = decodeTrustPolicy(input);
  return result.ok ? [] : result.problems;
}

describe('decodeTrustPolicy', () => {
  it('gives a typed view of a whole statement', () => {
    const json = {
      Sid: 'a',
      Effect: 'Deny',
      Principal: { Federated: ['p', 'q'], AWS: 'r' },
      Action: ['sts:A', 'sts:B'],
      Condition: { Bool: { k: true, l: ['x', 1] }, StringEquals: { m: [] } },
      Resource: '*',
    };
    expect(decoded({ Version: '2012-10-17', Statement: [json] })).toEqual({
      hasVariables: true,
      json: { Version: '2012-10-17', Statement: [json] },
      statements: [
        {
          index: 0,
          sid: 'a',
          effect: 'Deny',
          principal: {
            negated: false,
            principals: [
              { type: 'Federated', value: 'p' },
              { type: 'Federated', value: 'q' },
              { type: 'AWS', value: 'r' },
            ],
          },
          action: { negated: false, patterns: ['sts:A', 'sts:B'] },
          conditions: [
            { operator: 'Bool', key: 'k', values: ['true'] },
            { operator: 'Bool', key: 'l', values: ['x', '1'] },
            { operator: 'StringEquals', key: 'm', values: [] },
          ],
          unknownElements: ['Resource'],
          json,
        },
      ],
    });
  });

  it('takes a single statement without brackets, and numbers several', () => {
    expect(decoded({ Statement: STATEMENT }).statements).toMatchObject([
      { index: 0, sid: undefined, conditions: [], unknownElements: [], effect: 'Allow' },
    ]);
    expect(decoded({ Statement: [STATEMENT, STATEMENT] }).statements.map((each) => each.index)).toEqual([
      0, 1,
    ]);
    expect(decoded({ Statement: [] }).statements).toEqual([]);
  });

  it.each([
    ['2012-10-17', true],
    ['2008-10-17', false],
    [undefined, false],
  ])('expands policy variables under version %s: %s', (version, hasVariables) => {
    const document = version === undefined ? {} : { Version: version };
    expect(decoded({ ...document, Statement: STATEMENT }).hasVariables).toBe(hasVariables);
  });

  it('reads the negated elements', () => {
    const policy = decoded({
      Statement: { Effect: 'Allow', NotPrincipal: { AWS: 'a' }, NotAction: 'sts:B' },
    });
    expect(policy.statements[0]).toMatchObject({
      principal: { negated: true, principals: [{ type: 'AWS', value: 'a' }] },
      action: { negated: true, patterns: ['sts:B'] },
      unknownElements: [],
    });
  });

  it('takes a bare star for everybody', () => {
    expect(decoded({ Statement: STATEMENT }).statements[0]?.principal).toEqual({
      negated: false,
      principals: [{ type: '*', value: '*' }],
    });
  });

  it.each([
    ['an object', { Statement: STATEMENT }],
    ['JSON text', JSON.stringify({ Statement: STATEMENT })],
    ['text with space around it', ` \n${JSON.stringify({ Statement: STATEMENT })}\n`],
    ['percent-encoded text', encodeURIComponent(JSON.stringify({ Statement: STATEMENT }))],
    ['percent-encoded text with space before it', ` ${encodeURIComponent('{"Statement":[]}')}`],
  ])('reads %s', (_, input) => {
    expect(problemsOf(input)).toEqual([]);
  });

  it('decodes a percent sign only where the text begins with one', () => {
    const text = JSON.stringify({ Statement: { ...STATEMENT, Sid: '%41' } });
    expect(decoded(text).statements[0]?.sid).toBe('%41');
    expect(decoded(encodeURIComponent(text)).statements[0]?.sid).toBe('%41');
  });

  it('reads members, not prototypes', () => {
    const json = JSON.parse('{"Statement":{"Effect":"Allow","Principal":{"__proto__":"x"},"Action":"a"}}');
    expect(decoded(json).statements[0]?.principal.principals).toEqual([{ type: '__proto__', value: 'x' }]);
    const inherited = Object.create({ Statement: STATEMENT }) as unknown;
    expect(problemsOf(inherited)).toMatchObject([{ kind: 'missing', path: 'Statement' }]);
  });
});
