import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesRole, partsOf, relateRoles } from '../../../config/role-pattern.ts';
import { firstMatch, RoleShelves } from '../../../config/role-shelves.ts';
import { expectEqual, holdsAlways } from '../../support/property-runs.ts';
import { patternArb, roleArb } from '../../support/role-pattern-arb.ts';

const ARN = 'arn:aws:iam::111122223333:role/';
const isMeant = (pattern: string, arn: string): boolean => matchesRole(partsOf(pattern), partsOf(arn));

describe('matchesRole', () => {
  it.each([
    [`${ARN}a/b`, `${ARN}a/b`],
    [`${ARN}*`, `${ARN}a/b`],
    [`${ARN}a/*`, `${ARN}a/b/c`],
    [`${ARN}a?`, `${ARN}ab`],
    ['arn:aws:iam::*:role/a', `${ARN}a`],
    ['arn:*:iam::1111*:role/a', `${ARN}a`],
    [`${ARN}*`, `${ARN}x:role/a`],
  ])('%s means %s', (pattern, arn) => {
    expect(isMeant(pattern, arn)).toBe(true);
  });

  it.each([
    [`${ARN}a`, `${ARN}A`],
    [`${ARN}a`, `${ARN}a/b`],
    [`${ARN}a?`, `${ARN}a`],
    ['arn:aws:iam::1111*:role/a', 'arn:aws:iam::222211113333:role/a'],
    ['arn:aws-cn:iam::*:role/a', `${ARN}a`],
    // A path may hold a colon, and whoever creates the role chooses it.
    ['arn:aws:iam::*:role/break-glass', `${ARN}x:role/break-glass`],
    ['arn:*:iam::444455556666:role/a', `arn:aws:iam::111122223333:role/x:iam::444455556666:role/a`],
  ])('%s does not mean %s', (pattern, arn) => {
    expect(isMeant(pattern, arn)).toBe(false);
  });
});

describe('firstMatch', () => {
  it('finds what trying one after the other finds', () => {
    holdsAlways(fc.tuple(fc.array(patternArb, { maxLength: 12 }), roleArb), ([patterns, arn]) => {
      const slow = patterns.findIndex((pattern) => isMeant(pattern, arn));
      expectEqual(firstMatch(new RoleShelves(patterns), arn), slow);
    });
  });

  it('does not change where an entry is added that means nothing, or something behind', () => {
    holdsAlways(
      fc.tuple(fc.array(patternArb, { maxLength: 8 }), patternArb, roleArb),
      ([patterns, more, arn]) => {
        const found = firstMatch(new RoleShelves(patterns), arn);
        const behind = firstMatch(new RoleShelves([...patterns, more]), arn);
        const meansIt = isMeant(more, arn) ? patterns.length : -1;
        expectEqual(behind, found >= 0 ? found : meansIt);
        const before = firstMatch(new RoleShelves([more, ...patterns]), arn);
        const shifted = found < 0 ? -1 : found + 1;
        expectEqual(before, isMeant(more, arn) ? 0 : shifted);
      },
    );
  });
});

const BUDGET = { states: 20_000, transitions: 200_000 };
const relate = (one: string, other: string): string =>
  relateRoles(partsOf(one), partsOf(other), { ...BUDGET });

/** Whether a relation fits to what two patterns say of one role. */
function fits(relation: string, isOne: boolean, isOther: boolean): boolean {
  if (relation === 'inside') return !isOne || isOther;
  return relation !== 'disjoint' || !(isOne && isOther);
}

describe('relateRoles', () => {
  it('agrees with what the patterns mean', () => {
    const cases = fc.tuple(patternArb, patternArb, fc.array(roleArb, { maxLength: 20 }));
    holdsAlways(cases, ([one, other, roles]) => {
      const relation = relate(one, other);
      expectEqual(
        roles.filter((arn) => !fits(relation, isMeant(one, arn), isMeant(other, arn))),
        [],
      );
    });
  });

  it.each([
    [`${ARN}a`, `${ARN}a`, 'inside'],
    [`${ARN}a`, `${ARN}*`, 'inside'],
    [`${ARN}*`, `${ARN}a`, 'overlapping'],
    [`${ARN}a`, `${ARN}b`, 'disjoint'],
    [`${ARN}a`, 'arn:aws:iam::*:role/b', 'disjoint'],
    ['arn:aws:iam::*:role/a', `${ARN}a`, 'overlapping'],
  ])('%s lies to %s: %s', (one, other, relation) => {
    expect(relate(one, other)).toBe(relation);
  });

  it('does not know where there is no budget left', () => {
    const none = { states: 0, transitions: 0 };
    expect(relateRoles(partsOf(`${ARN}*a*`), partsOf(`${ARN}*b*`), none)).toBe('unknown');
  });
});
