import { describe, expect, it } from '@jest/globals';
import { boxesFor } from '../../../../policies/acceptance/boxes.ts';
import { evaluateToken } from '../../../../policies/acceptance/evaluate.ts';
import type { Claims } from '../../../../policies/claims/token.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { isAllowed } from '../../../../policies/intent/allowed.ts';
import type { AllowEntry } from '../../../../policies/intent/intent.ts';
import {
  ACCOUNT,
  allowSub,
  deny,
  group,
  intentOf,
  ISSUER,
  policyOf,
  project,
  PUBLIC,
  ROLE,
} from '../parts.ts';
import { audiencesFor, claimsOf } from '../../../../policies/rewriting/keep-alive.ts';
import { AUD, withSub, witnessOf } from './kept.ts';
import { NOTHING_TO_SPEND, OURS } from './samples.ts';

interface Found {
  readonly isUsual: boolean;
  readonly outcome: string;
  readonly isOfEntry: boolean;
  readonly projectId: string | undefined;
}

/** WHY: which token is found is not promised; that it gets in, and through its entry, is. */
function found(statements: readonly JsonObject[], entry: AllowEntry, role = ROLE): Found {
  const claims: Claims = { aud: AUD, ...witnessOf(statements, entry, { role }) };
  return {
    isUsual: witnessOf(statements, entry, { role, budget: NOTHING_TO_SPEND }) !== null,
    outcome: evaluateToken(policyOf(...statements), { issuer: ISSUER, claims }, ACCOUNT).outcome,
    isOfEntry: isAllowed(intentOf(entry), ISSUER, { sub: claims['sub'] ?? '' }),
    projectId: claims['project_id'],
  };
}

const FOUND = { isUsual: false, outcome: 'yes', isOfEntry: true };

describe('keptTokens, tokens that are searched for', () => {
  it.each<[string, readonly JsonObject[], AllowEntry]>([
    ['of another ref', [allowSub('project_path:a/b:*:ref:x*')], project('a/b')],
    ['of a tag', [allowSub('project_path:a/b:ref_type:tag:*')], project('a/b')],
    ['of another project of a group', [allowSub('project_path:g/x*:*:ref:y')], group('g')],
    [
      'through the second statement',
      [allowSub('project_path:c/d:*'), allowSub('project_path:a/b:*:ref:x')],
      project('a/b'),
    ],
    [
      'of the second value',
      [allowSub('project_path:a/b:ref_type:t*:ref:v1*')],
      project('a/b', { refs: { branches: ['main'], tags: ['v*'] } }),
    ],
    [
      'that a Deny does not meet',
      [allowSub(OURS), deny({ StringLike: { 'gitlab.com:sub': '*:ref:main' } })],
      project('a/b'),
    ],
    [
      'with an audience that only a pattern names',
      [withSub(OURS, { StringNotLike: { 'gitlab.com:aud': 'https*' } })],
      project('a/b'),
    ],
    [
      'with another claim',
      [withSub(OURS, { StringEquals: { 'gitlab.com:ref_protected': 'true' } })],
      project('a/b'),
    ],
  ])('finds one %s', (_, statements, entry) => {
    expect(found(statements, entry)).toMatchObject(FOUND);
  });

  it('finds the id that the policy asks for, where the entry gives none', () => {
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:project_id': '42' } });
    expect(found([asked], project('a/b'))).toEqual({ ...FOUND, projectId: '42' });
    const role = `arn:aws-us-gov:iam::${ACCOUNT}:role/deploy`;
    expect(found([asked], project('a/b', { id: '7' }), role)).toEqual({ ...FOUND, projectId: '42' });
  });

  it('shows no id but the one that the entry gives', () => {
    const narrow = allowSub('project_path:a/b:*:ref:x*');
    expect(found([narrow], project('a/b', { id: '42' }))).toEqual({ ...FOUND, projectId: '42' });
    const asked = withSub(OURS, { StringEquals: { 'gitlab.com:project_id': '43' } });
    expect(witnessOf([asked], project('a/b', { id: '42' }))).toBeNull();
  });

  it('finds none where every operator for the id is taken', () => {
    const taken = Object.fromEntries(
      ['StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals'].map((operator) => [
        operator,
        { 'gitlab.com:project_id': ['42', '43'] },
      ]),
    );
    const narrow = allowSub('project_path:a/b:*:ref:x*');
    const full = { ...narrow, Condition: { ...(narrow['Condition'] as JsonObject), ...taken } };
    expect(witnessOf([full], project('a/b', { id: '42' }))).toBeNull();
    expect(found([full], project('a/b'))).toMatchObject(FOUND);
    expect(found([full, narrow], project('a/b', { id: '42' }))).toEqual({ ...FOUND, projectId: '42' });
  });
});

describe('claimsOf', () => {
  it('gives a token an id only where there is one', () => {
    expect(claimsOf('x', 'y', '42')).toStrictEqual({ sub: 'x', aud: 'y', project_id: '42' });
    expect(claimsOf('x', 'y', undefined)).toStrictEqual({ sub: 'x', aud: 'y' });
  });
});

/** A statement that asks for some audiences. */
const asked = (values: Json): JsonObject => withSub(OURS, { StringEquals: { 'gitlab.com:aud': values } });

describe('audiencesFor', () => {
  it('returns the usual audience and those that statements ask for, each once', () => {
    const policy = policyOf(allowSub(OURS), asked(['x', AUD]), asked(['y', 'x']));
    expect(audiencesFor(boxesFor(policy, ISSUER, ACCOUNT), PUBLIC)).toEqual([AUD, 'x', 'y']);
  });
});
