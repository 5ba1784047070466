import { describe, expect, it } from '@jest/globals';
import { atomsOf } from '../../../../policies/acceptance/atoms.ts';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { Json, JsonObject } from '../../../../policies/document/json.ts';
import { causeOfDeath, findDeath, type Death } from '../../../../policies/verdict/dead.ts';
import { allow, deny, ISSUER, policyOf } from '../parts.ts';

const SUB = 'project_path:a/b';

function deathOf(
  condition: JsonObject,
  denying: readonly JsonObject[] = [],
  states = 10_000,
): Death | undefined {
  const policy = policyOf(allow(condition), ...denying.map((each) => deny(each)));
  const { allows, denies, dodged } = boxesFor(policy, ISSUER, undefined);
  const budget = { states, transitions: 10 * states };
  const [box] = allows as readonly [Box];
  return findDeath({ allow: box, denies, dodged, budget, atoms: atomsOf(box, denies, [], { ...budget }) });
}

const sub = (operator: string, values: Json): JsonObject => ({ [operator]: { 'gitlab.com:sub': values } });
const key = (name: string, operator = 'StringEquals'): JsonObject => ({ [operator]: { [name]: 'x' } });

describe('findDeath', () => {
  it.each<[JsonObject, string, string]>([
    [key('gitlab.example.com:sub'), 'misbound-key', 'gitlab.example.com:sub'],
    [key('sub'), 'misbound-key', 'sub'],
    [key('GitLab.com:ref'), 'unfilled-claim', 'GitLab.com:ref'],
    [key('gitlab.com:project_path', 'ForAnyValue:StringLike'), 'unfilled-claim', 'gitlab.com:project_path'],
    [{ ...sub('StringLike', 'x'), ...key('gitlab.com:ref') }, 'unfilled-claim', 'gitlab.com:ref'],
    [{ ...key('gitlab.com:ref', 'StringNotEquals'), ...key('a:b') }, 'misbound-key', 'a:b'],
    [sub('StringEquals', `${SUB}:*`), 'literal-wildcard', `${SUB}:*`],
    [sub('StringEquals', `${SUB}:ref?`), 'literal-wildcard', `${SUB}:ref?`],
    [sub('StringEqualsIgnoreCase', '*'), 'literal-wildcard', '*'],
    [sub('StringLike', 'a/b:*'), 'missing-prefix', 'a/b:*'],
    [sub('StringEquals', 'a/b'), 'missing-prefix', 'a/b'],
    [sub('StringLike', 'ref_type:branch:*'), 'missing-prefix', 'ref_type:branch:*'],
    [sub('StringLike', 'toString:a:*'), 'missing-prefix', 'toString:a:*'],
    [
      sub('StringLike', `${SUB}:ref_type:merge_request:*`),
      'unminted-ref-type',
      `${SUB}:ref_type:merge_request:*`,
    ],
    [sub('StringEquals', `${SUB}:ref_type:pipeline`), 'unminted-ref-type', `${SUB}:ref_type:pipeline`],
    [sub('StringLike', 'ref_type:x:y'), 'unminted-ref-type', 'ref_type:x:y'],
    [sub('StringEquals', [`${SUB}:x`, 'a/b']), 'missing-prefix', 'a/b'],
    [sub('StringEquals', `${SUB}:ref_type:branch:ref:..`), 'no-such-subject', ''],
    [sub('StringEquals', `${SUB}:ref_type:tag:ref:`), 'no-such-subject', ''],
    [sub('StringEquals', []), 'no-such-subject', ''],
    [{ ...sub('StringEquals', SUB), ...sub('StringLike', `${SUB}:*`) }, 'no-such-subject', ''],
    [{ Null: { 'gitlab.com:sub': 'true' } }, 'no-such-subject', ''],
    [{ StringEquals: { 'gitlab.com:user_id': 'x' } }, 'no-such-subject', ''],
  ])('%j: %s', (condition, cause, evidence) => {
    expect(deathOf(condition)).toEqual({ cause, evidence });
  });

  it.each<JsonObject>([
    {},
    sub('StringEquals', SUB),
    sub('StringLike', ['a/b', `${SUB}:*`]),
    sub('StringEqualsIgnoreCase', SUB.toUpperCase()),
    sub('StringMatches', 'a/b'),
    sub('StringLike', '${aws:x}'),
    key('gitlab.com:ref', 'StringEqualsIfExists'),
    key('gitlab.com:ref', 'stringequals'),
    { StringEquals: { 'aws:SourceVpc': 'x' } },
  ])('%j lets or may let somebody in', (condition) => {
    expect(deathOf(condition)).toBeUndefined();
  });

  it.each<[JsonObject, readonly JsonObject[], boolean]>([
    [sub('StringEquals', SUB), [{}], true],
    [sub('StringEquals', SUB), [sub('StringLike', 'project_path:*')], true],
    [sub('StringLike', 'project_path:a/*'), [sub('StringNotLike', 'project_path:b/*')], true],
    [sub('StringEquals', SUB), [sub('StringLike', 'project_path:b/*')], false],
    [sub('StringEquals', SUB), [sub('StringMatches', 'x')], false],
    [sub('StringEquals', SUB), [], false],
  ])('%j is denied by %j: %s', (condition, denying, isDead) => {
    expect(deathOf(condition, denying)).toEqual(isDead ? { cause: 'denied', evidence: '' } : undefined);
  });

  it('is by its own fault rather than by a Deny', () => {
    expect(deathOf(sub('StringLike', 'a/b:*'), [{}])?.cause).toBe('missing-prefix');
  });

  it('is not found without a budget', () => {
    expect(deathOf(sub('StringLike', 'a/b:*'), [], 0)).toBeUndefined();
  });
});

describe('causeOfDeath', () => {
  it('does not blame the value that another condition keeps out', () => {
    const condition = { ...sub('StringNotEquals', 'a/b'), ...sub('StringEquals', 'c/d') };
    const [box] = boxesFor(policyOf(allow(condition)), ISSUER, undefined).allows;
    expect(causeOfDeath(box as Box)).toMatchObject({ cause: 'missing-prefix' });
  });
});
