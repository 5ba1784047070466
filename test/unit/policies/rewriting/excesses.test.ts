import { describe, expect, it } from '@jest/globals';
import { boxesByIssuer } from '../../../../policies/acceptance/boxes.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { excessesOf } from '../../../../policies/rewriting/excesses.ts';
import type { Excess } from '../../../../policies/rewriting/narrow.ts';
import { judge } from '../../../../policies/verdict/judge.ts';
import { judgedUsual, usualByBox } from '../../../../policies/verdict/judged-usual.ts';
import {
  ACCOUNT,
  allow,
  allowSelf,
  allowSub,
  deny,
  intentOf,
  ISSUER,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  ROLE,
  SELF_MANAGED,
} from '../parts.ts';
import { GITHUB, OURS } from './samples.ts';

const BOTH: Intent = {
  ...intentOf(project('a/b'), project('a/b', { issuer: SELF_MANAGED })),
  issuers: [PUBLIC, PRIVATE],
};

/** What has to be narrowed of some statements, which are judged for that. */
function excesses(...statements: readonly JsonObject[]): readonly Excess[] {
  const policy = policyOf(...statements);
  const reading = {
    boxesOf: boxesByIssuer(policy, ACCOUNT),
    usualOf: usualByBox(BOTH, policy.hasVariables),
  };
  return excessesOf(policy, BOTH, judge(policy, BOTH, { role: ROLE, ...reading }), reading);
}

/** A statement of ours that lets nobody in, and that IAM refuses to store again. */
const UNSTORABLE = allowSub('*', 'StringEquals');

describe('excessesOf', () => {
  it('returns nothing of what may stay', () => {
    expect(excesses(allowSub(OURS), allowSelf(OURS), deny(undefined))).toEqual([]);
    expect(excesses(allowSub(OURS), GITHUB)).toEqual([]);
  });

  it('returns what is too broad, with its witness, as it was read', () => {
    const statements = [allowSub(OURS), allowSub('project_path:evil/*'), allowSelf('project_path:*')];
    const found = excesses(...statements);
    expect(found.map(({ statement, issuer }) => [statement, issuer])).toEqual([
      [1, PUBLIC],
      [2, PRIVATE],
    ]);
    const policy = policyOf(...statements);
    expect(found.map(({ usual }) => usual)).toEqual(
      [ISSUER, SELF_MANAGED].map((issuer, index) => {
        const statement = policy.statements[index + 1];
        return statement && judgedUsual(statement, issuer, BOTH, policy.hasVariables);
      }),
    );
    expect(found[0]?.witness?.['sub']).toMatch(/^project_path:evil\//);
  });

  it('returns what IAM refuses beside it, and nothing else of ours', () => {
    expect(excesses(allowSub(OURS), UNSTORABLE, GITHUB, allowSelf('*'))).toEqual([
      expect.objectContaining({ statement: 3, issuer: PRIVATE }),
      { statement: 1, issuer: PUBLIC },
    ]);
  });

  it('returns what is too broad and refused once, whatever else is', () => {
    const found = excesses(allow(undefined), UNSTORABLE, allowSub('project_path:evil/*'));
    expect(found.map(({ statement, issuer }) => [statement, issuer])).toEqual([
      [0, PUBLIC],
      [2, PUBLIC],
      [1, PUBLIC],
    ]);
  });

  it('returns what is too broad for one issuer and refused for the other', () => {
    const arns = [providerArn(), providerArn(SELF_MANAGED)];
    const both = allow(UNSTORABLE['Condition'], { Principal: { Federated: arns } });
    const bound = { StringEqualsIfExists: { [`gitlab.com:sub`]: '*' } };
    const found = excesses({ ...both, Condition: bound });
    expect(found.map(({ statement, issuer }) => [statement, issuer])).toEqual([
      [0, PRIVATE],
      [0, PUBLIC],
    ]);
  });
});
