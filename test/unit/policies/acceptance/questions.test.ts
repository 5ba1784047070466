import { describe, expect, it } from '@jest/globals';
import type { Atom } from '../../../../policies/acceptance/atoms.ts';
import { boxesFor, type Box } from '../../../../policies/acceptance/boxes.ts';
import {
  acceptedSubjects,
  both,
  NO_DEMANDS,
  outcomeBesidesSubject,
  subjectConditions,
  type Demands,
  type Readings,
} from '../../../../policies/acceptance/questions.ts';
import { PERHAPS, SURELY } from '../../../../policies/conditions/doubt.ts';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { machineAccepts, unionAccepts } from '../../../support/walk.ts';
import { allow, deny, ISSUER, onSub, policyOf } from '../parts.ts';

const ATOM: Atom = { claims: { aud: 'a' }, projectId: undefined };
const SURE: Readings = { allow: SURELY, deny: PERHAPS };
const LARGEST: Readings = { allow: PERHAPS, deny: SURELY };

function alternatives(
  allowing: JsonObject,
  denying: readonly JsonObject[] = [],
  readings: Readings = SURE,
): readonly Demands[] | undefined {
  const policy = policyOf(allow(allowing), ...denying.map((each) => deny(each)));
  const { allows, denies, dodged } = boxesFor(policy, ISSUER, undefined);
  return acceptedSubjects({ allow: allows[0] as Box, denies, dodged, atom: ATOM }, readings);
}

function meets({ unions, machines }: Demands, text: string): boolean {
  return (
    machines.every((machine) => machineAccepts(machine, text)) &&
    unions.every((union) => unionAccepts(union, text))
  );
}

/** Which of some texts get in. */
function accepted(allowing: JsonObject, denying: readonly JsonObject[] = [], readings?: Readings): string {
  const found = alternatives(allowing, denying, readings) ?? [];
  return ['a', 'b', 'ab', 'c'].filter((text) => found.some((each) => meets(each, text))).join(' ');
}

function times(count: number, condition: JsonObject): JsonObject[] {
  return Array.from({ length: count }, () => condition);
}

describe('acceptedSubjects', () => {
  it.each<[string, JsonObject, readonly JsonObject[], string]>([
    ['all', {}, [], 'a b ab c'],
    ['some', onSub('StringLike', ['a', 'b']), [], 'a b'],
    ['none of some', onSub('StringNotLike', ['a*']), [], 'b c'],
    ['those of two conditions', { ...onSub('StringLike', 'a*'), ...onSub('StringNotEquals', 'a') }, [], 'ab'],
    ['none by an empty list', onSub('StringEquals', []), [], ''],
    ['none by another claim', { StringEquals: { 'gitlab.com:aud': 'x' } }, [], ''],
    ['all by another claim', { StringEquals: { 'gitlab.com:aud': 'a' } }, [], 'a b ab c'],
    ['none by a number', onSub('NumericEquals', '1'), [], ''],
    ['all by no number', onSub('NumericNotEquals', '1'), [], 'a b ab c'],
    ['all but those denied', {}, [onSub('StringLike', 'a*')], 'b c'],
    ['all but those of two Denies', {}, [onSub('StringLike', 'a'), onSub('StringLike', 'b')], 'ab c'],
    ['only those not denied', {}, [onSub('StringNotLike', 'a*')], 'a ab'],
    [
      'those that one condition of a Deny misses',
      {},
      [{ ...onSub('StringLike', 'a*'), ...onSub('StringNotEquals', 'a') }],
      'a b c',
    ],
    ['none by a Deny of all', {}, [{}], ''],
    ['none by a Deny that says nothing', {}, [onSub('StringNotEquals', [])], ''],
    ['all by a Deny of none', {}, [onSub('StringEquals', [])], 'a b ab c'],
    [
      'all by a Deny of another claim',
      {},
      [{ StringEquals: { 'gitlab.com:aud': 'x' }, ...onSub('StringLike', 'a') }],
      'a b ab c',
    ],
    [
      'those a Deny with its claim leaves',
      {},
      [{ StringEquals: { 'gitlab.com:aud': 'a' }, ...onSub('StringLike', 'a') }],
      'b ab c',
    ],
    ['all by a Deny of numbers', {}, [onSub('NumericEquals', '1')], 'a b ab c'],
    ['none by a Deny of no number', {}, [onSub('NumericNotEquals', '1')], ''],
    [
      'those that a Deny of no number and more leaves',
      {},
      [{ ...onSub('NumericNotEquals', '1'), ...onSub('StringLike', 'a') }],
      'b ab c',
    ],
  ])('%s', (_, allowing, denying, texts) => {
    expect(accepted(allowing, denying)).toBe(texts);
  });

  it('settles doubts as it is told, in the Allow and in the Denies', () => {
    const doubtful = onSub('StringMatches', 'x');
    expect(accepted(doubtful)).toBe('');
    expect(accepted(doubtful, [], LARGEST)).toBe('a b ab c');
    expect(accepted({}, [doubtful])).toBe('');
    expect(accepted({}, [doubtful], LARGEST)).toBe('a b ab c');
    const unknownKey = { StringEquals: { 'aws:SourceVpc': 'v' } };
    expect([accepted(unknownKey), accepted(unknownKey, [], LARGEST)]).toEqual(['', 'a b ab c']);
    expect([accepted({}, [unknownKey]), accepted({}, [unknownKey], LARGEST)]).toEqual(['', 'a b ab c']);
  });

  it('asks for nothing where nothing is asked', () => {
    expect(alternatives({})).toEqual([NO_DEMANDS]);
    expect(alternatives(onSub('StringEquals', []))).toEqual([]);
  });

  it('multiplies the ways around several Denies, up to 64', () => {
    const twoWays = { ...onSub('StringLike', 'x*'), ...onSub('StringNotLike', '*y') };
    expect(alternatives({}, times(6, twoWays))).toHaveLength(64);
    expect(alternatives({}, times(7, twoWays))).toBeUndefined();
  });

  it('has no way around a Deny that never applies', () => {
    const never = { ...onSub('StringEquals', []), ...onSub('StringLike', 'a') };
    expect(alternatives({}, times(7, never))).toEqual([NO_DEMANDS]);
  });

  it.each<[string, JsonObject]>([
    ['a text without case', onSub('StringEqualsIgnoreCase', ['k', 'b'])],
    ['a text with case', onSub('StringLike', ['a*', 'b'])],
    ['a variable beside a text', onSub('StringLike', ['a', '${aws:username}'])],
    ['a variable in a negated list', onSub('StringNotLike', ['a', '${aws:username}'])],
    ['an ARN', onSub('ArnLike', ['a', 'x:?:*', '*'])],
    ['no ARN', onSub('ArnNotLike', ['a', 'x:?:*'])],
  ])('does not depend on what was asked in another reading: %s', (_, condition) => {
    const texts = ['a', 'b', 'ab', 'k', 'K', '\u212a', 'x:y:z', 'x:y:z:w:v:u', 'x:y:a:b:c:d:e'];
    const policy = policyOf(allow(condition));
    const [box] = boxesFor(policy, ISSUER, undefined).allows as readonly [Box];
    const admitted = (allowed: Box, readings: Readings): readonly string[] => {
      const corner = { allow: allowed, denies: [], dodged: new Set<string>(), atom: ATOM };
      const found = acceptedSubjects(corner, readings) ?? [];
      return texts.filter((text) => found.some((each) => meets(each, text)));
    };
    for (const [first, second] of [
      [SURE, LARGEST],
      [LARGEST, SURE],
    ] as const) {
      const [fresh] = boxesFor(policy, ISSUER, undefined).allows as readonly [Box];
      const [asked] = boxesFor(policy, ISSUER, undefined).allows as readonly [Box];
      admitted(asked, first);
      expect(admitted(asked, second)).toEqual(admitted(fresh, second));
    }
    const twice = [1, 2].map(() =>
      acceptedSubjects({ allow: box, denies: [], dodged: new Set(), atom: ATOM }, SURE),
    );
    const [one, other] = twice.map((found) =>
      found?.flatMap(({ unions, machines }) => [...unions, ...machines]),
    );
    expect(one).toHaveLength(1);
    expect(one?.[0]).toBe(other?.[0]);
  });
});

