import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { narrow } from '../../../../policies/rewriting/narrow.ts';
import {
  allow,
  allowSelf,
  allowSub,
  deny,
  intentOf,
  onSub,
  policyOf,
  PRIVATE,
  project,
  providerArn,
  PUBLIC,
  SELF,
  SELF_MANAGED,
  taskOf,
} from '../parts.ts';
import { EXCESS, narrowed } from './narrowed.ts';
import { OURS } from './samples.ts';

describe('narrow, splitting a statement', () => {
  const OTHER = providerArn('a.b');

  it('leaves the others what they had, with the Sid', () => {
    const statement = allow(
      { Bool: { x: 'true' } },
      { Sid: 's', Principal: { AWS: 'r', Federated: [OTHER, providerArn()] } },
    );
    const result = narrowed({ ...statement, Condition: {} }, project('a/b')) as JsonObject[];
    expect(JSON.stringify(result)).toBe(
      JSON.stringify([
        { ...statement, Condition: {}, Principal: { AWS: 'r', Federated: OTHER } },
        allow(onSub('StringLike', OURS)),
      ]),
    );
  });

  it('keeps only the others where nothing is left of GitLab', () => {
    const statement = allow(undefined, { Sid: 's', Principal: { AWS: 'r', Federated: providerArn() } });
    expect(narrowed(statement)).toEqual([{ ...statement, Principal: { AWS: 'r' } }]);
  });

  it('keeps two spellings of our provider together, and the Sid of a statement of our own', () => {
    const arns = [providerArn(), providerArn('GitLab.com')];
    const statement = allow(undefined, { Sid: 's', Principal: { Federated: arns } });
    expect(narrowed(statement, project('a/b'))).toEqual([
      { ...statement, Condition: onSub('StringLike', OURS) },
    ]);
    const mixed = { ...statement, Principal: { Service: 'x', Federated: arns } };
    expect(narrowed(mixed, project('a/b'))).toMatchObject([
      { Principal: { Service: 'x' } },
      { Principal: { Federated: arns } },
    ]);
  });

  it('makes a part for each issuer, of which the first keeps the Sid where nobody else is left', () => {
    const both = allow(undefined, {
      Sid: 's',
      Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] },
    });
    const intent = {
      ...intentOf(project('a/b'), project('c/d', { issuer: SELF_MANAGED })),
      issuers: [PUBLIC, PRIVATE],
    };
    const excesses = [...EXCESS, { statement: 0, issuer: PRIVATE }];
    expect(narrow(taskOf(policyOf(both), intent), excesses)).toMatchObject({
      document: {
        Statement: [allow(onSub('StringLike', OURS), { Sid: 's' }), allowSelf('project_path:c/d:*')],
      },
    });
    const ours = narrow(taskOf(policyOf(both), intent), EXCESS);
    expect(ours).toMatchObject({
      document: {
        Statement: [{ Sid: 's', ...SELF }, allow(onSub('StringLike', OURS))],
      },
    });
  });
});

describe('narrow, leaving alone', () => {
  it('every statement that is not too wide', () => {
    const statements = [deny(undefined), allow(undefined), allowSub(OURS)];
    const task = taskOf(policyOf(...statements), intentOf(project('a/b')));
    const result = narrow(task, [{ statement: 1, issuer: PUBLIC }]);
    expect(result).toEqual({
      kind: 'narrowed',
      document: { Version: '2012-10-17', Statement: [statements[0], allowSub(OURS), statements[2]] },
    });
  });

  it.each<[string, JsonObject]>([
    ['everybody', allow(undefined, { Principal: '*' })],
    ['NotPrincipal', { Effect: 'Allow', NotPrincipal: { AWS: 'x' }, Action: 'sts:*' }],
    ['a wildcard', allow(undefined, { Principal: { Federated: providerArn('*') } })],
  ])('%s, which cannot be told apart', (_, statement) => {
    expect(narrowed(statement, project('a/b'))).toEqual({ kind: 'inseparable', statement: 0 });
  });
});
