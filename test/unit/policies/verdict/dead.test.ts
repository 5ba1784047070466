import { describe, expect, it } from '@jest/globals';
import { atomsOf } from '../../../../policies/acceptance/atoms.ts';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { causeOfDeath, findDeath, type Death } from '../../../../policies/verdict/dead.ts';
import { allow, deny, ISSUER, onSub, policyOf } from '../parts.ts';

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

const key = (name: string, operator = 'StringEquals'): JsonObject => ({ [operator]: { [name]: 'x' } });

describe('findDeath', () => {
  it.each<[JsonObject, string, string]>([
    [key('gitlab.example.com:sub'), 'misbound-key', 'gitlab.example.com:sub'],
    [key('sub'), 'misbound-key', 'sub'],
    [key('GitLab.com:ref'), 'unfilled-claim', 'GitLab.com:ref'],
    [key('gitlab.com:project_path', 'ForAnyValue:StringLike'), 'unfilled-claim', 'gitlab.com:project_path'],
    [{ ...onSub('StringLike', 'x'), ...key('gitlab.com:ref') }, 'unfilled-claim', 'gitlab.com:ref'],
    [{ ...key('gitlab.com:ref', 'StringNotEquals'), ...key('a:b') }, 'misbound-key', 'a:b'],
    [onSub('StringEquals', `${SUB}:*`), 'literal-wildcard', `${SUB}:*`],
    [onSub('StringEquals', `${SUB}:ref?`), 'literal-wildcard', `${SUB}:ref?`],
    [onSub('StringEqualsIgnoreCase', '*'), 'literal-wildcard', '*'],
    [onSub('StringLike', 'a/b:*'), 'missing-prefix', 'a/b:*'],
    [onSub('StringEquals', 'a/b'), 'missing-prefix', 'a/b'],
    [onSub('StringLike', 'ref_type:branch:*'), 'missing-prefix', 'ref_type:branch:*'],
    [onSub('StringLike', 'toString:a:*'), 'missing-prefix', 'toString:a:*'],
    [
      onSub('StringLike', `${SUB}:ref_type:merge_request:*`),
      'unminted-ref-type',
      `${SUB}:ref_type:merge_request:*`,
    ],
    [onSub('StringEquals', `${SUB}:ref_type:pipeline`), 'unminted-ref-type', `${SUB}:ref_type:pipeline`],
    [onSub('StringLike', 'ref_type:x:y'), 'unminted-ref-type', 'ref_type:x:y'],
    [onSub('StringEquals', [`${SUB}:x`, 'a/b']), 'missing-prefix', 'a/b'],
    [onSub('StringEquals', `${SUB}:ref_type:branch:ref:..`), 'no-such-subject', ''],
    [onSub('StringEquals', `${SUB}:ref_type:tag:ref:`), 'no-such-subject', ''],
    [onSub('StringEquals', []), 'no-such-subject', ''],
    [{ ...onSub('StringEquals', SUB), ...onSub('StringLike', `${SUB}:*`) }, 'no-such-subject', ''],
    [{ Null: { 'gitlab.com:sub': 'true' } }, 'no-such-subject', ''],
    [
      onSub('StringEquals', `${SUB}:ref_type:tag:ref:`, { StringNotEquals: { 'gitlab.com:aud': 'a/b' } }),
      'no-such-subject',
      '',
    ],
    [{ StringEquals: { 'gitlab.com:user_id': 'x' } }, 'no-such-subject', ''],
  ])('%j: %s', (condition, cause, evidence) => {
    expect(deathOf(condition)).toEqual({ cause, evidence });
  });

  it.each<JsonObject>([
    {},
    onSub('StringEquals', SUB),
    onSub('StringLike', ['a/b', `${SUB}:*`]),
    onSub('StringEqualsIgnoreCase', SUB.toUpperCase()),
    onSub('StringMatches', 'a/b'),
    onSub('StringLike', '${aws:x}'),
    key('gitlab.com:ref', 'StringEqualsIfExists'),
    key('gitlab.com:ref', 'stringequals'),
    { StringEquals: { 'aws:SourceVpc': 'x' } },
  ])('%j lets or may let somebody in', (condition) => {
    expect(deathOf(condition)).toBeUndefined();
  });

  it.each<[JsonObject, readonly JsonObject[], boolean]>([
    [onSub('StringEquals', SUB), [{}], true],
    [onSub('StringEquals', SUB), [onSub('StringLike', 'project_path:*')], true],
    [onSub('StringLike', 'project_path:a/*'), [onSub('StringNotLike', 'project_path:b/*')], true],
    [onSub('StringEquals', SUB), [onSub('StringLike', 'project_path:b/*')], false],
    [onSub('StringEquals', SUB), [onSub('StringMatches', 'x')], false],
    [onSub('StringEquals', SUB), [], false],
  ])('%j is denied by %j: %s', (condition, denying, isDead) => {
    expect(deathOf(condition, denying)).toEqual(isDead ? { cause: 'denied', evidence: '' } : undefined);
  });

  it('is by its own fault rather than by a Deny', () => {
    expect(deathOf(onSub('StringLike', 'a/b:*'), [{}])?.cause).toBe('missing-prefix');
  });

  it('is not found without a budget', () => {
    expect(deathOf(onSub('StringLike', 'a/b:*'), [], 0)).toBeUndefined();
  });
});

describe('causeOfDeath', () => {
  it('does not blame the value that another condition keeps out', () => {
    const condition = { ...onSub('StringNotEquals', 'a/b'), ...onSub('StringEquals', 'c/d') };
    const [box] = boxesFor(policyOf(allow(condition)), ISSUER, undefined).allows;
    expect(causeOfDeath(box as Box)).toMatchObject({ cause: 'missing-prefix' });
  });
});