describe('outcomeBesidesSubject', () => {
  it.each<[JsonObject, JsonObject, string]>([
    [{}, {}, 'yes'],
    [onSub('StringEquals', 'x'), {}, 'yes'],
    [{ StringEquals: { 'gitlab.com:aud': 'a' } }, {}, 'yes'],
    [{ StringEquals: { 'gitlab.com:aud': 'b' } }, {}, 'no'],
    [{ StringEquals: { 'aws:SourceVpc': 'b' } }, {}, 'requires'],
    [{}, { Resource: '*' }, 'unknown'],
  ])('%j %j: %s', (condition, fields, outcome) => {
    const [box] = boxesFor(policyOf(allow(condition, fields)), ISSUER, undefined).allows;
    expect(outcomeBesidesSubject(box as Box, ATOM, new Set())).toBe(outcome);
  });

  it('knows what is dodged', () => {
    const policy = policyOf(deny({ StringEquals: { 'sts:RoleSessionName': 'ab' } }));
    const [box] = boxesFor(policy, ISSUER, undefined).denies;
    expect(outcomeBesidesSubject(box as Box, ATOM, new Set(['sts:rolesessionname']))).toBe('no');
  });
});

describe('subjectConditions', () => {
  it('are those on the subject, in whatever case', () => {
    const condition = {
      StringLike: { 'gitlab.com:aud': 'x', 'GitLab.com:Sub': 'y' },
      ...onSub('StringEquals', 'z'),
    };
    const [box] = boxesFor(policyOf(allow(condition)), ISSUER, undefined).allows;
    expect(subjectConditions(box as Box).map((each) => each.condition.values)).toEqual([['y'], ['z']]);
  });
});

describe('both', () => {
  it('joins demands in their order', () => {
    const [one, other] = [
      alternatives(onSub('StringLike', 'a*')),
      alternatives(onSub('StringNotLike', 'ab')),
    ];
    const joint = both(one?.[0] ?? NO_DEMANDS, other?.[0] ?? NO_DEMANDS);
    expect([joint.unions.length, joint.machines.length]).toEqual([1, 1]);
    expect(['a', 'ab', 'b'].map((text) => meets(joint, text))).toEqual([true, false, false]);
  });
});
