import { describe, expect, it } from '@jest/globals';
import type { Issuer } from '../../../../policies/intent/intent.ts';
import { allow, allowSub, onSub, PRIVATE, PUBLIC, SELF, SELF_MANAGED } from '../parts.ts';
import { ids, ONE, OTHER, pinned, WITH_ID, WITHOUT_ID } from './pinned.ts';

describe('pin, to the audiences', () => {
  const HEARD: Issuer = { ...PUBLIC, audiences: ['https://gitlab.com', 'sts.amazonaws.com'] };
  const AUDIENCES = { 'gitlab.com:aud': ['https://gitlab.com', 'sts.amazonaws.com'] };

  it('adds those that the configuration names', () => {
    expect(pinned(allowSub(OTHER), [WITHOUT_ID], { issuer: HEARD })).toEqual([
      allow({ ...onSub('StringLike', OTHER), StringEquals: AUDIENCES }),
    ]);
    expect(pinned(allow(undefined), [], { issuer: { ...PUBLIC, audiences: ['x'] } })).toEqual([
      allow({ StringEquals: { 'gitlab.com:aud': 'x' } }),
    ]);
  });

  it('adds them beside the ids, to both parts of a split', () => {
    expect(pinned(allowSub([ONE, OTHER]), [WITH_ID, WITHOUT_ID], { issuer: HEARD })).toEqual([
      allow({ ...onSub('StringLike', ONE), StringEquals: { ...AUDIENCES, 'gitlab.com:project_id': '42' } }),
      allow({ ...onSub('StringLike', OTHER), StringEquals: AUDIENCES }),
    ]);
  });

  it('adds them in every partition and for every issuer', () => {
    const role = 'arn:aws-cn:iam::111122223333:role/deploy';
    expect(pinned(allowSub(ONE), [WITH_ID], { issuer: HEARD, role })).toEqual([
      allow({ ...onSub('StringLike', ONE), StringEquals: AUDIENCES }),
    ]);
    const statement = allow(undefined, SELF);
    expect(pinned(statement, [], { issuer: { ...PRIVATE, audiences: ['x'] } })).toEqual([
      { ...statement, Condition: { StringEquals: { [`${SELF_MANAGED}:aud`]: 'x' } } },
    ]);
  });

  it('leaves the audience alone that a statement asks for already', () => {
    const asked = { 'ForAnyValue:StringLike': { 'GitLab.com:AUD': 'other' } };
    const before = allow({ ...onSub('StringLike', OTHER), ...asked });
    expect(pinned(before, [WITHOUT_ID], { issuer: HEARD })).toEqual([before]);
    expect(pinned(allow({ ...onSub('StringLike', ONE), ...asked }), [WITH_ID], { issuer: HEARD })).toEqual([
      allow({ ...onSub('StringLike', ONE), ...asked, ...ids('42') }),
    ]);
  });

  it('adds none where the configuration names none', () => {
    for (const issuer of [PUBLIC, { ...PUBLIC, audiences: [] }])
      expect(pinned(allowSub(OTHER), [WITHOUT_ID], { issuer })).toEqual([allowSub(OTHER)]);
  });

  it('adds nothing to a statement that is not for the issuer', () => {
    const statement = allow(onSub('StringLike', ONE), { Principal: { AWS: '111122223333' } });
    expect(pinned(statement, [WITH_ID], { issuer: HEARD })).toEqual([statement]);
  });
});
