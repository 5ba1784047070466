import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../policies/document/json.ts';
import type { Intent } from '../../../../policies/intent/intent.ts';
import { Purse } from '../../../../policies/patterns/search.ts';
import { narrow } from '../../../../policies/rewriting/narrow.ts';
import { allow, allowSub, deny, group, intentOf, onSub, policyOf } from '../parts.ts';
import { PRIVATE, project, providerArn, PUBLIC, SELF, SELF_MANAGED, taskOf } from '../parts.ts';
import { EXCESS, narrowed } from './narrowed.ts';
import { NOTHING_TO_SPEND, OURS } from './samples.ts';
import { takenBy } from './taken.ts';

const BOTH: Intent = {
  ...intentOf(project('a/b'), project('c/d', { issuer: SELF_MANAGED })),
  issuers: [PUBLIC, PRIVATE],
};
const OF_BOTH = { Principal: { Federated: [providerArn(), providerArn(SELF_MANAGED)] } };
const EXCESS_OF_BOTH = [...EXCESS, { statement: 0, issuer: PRIVATE }];

describe('narrow, for several issuers,', () => {
  it.each([
    ['the first', 'gitlab.com:sub'],
    ['the last', `${SELF_MANAGED}:sub`],
  ])('cannot write a statement where no operator is free for %s', (_, key) => {
    const statement = allow(takenBy('*:ref:main', key), OF_BOTH);
    expect(narrow(taskOf(policyOf(statement), BOTH), EXCESS_OF_BOTH)).toEqual({
      kind: 'inseparable',
      statement: 0,
    });
  });

  const keys = { [`${SELF_MANAGED}:sub`]: 'x' };

  it.each<[string, JsonObject, JsonObject]>([
    ['leaves what is asked of the tokens of others', { StringEquals: keys }, { StringEquals: keys }],
    ['takes out what holds without their key', { StringEqualsIfExists: keys }, {}],
    [
      'leaves what holds without their key as far as is known',
      { 'ForAnyValue:StringEqualsIfExists': keys },
      { 'ForAnyValue:StringEqualsIfExists': keys },
    ],
  ])('%s', (_, condition, left) => {
    const own = { ...left, ...onSub('StringLike', OURS) };
    expect(narrow(taskOf(policyOf(allow(condition, OF_BOTH)), BOTH), EXCESS)).toEqual({
      kind: 'narrowed',
      document: { Version: '2012-10-17', Statement: [allow(condition, SELF), allow(own)] },
    });
  });
});

describe('narrow, beside statements that may stay,', () => {
  it('asks nothing of them, also where their principals cannot be told apart', () => {
    const statements = [
      deny(undefined, { Principal: '*' }),
      allow(undefined),
      allow(undefined, { Principal: '*' }),
    ];
    const task = taskOf(policyOf(...statements), intentOf(project('a/b')));
    expect(narrow(task, [{ statement: 1, issuer: PUBLIC }])).toEqual({
      kind: 'narrowed',
      document: { Version: '2012-10-17', Statement: [statements[0], allowSub(OURS), statements[2]] },
    });
  });
});

describe('narrow, the short way and the long one,', () => {
  const VALUES = ['project_path:*', 'project_path:a/b:ref_type:tag:*'];
  const task = {
    ...taskOf(policyOf(allowSub(VALUES)), intentOf(project('a/b'))),
    purse: new Purse(NOTHING_TO_SPEND),
  };

  it('searches for nothing on the short way, which it takes unless it is told not to', () => {
    for (const takesLongWay of [undefined, false])
      expect(
        narrow({ ...task, ...(takesLongWay === undefined ? {} : { takesLongWay }) }, EXCESS),
      ).toMatchObject({
        document: { Statement: [allowSub([OURS, VALUES[1] as string])] },
      });
  });

  it('searches on the long way, and so keeps nothing of what it cannot judge', () => {
    expect(narrow({ ...task, takesLongWay: true }, EXCESS)).toMatchObject({
      document: { Statement: [allowSub(OURS)] },
    });
  });
});

describe('narrow, for entries that need statements of their own,', () => {
  it('cannot write them where no operator is free', () => {
    const shapes = [['project_path', 'ref_type', 'ref', 'ref_protected']];
    const entries = [project('a/b'), group('t', { shapes })];
    expect(narrowed(allow(takenBy('*:ref:main')), ...entries)).toEqual({
      kind: 'inseparable',
      statement: 0,
    });
  });
});
