import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import { unprovedOf, type Unproved } from '../../../../policies/rewriting/obligations.ts';
import type { Rewrite } from '../../../../policies/rewriting/scene.ts';
import { sizeOf } from '../../../../policies/rewriting/size.ts';
import { allow, allowSub, onSub } from '../parts.ts';
import { rewriteOf } from './proved.ts';
import { OTHERS, OURS, refusalOf, tooLarge } from './samples.ts';

const QUOTA = 2048;

function padded(length: number): JsonObject {
  return allow(onSub('StringLike', OURS), { Sid: 'x'.repeat(length) });
}

/** A statement that makes a document of it exactly so large. */
function sized(size: number): JsonObject {
  return padded(size - sizeOf({ Version: '2012-10-17', Statement: [padded(0)] }));
}

function exceeds(size: number, quota: number): Unproved {
  return { law: 'L13', reason: tooLarge(size, quota) };
}

function unprovedFor(
  before: JsonObject,
  after: JsonObject,
  fields: Partial<Rewrite> = {},
): readonly Unproved[] {
  return unprovedOf(rewriteOf([before], [after], fields));
}

describe('unprovedOf and the size', () => {
  it('accepts what fills the quota and rejects one character more', () => {
    expect(unprovedFor(allow(undefined), sized(QUOTA))).toEqual([]);
    expect(unprovedFor(allow(undefined), sized(QUOTA + 1))).toEqual([exceeds(QUOTA + 1, QUOTA)]);
  });

  it('goes by the account’s own quota where it is known', () => {
    expect(unprovedFor(allow(undefined), sized(4096), { quota: 4096 })).toEqual([]);
    expect(unprovedFor(allow(undefined), sized(4096), { quota: 4095 })).toEqual([exceeds(4096, 4095)]);
    expect(unprovedFor(sized(1000), sized(999), { quota: 998 })).toEqual([exceeds(999, 998)]);
  });

  it('accepts what is no larger than what is stored', () => {
    expect(unprovedFor({ ...sized(3000), Sid: 'y'.repeat(2900) }, sized(2900))).toEqual([]);
    expect(unprovedFor(sized(3000), sized(3000))).toEqual([]);
    expect(unprovedFor(sized(3000), sized(3001))).toEqual([exceeds(3001, 3000)]);
  });
});

function refusal(statement: number): Unproved {
  return { law: 'L13', reason: refusalOf(statement) };
}

describe('unprovedOf and IAM’s rule for shared issuers', () => {
  it('rejects a new statement that it refuses', () => {
    const before = allow({ StringLike: { 'gitlab.com:aud': '*' } });
    const negated = allow(onSub('StringNotLike', 'project_path:a/b:x', onSub('StringLike', '*')));
    expect(unprovedFor(before, negated)).toContainEqual(refusal(0));
    expect(unprovedFor(before, allowSub(OURS))).toEqual([]);
  });

  it('rejects an untouched statement that it refuses', () => {
    const dead = allow({ StringEquals: { 'gitlab.com:foo': 'x' } });
    expect(unprovedOf(rewriteOf([allow(undefined), OTHERS, dead], [allowSub(OURS), OTHERS, dead]))).toEqual([
      refusal(2),
    ]);
  });

  it('says it beside the size', () => {
    const dead = allow({ StringEquals: { 'gitlab.com:foo': 'x' } });
    const size = sizeOf({ Version: '2012-10-17', Statement: [dead] });
    expect(unprovedFor(dead, dead, { quota: size - 1 })).toEqual([exceeds(size, size - 1), refusal(0)]);
  });
});
